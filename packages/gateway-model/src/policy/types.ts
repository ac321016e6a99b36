import { ObjectRef, Policy, PolicyKind } from '../resources';
import { Verdict } from '../status';
import { EffectiveLevel } from '../translation/types';

/**
 * A policy that reaches a rule, whether it is in force there or another one replaces it.
 *
 * @public
 */
export interface AttachedPolicy {
  policy: Policy;
  kind: PolicyKind;
  /** Where it is attached. */
  level: EffectiveLevel;
  /** Whether Envoy Gateway applies it to this rule on this listener. */
  inForce: boolean;
  /** The policy that takes its place. Present when another one wins. */
  replacedBy?: ObjectRef;
  /** The parent policy this one is merged with (`spec.mergeType`). */
  mergedWith?: ObjectRef;
  verdict: Verdict;
}

/**
 * What a policy does, as facts for words: never a Secret's value.
 *
 * @public
 */
export type PolicyEffect =
  | { type: 'apiKey'; in: string[]; secrets: string[] }
  | {
      type: 'jwt';
      providers: Array<{ name: string; issuer?: string; audiences: string[] }>;
      optional: boolean;
    }
  | { type: 'basicAuth' }
  | { type: 'oidc'; issuer?: string }
  | { type: 'extAuth' }
  | { type: 'authorization'; defaultAction: string; rules: number }
  | { type: 'cors'; origins: string[] }
  | {
      type: 'rateLimit';
      scope: 'local' | 'global';
      requests: number;
      unit: string;
      conditional: boolean;
    }
  | { type: 'timeout'; request: string }
  | { type: 'retry'; attempts: number }
  | { type: 'other'; field: string };
