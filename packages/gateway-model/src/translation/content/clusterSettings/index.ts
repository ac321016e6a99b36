export * from './circuitBreaker';
export * from './clusterSettingsProblem';
export * from './connection';
export * from './durations';
export * from './http2';
export * from './loadBalancer';
export * from './retry';
export * from './timeouts';
