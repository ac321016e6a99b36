import { JsonObject } from '../../json';
import {
  ContentOutcome,
  ContentProblem,
  ListenerContext,
  Unknown,
} from '../types';
import { Attachment } from './claims';
import { MergedPolicy } from './mergedPolicy';

/** The kinds of policies that routes can have. */
export type RoutePolicyKind =
  | 'SecurityPolicy'
  | 'BackendTrafficPolicy'
  | 'EnvoyExtensionPolicy';

/** What an attached policy comes to on one listener. */
export interface OnListener {
  /** What is in force. */
  readonly spec: JsonObject;
  readonly merged: MergedPolicy | undefined;
  readonly problems: readonly ContentProblem[];
  /** Those of the listener's own Gateway, where there are others: parts that are wrong for others alone are in force. */
  readonly problemsHere?: readonly ContentProblem[];
  /** Envoy answers requests with 500, because of the problems. */
  readonly fails: boolean;
  readonly unknown: Unknown | undefined;
}

/** A route's policy that is to be merged, on one listener. */
export interface MergeOnListener {
  readonly listener: ListenerContext;
  /** The attachment it merges with; without one it stands alone. */
  readonly parent: Attachment | undefined;
  readonly problems: readonly string[];
  readonly unknown: Unknown | undefined;
}

export interface Judgement {
  /** On all ancestors alike. */
  readonly problems: readonly ContentProblem[];
  readonly unknown: Unknown | undefined;
  readonly warnings: ContentOutcome['warnings'];
  /** Found so wrong that it is not applied at all. */
  readonly rejected: boolean;
  /** Of a route's policy with `mergeType`: one for each listener of each parent, in order. */
  readonly merges: readonly MergeOnListener[];
  /** By the listener's key; nothing where the policy is not applied. */
  readonly on: ReadonlyMap<string, OnListener>;
}

/** Judges an attached policy when it is first asked for. */
export type Judge = (attachment: Attachment) => Judgement;
