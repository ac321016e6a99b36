export * from './statusError';
export * from './readInput';
export * from './writeOperations';
export * from './applyOperation';
export * from './removeOperation';
