import { createHash } from 'node:crypto';
import { Gateway, KubernetesObject } from '@envoy-gateway-portal/gateway-model';
import { toTimestamp } from '../clock';

/** Where Envoy Gateway keeps its proxies by default. */
export const PROXY_NAMESPACE = 'envoy-gateway-system';

/** The port of a proxy's statistics. */
export const METRICS_PORT = 19001;

const OWNER_NAME = 'gateway.envoyproxy.io/owning-gateway-name';
const OWNER_NAMESPACE = 'gateway.envoyproxy.io/owning-gateway-namespace';

/** Letters and digits Kubernetes makes names of. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The name of a Gateway's proxy Deployment, as Envoy Gateway makes it. */
export function proxyName(namespace: string, name: string): string {
  const digest = hashOf(`${namespace}/${name}`).toString('hex').slice(0, 8);
  return `envoy-${`${namespace}-${name}`.slice(0, 48)}-${digest}`;
}

/** The Pod that stands for a Gateway's proxy, and its status. */
export function proxyPod(
  gateway: { namespace: string; name: string },
  startedAt: number,
): KubernetesObject {
  const { namespace, name } = gateway;
  const base = proxyName(namespace, name);
  const suffix = [...hashOf(`${base}/pod`).subarray(0, 5)]
    .map(byte => ALPHABET[byte % ALPHABET.length])
    .join('');
  const startTime = toTimestamp(startedAt);
  const [octet] = hashOf(`${base}/address`);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${base}-${suffix}`,
      namespace: PROXY_NAMESPACE,
      labels: {
        'app.kubernetes.io/name': 'envoy',
        'app.kubernetes.io/component': 'proxy',
        'app.kubernetes.io/managed-by': 'envoy-gateway',
        [OWNER_NAME]: name,
        [OWNER_NAMESPACE]: namespace,
      },
      annotations: {
        'envoy-gateway.backstage.io/generated-traffic': 'true',
        'prometheus.io/scrape': 'true',
        'prometheus.io/path': '/stats/prometheus',
        'prometheus.io/port': String(METRICS_PORT),
      },
    },
    spec: {
      containers: [
        {
          name: 'envoy',
          // No Envoy runs here, and the name does not pretend one does.
          image: 'sandbox/generated-statistics',
          ports: [
            { name: 'metrics', containerPort: METRICS_PORT, protocol: 'TCP' },
          ],
        },
      ],
    },
    status: {
      phase: 'Running',
      podIP: `192.0.2.${octet}`,
      startTime,
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          lastTransitionTime: startTime,
        },
      ],
    },
  };
}

/** The Gateway a proxy Pod belongs to. */
export function owningGateway(
  pod: KubernetesObject,
): { namespace: string; name: string } | undefined {
  const { labels = {} } = pod.metadata;
  const name = labels[OWNER_NAME];
  const namespace = labels[OWNER_NAMESPACE];
  return name && namespace ? { namespace, name } : undefined;
}

/** An address for a Gateway, of the range set apart for documentation: nothing answers there. */
export function gatewayAddress({ metadata }: Gateway): {
  type: string;
  value: string;
} {
  const [octet] = hashOf(`${metadata.namespace}/${metadata.name}/address`);
  return { type: 'IPAddress', value: `203.0.113.${1 + (octet % 254)}` };
}
