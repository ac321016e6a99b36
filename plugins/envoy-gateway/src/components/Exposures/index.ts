export * from './Exposures';
