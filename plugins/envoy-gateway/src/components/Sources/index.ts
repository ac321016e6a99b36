export * from './Sources';
