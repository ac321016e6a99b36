export { judgePolicies } from './judgePolicies';
