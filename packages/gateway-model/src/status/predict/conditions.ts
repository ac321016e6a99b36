import { Condition } from '../../resources';

/** What a prediction writes conditions with. */
export interface Pen {
  /** RFC 3339. */
  now: string;
  /** The generation judged. */
  generation?: number;
}

/**
 * A condition as a controller writes it. The time of the last transition stays as long as the status
 * does: a prediction of what already stands changes nothing.
 */
export function write(
  { now, generation }: Pen,
  before: readonly Condition[],
  type: string,
  status: 'True' | 'False',
  reason: string,
  message: string,
): Condition {
  const same = before.find(
    condition => condition.type === type && condition.status === status,
  );
  return {
    type,
    status,
    reason,
    message,
    ...(generation !== undefined && { observedGeneration: generation }),
    lastTransitionTime: same?.lastTransitionTime ?? now,
  };
}

/** A message the way Envoy Gateway words errors: a sentence with a capital and a full stop. */
export function sentence(message: string): string {
  const capital = message.charAt(0).toUpperCase() + message.slice(1);
  return capital.endsWith('.') ? capital : `${capital}.`;
}
