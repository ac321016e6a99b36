export { judgePolicies } from './judgePolicies';
export { rateLimitRules } from './effectiveMerge';
export type { NamedRateLimitRule } from './effectiveMerge';
export { effectiveValues, valuesOfRule } from './provenance';
export type { RulePlace } from './provenance';
export { protectionOf } from './protection';
export type { Protection } from './protection';
