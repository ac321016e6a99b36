import { Condition, ParentReference } from '../resources';

/**
 * How a controller judged an object, read from its conditions. These are different things and are
 * never folded into one another:
 *
 * - `accepted`: `Accepted=True` for the current generation, nothing dropped, every reference resolved
 * - `partlyValid`: accepted, but some rules were dropped or some references are not resolved: see `problems`
 * - `rejected`: `Accepted=False` for the current generation
 * - `noVerdict`: our controller has not said anything yet
 * - `stale`: the conditions judge an older generation than the one that stands (`observedGeneration`)
 * - `notOurs`: the parent belongs to another controller
 *
 * @public
 */
export type VerdictState =
  | 'accepted'
  | 'partlyValid'
  | 'rejected'
  | 'noVerdict'
  | 'stale'
  | 'notOurs';

/** @public */
export interface VerdictProblem {
  /** Condition type, e.g. `ResolvedRefs`. */
  type: string;
  reason: string;
  message: string;
}

/** @public */
export interface Verdict {
  state: VerdictState;
  /** The reason of the deciding condition, e.g. `NoMatchingListenerHostname`. */
  reason?: string;
  message?: string;
  /** What stands against the object although it may be accepted. */
  problems: VerdictProblem[];
  conditions: Condition[];
  controllerName?: string;
  /** RFC 3339; when the deciding condition last changed. */
  since?: string;
}

/** @public */
export interface ParentVerdict {
  parentRef: ParentReference;
  verdict: Verdict;
}
