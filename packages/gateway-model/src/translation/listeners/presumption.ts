import { PredictedCondition, Unknown } from '../types';

/**
 * Why a listener's condition of a type is presumed only. One that is absent is as sure as those that stand
 * in its stead.
 */
export function presumption(
  conditions: readonly PredictedCondition[],
  type: string,
): Unknown | undefined {
  const own = conditions.find(condition => condition.type === type);
  return own
    ? own.unknown
    : conditions.find(({ unknown }) => unknown !== undefined)?.unknown;
}
