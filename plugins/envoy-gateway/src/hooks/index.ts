export * from './useElementWidth';
export * from './useFormats';
export * from './useLiveResource';
export * from './useNow';
export * from './useOverview';
export * from './useTraffic';
export * from './useWindow';
