/** What the suites and the benchmarks share: clusters, a portal, Envoy, patience. */
export * from './cluster';
export * from './envoy';
export * from './gitops';
export * from './portal';
export * from './template';
export * from './until';
