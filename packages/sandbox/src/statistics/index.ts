export * from './proxyStatistics';
export type { ServedRule } from './ruleCounters';
