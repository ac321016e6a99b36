import { JsonObject } from '../../json';
import { BackendRefOutcome, Item, RouteProblem, World } from '../types';
import { Presumption } from './problems';
import { Rewrite } from './urlRewrite';

export type HttpRouteKind = 'HTTPRoute' | 'GRPCRoute';

export interface FiltersInput {
  readonly world: World;
  readonly route: Item;
  readonly kind: HttpRouteKind;
  readonly filters: readonly unknown[];
  /** Judges what a RequestMirror sends to. */
  readonly mirror: (backendRef: JsonObject) => BackendRefOutcome;
}

/** What the filters of a rule, or of a backendRef, come to together. */
export interface FiltersOutcome {
  /** One per condition type. */
  readonly problems: readonly RouteProblem[];
  readonly presumptions: readonly Presumption[];
  /** Status of the direct response, 500 where a bad filter made it one. */
  readonly directResponse?: { status: number; failed: boolean };
  readonly redirect?: { status: number };
  readonly rewritesHostFromPath: boolean;
  /** The position of the filter whose CORS counts: the last one. */
  readonly cors?: number;
  /** `matches` of an HTTPRouteFilter, to be met beside the rule's own. */
  readonly matches: readonly unknown[];
}

const FAILED = { status: 500, failed: true };

/** What has been gathered from the filters read so far. */
export interface GatheredFilters {
  problems: RouteProblem[];
  presumptions: Presumption[];
  directResponse?: { status: number; failed: boolean };
  redirect?: { status: number };
  rewrite: Rewrite;
  mirrors: number;
  cors?: number;
  matches: readonly unknown[];
}

/** A filter that cannot be used at all: requests to the rule are answered with 500. */
export function fail(gathered: GatheredFilters, problem: RouteProblem) {
  gathered.directResponse = FAILED;
  gathered.problems.push(problem);
}
