/**
 * An answer given in place of every other one.
 *
 * @public
 */
export interface CannedAnswer {
  status: number;
  contentType: string;
  body: string;
}

/**
 * What is wrong with an API server at the moment; tests set it.
 */
export interface Faults {
  /** Requests are taken and not answered, watches stand still. */
  paused: boolean;
  /** Kinds nobody may read or write, whatever their role says. */
  readonly forbiddenKinds: Set<string>;
  /** Kinds whose CRD is not installed. */
  readonly withdrawnKinds: Set<string>;
  cannedAnswer?: CannedAnswer;
}

export function noFaults(): Faults {
  return {
    paused: false,
    forbiddenKinds: new Set(),
    withdrawnKinds: new Set(),
  };
}
