import { ContentProblem, Unknown } from '../../types';

/** What one kind of extension of a policy comes to. */
export interface Findings {
  problems: readonly ContentProblem[];
  unknown?: Unknown;
}

export const NO_FINDINGS: Findings = { problems: [] };

/** What one extension comes to: Envoy Gateway reports its first problem. */
export interface EntryFindings {
  problem?: string;
  unknown?: Unknown;
}

/** Findings of the entries of a list, each of which may let requests pass when it fails. */
export function entryFindings(
  field: string,
  entries: readonly { findings: EntryFindings; failOpen: boolean }[],
): Findings {
  return {
    problems: entries.flatMap(({ findings, failOpen }, index) =>
      findings.problem === undefined
        ? []
        : [
            {
              reason: 'Invalid',
              phase: 'translation' as const,
              path: `${field}[${index}]`,
              message: `${field}[${index}]: ${findings.problem}`,
              ...(failOpen && { failOpen }),
            },
          ],
    ),
    unknown: entries.find(({ findings }) => findings.unknown)?.findings.unknown,
  };
}
