export * from './Protection';
