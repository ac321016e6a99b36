import {
  ClusterView,
  Overview,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';

type Problem = Overview['summary']['problems'][number];

/** Clusters of which not everything is known now. */
export function doubtfulClusters(overview: Overview): ClusterView[] {
  return overview.clusters.filter(({ phase }) => phase !== 'synced');
}

/** What a summary says of such a cluster as a whole, for the remedy. */
export function problemOfCluster(
  overview: Overview,
  cluster: ClusterView,
): Problem | undefined {
  return overview.summary.problems.find(problem => isAbout(problem, cluster));
}

/** The problems that are not about a cluster as a whole: those are told as such. */
export function problemsOfObjects(overview: Overview): Problem[] {
  const doubtful = doubtfulClusters(overview);
  return overview.summary.problems.filter(
    problem => !doubtful.some(cluster => isAbout(problem, cluster)),
  );
}

function isAbout(problem: Problem, { name }: ClusterView): boolean {
  return problem.cluster === name && problem.object === `Cluster ${name}`;
}
