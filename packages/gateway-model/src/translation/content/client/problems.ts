import { ContentProblem } from '../../types';

/** A problem as the parts of a policy report it: where, and in words. */
export interface Problem {
  path: string;
  message: string;
}

/** All that Envoy Gateway finds wrong with client traffic, it finds while it applies the policy. */
export function asContentProblem({ path, message }: Problem): ContentProblem {
  return { reason: 'Invalid', phase: 'translation', path, message };
}
