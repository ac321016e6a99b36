import { Condition } from '../../resources';
import { PredictedCondition } from '../../translation/types';

/** What a prediction writes conditions with. */
export interface Pen {
  /** RFC 3339. */
  now: string;
  /** The generation judged. */
  generation?: number;
}

/** A message as a sentence ends. It may begin with a name, whose case is its own. */
function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/**
 * Conditions as a controller writes them. The time of the last transition stays as long as the status does: a
 * prediction of what already stands changes nothing.
 */
export function writeConditions(
  { now, generation }: Pen,
  before: readonly Condition[],
  predicted: readonly PredictedCondition[],
): Condition[] {
  return predicted.map(({ type, status, reason, message }) => {
    const same = before.find(
      condition => condition.type === type && condition.status === status,
    );
    return {
      type,
      status,
      reason,
      message: sentence(message),
      ...(generation !== undefined && { observedGeneration: generation }),
      lastTransitionTime: same?.lastTransitionTime ?? now,
    };
  });
}
