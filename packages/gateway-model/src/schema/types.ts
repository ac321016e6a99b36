import { JsonObject } from '../json';

/**
 * What a problem is about.
 *
 * - `type`, `required`, `enum`, `pattern`, `format`, `length`, `range`, `items`, `properties`: a field does not
 *   fit the schema
 * - `combination`: none, or too many, of several alternatives fit
 * - `duplicate`: an item of a list is there twice that may be there once
 * - `cel`: a rule in CEL is broken
 * - `metadata`: a name, label or the like is not one
 * - `version`: the kind is not served in this version
 * - `limit`: the object is too large or too deep to be judged, and no API server would take it
 * - `unknownField`: the API server drops the field, and `kubectl` warns or refuses (`--validate=strict`)
 * - `notChecked`: something could not be judged: no schema is known, or a rule asks for more than is understood
 *
 * @public
 */
export type SchemaProblemKind =
  | 'type'
  | 'required'
  | 'enum'
  | 'pattern'
  | 'format'
  | 'length'
  | 'range'
  | 'items'
  | 'properties'
  | 'combination'
  | 'duplicate'
  | 'cel'
  | 'metadata'
  | 'version'
  | 'limit'
  | 'unknownField'
  | 'notChecked';

/** @public */
export interface SchemaProblem {
  kind: SchemaProblemKind;
  /** From the object's root, e.g. `spec.rules[0].matches[1].path`; empty for the object as a whole. */
  path: string;
  /** One sentence. For CEL rules it is the CRD's own. */
  message: string;
  /** What was broken: the CEL expression, or the schema's words (`maxLength: 63`). */
  rule?: string;
}

/** @public */
export interface SchemaVerdict {
  /**
   * What the API server would say: `unknown` where nothing speaks against the object and something could not
   * be checked.
   */
  outcome: 'accepted' | 'refused' | 'unknown';
  problems: SchemaProblem[];
  /**
   * The object as the API server keeps it: without unknown fields, with defaults. Absent when its kind is not
   * known or it cannot be read.
   */
  object?: JsonObject;
}

/** A kind that can be judged. @public */
export interface SchemaKind {
  group: string;
  kind: string;
  namespaced: boolean;
  /** Versions that are served. */
  versions: string[];
}

/** @public */
export interface SchemaValidator {
  readonly kinds: readonly SchemaKind[];
  /** CRDs that could not be used, and why. */
  readonly unusable: readonly SchemaProblem[];
  /**
   * Judges an object as the API server would, and never throws.
   *
   * @param old - what is there already: then it is an update, in which rules on transitions hold and what was
   *   wrong before may stay
   */
  validate(object: unknown, options?: { old?: unknown }): SchemaVerdict;
}

/** Whether a problem makes the API server refuse the object. @public */
export function isRefusal(problem: SchemaProblem): boolean {
  return problem.kind !== 'unknownField' && problem.kind !== 'notChecked';
}
