export { jsonMerge, mergeSpecs, strategicMerge } from './mergeSpecs';
export type { MergeOutcome, MergeType } from './mergeSpecs';
export type { MergeableKind } from './shapes';
