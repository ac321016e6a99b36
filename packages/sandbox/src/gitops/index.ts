export * from './gitopsLoop';
export * from './manifestSource';
