import { ObjectRef } from '../resources';

/** @public */
export type FindingSeverity = 'error' | 'warning' | 'info';

/**
 * Something about an object that its owner should know, and what to do about it.
 *
 * @public
 */
export interface Finding {
  /** Stable and documented, e.g. `EG101`: what filters, SARIF rules and links go by. */
  code: string;
  /**
   * - `error`: it does not work, or does something else than it says
   * - `warning`: it works, and something is likely to go wrong
   * - `info`: good to know
   */
  severity: FindingSeverity;
  /** The object in which it is to be mended. */
  ref: ObjectRef;
  /** The field at fault, from the object's root: `spec.rules[0].backendRefs[1].port`. */
  path?: string;
  /** What is so, in one or two sentences. */
  message: string;
  /** What to do about it. */
  remedy: string;
}

/**
 * What a check looks for; one per code.
 *
 * @public
 */
export interface FindingRule {
  code: string;
  /** A few words, for lists and reports. */
  title: string;
  /** One or two sentences: why it matters. */
  description: string;
  severity: FindingSeverity;
}
