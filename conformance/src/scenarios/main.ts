import { TranslationSettings } from '@envoy-gateway-portal/gateway-model';
import {
  clustersFromEnvironment,
  Cluster,
  Manifest,
} from 'e2e/support/cluster';
import { readCertificates } from '../cases/certificates';
import { Decision, judgeCase } from '../compare';
import { report } from '../report';
import { readCluster } from './readCluster';
import { readScenarios, Scenario } from './readScenarios';
import { settingsOfCluster } from './settingsOfCluster';

/** From the repository's root, where the command is run. */
const FOLDER = 'conformance/scenarios';
const CLASS = 'portal-scenarios';
const PARAMETERS = { namespace: 'envoy-gateway-system', name: CLASS };

/** Envoy Gateway judges nothing for this long: then it has judged everything. */
const QUIET_MS = 6_000;
const PATIENCE_MS = 120_000;

type Fields = Record<string, unknown>;

/** A GatewayClass whose Gateways are judged and get no proxies. */
const CLASS_MANIFESTS: Manifest[] = [
  {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'EnvoyProxy',
    metadata: PARAMETERS,
    spec: {
      provider: {
        type: 'Kubernetes',
        kubernetes: {
          envoyDeployment: { replicas: 0 },
          envoyService: { type: 'ClusterIP' },
        },
      },
    },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: CLASS },
    spec: {
      controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
      parametersRef: {
        group: 'gateway.envoyproxy.io',
        kind: 'EnvoyProxy',
        ...PARAMETERS,
      },
    },
  },
];

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

function namespaceManifest(name: string): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function metadataOf(object: Fields): { namespace?: string; name: string } {
  return object.metadata as { namespace?: string; name: string };
}

/** What a scenario consists of: its own namespaces, what is of no namespace, and the class's parameters. */
function objectsOf(
  { namespace, other }: Scenario,
  objects: readonly Fields[],
): Fields[] {
  return objects.filter(object => {
    const { name, namespace: own } = metadataOf(object);
    if (own === undefined) {
      return object.kind !== 'GatewayClass' || name === CLASS;
    }
    return (
      own === namespace ||
      own === other ||
      (object.kind === 'EnvoyProxy' && name === CLASS)
    );
  });
}

function judge(
  scenario: Scenario,
  objects: readonly Fields[],
  setup: Partial<TranslationSettings>,
): Decision[] {
  const own = objectsOf(scenario, objects);
  return judgeCase({
    name: scenario.name,
    objects: own,
    settings: {
      ...setup,
      unread: new Set(),
      readCertificates,
      now: new Date().toISOString(),
    },
    verdicts: { stage: 'cluster', objects: own },
    order: 'age',
  });
}

/** Reads the cluster once statuses have stood still for a while. */
async function settled(cluster: Cluster): Promise<Fields[]> {
  const deadline = Date.now() + PATIENCE_MS;
  let objects = await readCluster(cluster);
  let before = '';
  let since = Date.now();
  while (Date.now() < deadline) {
    const now = JSON.stringify(objects.map(({ status }) => status));
    if (now !== before) {
      before = now;
      since = Date.now();
    } else if (Date.now() - since >= QUIET_MS) {
      break;
    }
    await pause(1_000);
    objects = await readCluster(cluster);
  }
  return objects;
}

async function run(cluster: Cluster): Promise<Decision[]> {
  const scenarios = readScenarios({
    folder: FOLDER,
    prefix: `scenario-${process.pid}`,
    gatewayClass: CLASS,
  });
  const namespaces = scenarios.flatMap(({ namespace, other }) =>
    [namespace, other].map(namespaceManifest),
  );
  try {
    for (const manifest of [...CLASS_MANIFESTS, ...namespaces]) {
      await cluster.apply(manifest);
    }
    for (const { manifests } of scenarios) {
      for (const manifest of manifests) {
        await cluster.apply(manifest);
      }
    }
    const objects = await settled(cluster);
    const setup = settingsOfCluster(objects);
    return scenarios.flatMap(scenario => judge(scenario, objects, setup));
  } finally {
    await Promise.all(namespaces.map(cluster.delete));
    await gatewaysGone(cluster);
    for (const manifest of [...CLASS_MANIFESTS].reverse()) {
      await cluster.delete(manifest);
    }
  }
}

/** A class that goes before its Gateways keeps its finalizer, so they must be gone first. */
async function gatewaysGone(cluster: Cluster): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const { items } = await cluster.get<{
      items: Array<{ spec: { gatewayClassName: string } }>;
    }>('/apis/gateway.networking.k8s.io/v1/gateways');
    if (!items.some(({ spec }) => spec.gatewayClassName === CLASS)) {
      return;
    }
    await pause(500);
  }
}

async function main(): Promise<void> {
  const [cluster, ...others] = clustersFromEnvironment();
  others.forEach(other => other.close());
  try {
    const decisions = await run(cluster);
    process.stdout.write(
      `${report(decisions, { verbose: process.argv.includes('--verbose') })}\n`,
    );
    const wrong = new Set(
      decisions
        .filter(({ outcome }) => outcome === 'disagreed')
        .map(decision => decision.case),
    );
    const names = new Set(decisions.map(decision => decision.case));
    process.stdout.write(
      `${names.size - wrong.size} of ${names.size} scenarios as foretold\n`,
    );
    process.exitCode = wrong.size > 0 ? 1 : 0;
  } finally {
    cluster.close();
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
});
