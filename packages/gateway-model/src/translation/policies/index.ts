export { judgePolicies } from './judgePolicies';
export { effectiveValues, valuesOfRule } from './provenance';
export type { RulePlace } from './provenance';
export { protectionOf } from './protection';
export type { Protection } from './protection';
