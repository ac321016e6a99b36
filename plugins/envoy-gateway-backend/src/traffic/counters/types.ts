/**
 * Cumulative counters of one Envoy cluster at one proxy: the responses by class (1xx to 5xx), or, with
 * `bounds`, the observations of a histogram up to each bound.
 */
export interface Counters {
  values: readonly number[];
  bounds?: readonly number[];
}

/** What one proxy reported at one time. */
export interface Observation {
  /** Milliseconds since the epoch. */
  time: number;
  /** Since when the process runs; absent when it does not say. */
  uptimeSeconds?: number;
  /** By {@link statKey}. Envoy creates the counters of a cluster at its first request. */
  counters: ReadonlyMap<string, Counters>;
}

/**
 * What one proxy counted, with the restarts of its process bridged: totals since the start of the process
 * that ran at the first observation.
 */
export interface CounterHistory {
  /** When that process started; absent when it does not say. */
  startedAt?: number;
  /** Totals at each observation kept, oldest first. A map that did not change is the one before it. */
  points: readonly CounterPoint[];
  /** The last observation as it came, to tell growth from restarts. */
  last?: Observation;
}

export interface CounterPoint {
  /** Milliseconds since the epoch. */
  time: number;
  totals: ReadonlyMap<string, Counters>;
}
