export { judgePatchPolicies } from './judgePatchPolicies';
