import { objectAt } from '../../json';
import { MergeableKind } from '../../merge';
import { EffectivePolicy } from '../types';
import { MergedPolicy, mergedPolicy } from './mergedPolicy';
import {
  RateLimitRule,
  rateLimitRuleName,
  rateLimitRulesOf,
} from './rateLimits';

/** The merge a policy in force is the outcome of. */
export function mergeOf(
  effective: EffectivePolicy,
): (MergedPolicy & { readonly kind: MergeableKind }) | undefined {
  const { kind, mergedWith, winner, mergeType } = effective;
  if (!mergedWith || !mergeType || kind === 'ClientTrafficPolicy') {
    return undefined;
  }
  const merge = mergedPolicy(kind, mergedWith, winner, mergeType);
  return 'merged' in merge ? { kind, ...merge.merged } : undefined;
}

/** Where the parent's rate limit is in error, Envoy Gateway falls back on the plain merge. */
export function mergedRateLimitRules(
  effective: EffectivePolicy,
  merge: MergedPolicy,
): readonly RateLimitRule[] | undefined {
  return effective.spec.rateLimit === merge.spec.rateLimit
    ? merge.rateLimitRules
    : undefined;
}

/** A rule of a rate limit in force. */
export interface NamedRateLimitRule extends RateLimitRule {
  /** What Envoy and the rate limit service call it. */
  readonly name: string;
}

/** The rules of the rate limit of a BackendTrafficPolicy in force, by the names Envoy Gateway gives them. */
export function rateLimitRules(
  effective: EffectivePolicy,
): readonly NamedRateLimitRule[] {
  const merge = mergeOf(effective);
  const ofMerge = merge && mergedRateLimitRules(effective, merge);
  const giver =
    merge && !objectAt(merge.child.spec, 'rateLimit')
      ? merge.parent
      : effective.winner;
  return (ofMerge ?? rateLimitRulesOf(giver)).map(rule => ({
    ...rule,
    name: rateLimitRuleName(rule),
  }));
}
