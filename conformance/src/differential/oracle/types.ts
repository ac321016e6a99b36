import { Case } from '../../cases';
import { Manifest } from '../generate';

/** Some objects to be judged together, apart from all others. */
export interface Cluster {
  /** What its namespaces begin with. */
  id: string;
  manifests: readonly Manifest[];
  /** By manifest: which come first, where age counts. */
  waves: readonly number[];
  /** The name of its EnvoyProxy that is the GatewayClass's, if there is one: judged by a translation alone. */
  classProxy?: string;
}

/** An object that the CRDs, or Kubernetes, did not let in. */
export interface Refusal {
  object: string;
  why: string;
}

export interface Judged {
  case: Case;
  refused: readonly Refusal[];
}

/** Envoy Gateway, in one way of asking it. */
export interface Oracle {
  name: string;
  className: string;
  /** How many clusters it is best asked about at once. */
  batch: number;
  /**
   * What it decides of each. An object it does not let in is left out; with `whole`, nothing is told of a
   * cluster that has one. Nothing is told, either, of a cluster that could not be put to it.
   */
  judge(
    clusters: readonly Cluster[],
    options?: { whole?: boolean },
  ): Promise<(Judged | undefined)[]>;
}
