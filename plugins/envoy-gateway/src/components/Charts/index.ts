export * from './ChartRow';
export * from './Charts';
export * from './colors';
export * from './scales';
export * from './Sparkline';
export * from './useWindowWords';
