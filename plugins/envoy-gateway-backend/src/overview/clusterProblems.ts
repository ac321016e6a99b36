import { ClusterFinding } from '../entities/findRoutes';
import { RankedProblem, sentence } from './problem';

/** What stands against believing what a cluster is shown with. */
export function clusterProblems({
  cluster,
  complete,
  unreadable,
}: ClusterFinding): RankedProblem[] {
  const { name } = cluster;
  const { phase, error, lastContact } = cluster.status;
  const base = { cluster: name, object: `Cluster ${name}` };
  const problems: RankedProblem[] = [];
  if (unreadable) {
    const { kind, namespace } = unreadable.ref;
    const object = `${kind} ${namespace}/${unreadable.ref.name}`;
    problems.push({
      cluster: name,
      object,
      severity: 'degraded',
      reason: 'Unreadable',
      message: `${object} exists in cluster ${name} but cannot be understood: ${sentence(
        `${unreadable.path} ${unreadable.reason}`,
      )}`,
      remedy: 'Correct the field the message names.',
    });
  }
  if (phase === 'unreachable') {
    problems.push({
      ...base,
      severity: 'unjudged',
      reason: 'Unreachable',
      message: `Cluster ${name} cannot be reached. ${
        lastContact
          ? `What is shown of it was known at ${lastContact}.`
          : 'Nothing is known of it.'
      } ${sentence(error)}`.trim(),
      remedy:
        'The platform team can see why in the state of the clusters: GET /api/envoy-gateway/clusters.',
    });
  } else if (!complete) {
    problems.push({
      ...base,
      severity: 'unjudged',
      reason: phase === 'connecting' ? 'Connecting' : 'Incomplete',
      message:
        `Cluster ${name} is not read completely yet, so more may belong to this entity. ${sentence(
          error,
        )}`.trim(),
      remedy:
        phase === 'connecting'
          ? 'Wait a moment.'
          : "Allow the portal's credentials to list and watch the kinds that GET /api/envoy-gateway/clusters names as not readable.",
    });
  }
  return problems;
}

/** There is nothing to look at. */
export function noClusters(): RankedProblem {
  return {
    cluster: '',
    object: 'envoyGateway.clusters',
    severity: 'unjudged',
    reason: 'NoClusters',
    message: 'The portal reads no cluster.',
    remedy: 'Add one to envoyGateway.clusters in the configuration.',
  };
}
