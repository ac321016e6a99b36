import { FindingSeverity } from '@envoy-gateway-portal/gateway-model';
import { Unreadable } from '../input';
import { LintResult } from '../run';

/** All that an output has to tell. */
export interface Report extends LintResult {
  version: string;
  /** Whether the manifests were held against something that is there. */
  against: boolean;
  unreadable: Unreadable[];
  skipped: Unreadable[];
}

const RANKS: Record<FindingSeverity, number> = {
  error: 0,
  warning: 1,
  info: 2,
};

/** Whether a severity is at least as bad as another. */
export function reaches(
  severity: FindingSeverity,
  threshold: FindingSeverity,
): boolean {
  return RANKS[severity] <= RANKS[threshold];
}

export function bySeverity(a: FindingSeverity, b: FindingSeverity): number {
  return RANKS[a] - RANKS[b];
}

/** How many of each severity. */
export function countSeverities(
  findings: ReadonlyArray<{ severity: FindingSeverity }>,
): Record<FindingSeverity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) {
    counts[severity] += 1;
  }
  return counts;
}

/** What was not held against a schema, in words; empty when everything was. */
export function uncheckedWords({
  schema,
}: Pick<LintResult, 'schema'>): string[] {
  const { checked, unchecked, unusable } = schema;
  const words = unusable.map(one => `A CRD could not be used: ${one}`);
  if (unchecked.length > 0) {
    const kinds = unchecked
      .map(({ kind, apiVersion, count }) => `${kind} ${apiVersion} (${count})`)
      .join(', ');
    words.push(
      checked === 0
        ? `Schemas were not checked: no CustomResourceDefinitions were given (--crds). Kinds: ${kinds}`
        : `Schemas were not checked for lack of a CustomResourceDefinition: ${kinds}`,
    );
  }
  return words;
}
