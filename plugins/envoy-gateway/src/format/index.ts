export * from './ago';
export * from './durations';
export * from './effectText';
export * from './limitText';
export * from './links';
export * from './numbers';
