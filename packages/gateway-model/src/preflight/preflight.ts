import { runChecks } from '../checks';
import { Snapshot, SnapshotChange } from '../snapshot';
import { translate } from '../translation';
import { attachmentChanges } from './attachmentChanges';
import { conditionChanges } from './conditionChanges';
import { findingChanges } from './findingChanges';
import { policyChanges } from './policyChanges';
import { shadowedMatches } from './shadowedMatches';
import { PreflightOptions, PreflightReport, ShadowedMatch } from './types';

function shadowKey({ route, rule, match, listener, hostname }: ShadowedMatch) {
  return JSON.stringify([route, rule, match, listener, hostname]);
}

/**
 * What changes to a cluster would come to, before anyone applies them: which findings they bring and mend,
 * which conditions Envoy Gateway will write otherwise, which routes attach elsewhere or serve other hosts,
 * which matches get shadowed, and on which rules other policies or values will be in force. Objects the
 * changes do not touch are in it too, when the changes reach them.
 *
 * @public
 */
export function preflight(
  before: Snapshot,
  changes: Iterable<SnapshotChange>,
  options: PreflightOptions = {},
): PreflightReport {
  const old = translate(before, options.settings);
  const now = translate(before.apply(changes), options.settings);
  const known = new Set(shadowedMatches(old).map(shadowKey));
  return {
    ...findingChanges(runChecks(old), runChecks(now)),
    conditions: conditionChanges(old, now),
    attachments: attachmentChanges(old, now),
    shadowed: shadowedMatches(now).filter(one => !known.has(shadowKey(one))),
    policyChanges: policyChanges(old, now),
  };
}
