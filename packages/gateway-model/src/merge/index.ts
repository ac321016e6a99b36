export { jsonMerge, mergeSpecs, strategicMerge } from './mergeSpecs';
export type { MergeOutcome, MergeType } from './mergeSpecs';
export { leavesOf, mergedLeaves } from './mergedLeaves';
export type { Leaf, MergedLeaf } from './mergedLeaves';
export type { MergeableKind } from './shapes';
