export * from './certificates';
export * from './readCases';
export * from './resourceTree';
export * from './types';
