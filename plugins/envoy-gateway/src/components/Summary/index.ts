export * from './Problems';
export * from './Summary';
