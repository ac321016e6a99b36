export * from './apiServer';
export * from './faults';
export * from './identities';
