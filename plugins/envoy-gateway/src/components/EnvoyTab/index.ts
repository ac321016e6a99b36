export * from './EnvoyTab';
