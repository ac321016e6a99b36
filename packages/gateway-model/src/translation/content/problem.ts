import { ContentProblem, Unknown } from '../types';

/** What is wrong at a field of a policy, as its parts report it. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** What a part of a policy comes to: Envoy Gateway reports the first problem of a part. */
export interface PartOutcome {
  readonly problem?: Problem;
  readonly unknown?: Unknown;
}

/** A problem Envoy Gateway meets while it applies a policy. */
export function translationProblem({ path, message }: Problem): ContentProblem {
  return { reason: 'Invalid', phase: 'translation', path, message };
}

/** A value as a message repeats it: what is no plain value may not even have a text. */
export function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : 'what it holds';
}
