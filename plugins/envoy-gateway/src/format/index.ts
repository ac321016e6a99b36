export * from './ago';
export * from './durations';
export * from './links';
export * from './numbers';
