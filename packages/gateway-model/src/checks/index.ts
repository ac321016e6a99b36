export * from './types';
export { FINDING_RULES, runChecks } from './runChecks';
