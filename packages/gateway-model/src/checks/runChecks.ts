import { Translation } from '../translation/types';
import { CHECKS } from './registry';
import { Finding, FindingRule } from './types';

/**
 * What each check looks for, by code.
 *
 * @public
 */
export const FINDING_RULES: readonly FindingRule[] = CHECKS.map(
  ({ code, title, description, severity }) => ({
    code,
    title,
    description,
    severity,
  }),
);

/**
 * Runs every check over what Envoy Gateway makes of a snapshot. Findings come by code, then in the order of
 * the snapshot.
 *
 * @public
 */
export function runChecks(translation: Translation): Finding[] {
  return CHECKS.flatMap(({ code, severity, find }) =>
    [...find(translation)].map(found => ({ severity, ...found, code })),
  );
}
