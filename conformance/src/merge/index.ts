export * from './judgeMergeCase';
export * from './readMergeCases';
