import { SnapshotChange } from '@envoy-gateway-portal/gateway-model';
import { KindPhase } from '../types';
import { BackoffOptions } from './backoff';

/** When a reflector does what, in milliseconds, and how much it takes at once. */
export interface ReflectorTiming {
  pageSize: number;
  maxPageBytes: number;
  requestTimeoutMs: number;
  watchTimeoutMs: number;
  inactivityTimeoutMs: number;
  /** A watch that ends sooner is waited for before the next one. */
  shortestWatchMs: number;
  /** After a failure. */
  failure: BackoffOptions;
  /** While the kind is absent or forbidden, which only an operator changes. */
  absence: BackoffOptions;
}

/** What a reflector knows of its kind. */
export interface KindState {
  version?: string;
  phase: KindPhase;
  hasSynced: boolean;
  objects: number;
  /** Milliseconds since the epoch. */
  lastContact?: number;
  error?: string;
}

/** Where a reflector's findings go. */
export interface ReflectorSink {
  /** Takes changes, to be seen soon. */
  change(change: SnapshotChange): void;
  /** Takes what a complete listing changed, to be seen when this resolves. */
  replace(changes: SnapshotChange[]): Promise<void>;
  report(state: Readonly<KindState>): void;
}
