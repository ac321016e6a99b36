export * from './types';
export * from './readCases';
