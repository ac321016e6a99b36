/** How long things take and how often they happen, in milliseconds. */
export interface ProviderTimings {
  /** Changes within this time are handled together. */
  coalesceMs: number;
  /** Between two looks at the Components of the catalog. */
  componentsMs: number;
  /** The same in the first minute of a process, when a fresh catalog still fills. */
  componentsAtStartMs: number;
  /** Between two full syncs: every entity decided anew, against what the catalog holds. */
  fullSyncMs: number;
  /** Between holding back removals and the full sync that may confirm them. */
  confirmMs: number;
  /** How long a cluster may be unknown to the inventory before it counts as removed from the config. */
  goneMs: number;
  /** How long the catalog may take until what was written is found in it. */
  settleMs: number;
  /** The first and the longest pause after a failure. */
  retryMs: number;
  maxRetryMs: number;
}

export const DEFAULT_TIMINGS: ProviderTimings = {
  coalesceMs: 200,
  componentsMs: 30_000,
  componentsAtStartMs: 5_000,
  fullSyncMs: 600_000,
  confirmMs: 60_000,
  goneMs: 60_000,
  settleMs: 300_000,
  retryMs: 500,
  maxRetryMs: 30_000,
};
