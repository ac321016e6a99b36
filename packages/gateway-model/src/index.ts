/**
 * The semantics of Gateway API and Envoy Gateway as pure functions of an immutable snapshot.
 *
 * @packageDocumentation
 */
export * from './json';
export * from './resources';
export * from './snapshot';
export { jsonMerge, mergeSpecs, strategicMerge } from './merge';
export type { MergeableKind, MergeOutcome, MergeType } from './merge';
export * from './attachment';
export * from './status';
export * from './policy';
export * from './exposure';
export * from './openapi';
export * from './translation';
export * from './checks';
export * from './preflight';
