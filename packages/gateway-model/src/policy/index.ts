export * from './types';
export { attachedPolicies } from './attachedPolicies';
export { policyEffects } from './policyEffects';
