import { PredictedCondition } from '../types';

/** Sets a condition as Envoy Gateway does: it takes the place of one of its type, or joins at the end. */
export function withCondition(
  conditions: readonly PredictedCondition[],
  condition: PredictedCondition,
): readonly PredictedCondition[] {
  const at = conditions.findIndex(one => one.type === condition.type);
  return at < 0
    ? [...conditions, condition]
    : conditions.map((one, index) => (index === at ? condition : one));
}

export function conditionOf(
  conditions: readonly PredictedCondition[],
  type: string,
): PredictedCondition | undefined {
  return conditions.find(one => one.type === type);
}

export function isFalse(
  conditions: readonly PredictedCondition[],
  type: string,
): boolean {
  return conditionOf(conditions, type)?.status === 'False';
}
