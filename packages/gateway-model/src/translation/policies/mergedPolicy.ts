import { JsonObject, objectAt } from '../../json';
import { MergeableKind, mergeSpecs, MergeType } from '../../merge';
import { Item } from '../types';
import { mergedRateLimits, RateLimitRule } from './rateLimits';

/** A route's policy merged into the one it inherits from. */
export interface MergedPolicy {
  readonly parent: Item;
  readonly child: Item;
  readonly mergeType: MergeType;
  /** What its content is judged by. */
  readonly judged: JsonObject;
  /** What is in force. */
  readonly spec: JsonObject;
  /** Where the rules of the rate limit came from, where both policies have one. */
  readonly rateLimitRules?: readonly RateLimitRule[];
}

export type Merge =
  | { readonly merged: MergedPolicy }
  | { readonly problem: string };

function isMergeType(value: string): value is MergeType {
  return value === 'StrategicMerge' || value === 'JSONMerge';
}

function merge(
  kind: MergeableKind,
  parent: Item,
  child: Item,
  mergeType: string,
): Merge {
  if (!isMergeType(mergeType)) {
    return {
      problem: `The policies cannot be merged: "${mergeType}" is no way to merge them`,
    };
  }
  const { spec, problem } = mergeSpecs(
    kind,
    parent.spec,
    child.spec,
    mergeType,
  );
  if (spec === undefined) {
    return { problem: `The policies cannot be merged: ${problem}` };
  }
  const both =
    kind === 'BackendTrafficPolicy' &&
    objectAt(parent.spec, 'rateLimit') &&
    objectAt(child.spec, 'rateLimit');
  if (!both) {
    return { merged: { parent, child, mergeType, judged: spec, spec } };
  }
  const { value, rules } = mergedRateLimits(parent, child, mergeType);
  return {
    merged: {
      parent,
      child,
      mergeType,
      judged: spec,
      spec: { ...spec, rateLimit: value },
      rateLimitRules: rules,
    },
  };
}

/** Objects never change, so two of them are merged once. */
const MERGES = new WeakMap<Item, WeakMap<Item, Merge>>();

export function mergedPolicy(
  kind: MergeableKind,
  parent: Item,
  child: Item,
  mergeType: string,
): Merge {
  let ofChild = MERGES.get(child);
  if (!ofChild) {
    ofChild = new WeakMap();
    MERGES.set(child, ofChild);
  }
  let known = ofChild.get(parent);
  if (!known) {
    known = merge(kind, parent, child, mergeType);
    ofChild.set(parent, known);
  }
  return known;
}
