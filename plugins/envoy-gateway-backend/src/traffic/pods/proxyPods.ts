import { ServiceUnavailableError } from '@backstage/errors';
import { ANNOTATION_GENERATED_TRAFFIC } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { ClusterReader } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { z } from 'zod';
import { TrafficRoute } from '../types';

/** A pod that runs Envoy for Gateways. */
export interface ProxyPod {
  namespace: string;
  name: string;
  /** The Gateway it serves; absent where one fleet serves all Gateways of a class. */
  gateway?: { namespace: string; name: string };
  gatewayClass?: string;
  running: boolean;
  generated: boolean;
  /** What the names of the pods of this fleet begin with, whichever revision they are of. */
  fleet?: string;
}

const OWNING = 'gateway.envoyproxy.io/owning-gateway';
const SELECTOR =
  'app.kubernetes.io/managed-by=envoy-gateway,app.kubernetes.io/component=proxy';
const PAGE_SIZE = 500;
const MOST_PAGES = 20;

const record = z.record(z.string(), z.string()).optional();
const podListSchema = z.object({
  metadata: z.object({ continue: z.string().optional() }).optional(),
  items: z.array(
    z.object({
      metadata: z.object({
        namespace: z.string(),
        name: z.string(),
        generateName: z.string().optional(),
        labels: record,
        annotations: record,
      }),
      status: z.object({ phase: z.string().optional() }).optional(),
    }),
  ),
});

/** Lists the pods that run Envoy in a cluster, found by the labels Envoy Gateway gives them. */
export async function listProxyPods(
  reader: ClusterReader,
  signal?: AbortSignal,
): Promise<ProxyPod[]> {
  const pods: ProxyPod[] = [];
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = new URLSearchParams({
      labelSelector: SELECTOR,
      limit: String(PAGE_SIZE),
      ...(token && { continue: token }),
    });
    const { body } = await reader.get(`/api/v1/pods?${query}`, { signal });
    const list = parseList(body);
    pods.push(...list.items.map(readPod).filter(isPlainlyNamed));
    token = list.metadata?.continue || undefined;
    if (!token) {
      break;
    }
  }
  return pods;
}

/** Whether a proxy serves a Gateway. */
export function servesGateway(
  pod: ProxyPod,
  gateway: TrafficRoute['gateways'][number],
): boolean {
  return pod.gateway
    ? pod.gateway.namespace === gateway.namespace &&
        pod.gateway.name === gateway.name
    : pod.gatewayClass === gateway.className;
}

/** Whether a proxy serves a Gateway of any of these routes. */
export function servesAny(
  pod: ProxyPod,
  routes: readonly TrafficRoute[],
): boolean {
  return routes.some(({ gateways }) =>
    gateways.some(gateway => servesGateway(pod, gateway)),
  );
}

function parseList(body: string): z.infer<typeof podListSchema> {
  try {
    return podListSchema.parse(JSON.parse(body));
  } catch {
    throw new ServiceUnavailableError(
      'The answer to the listing of proxy pods is not a Kubernetes PodList',
    );
  }
}

function readPod({
  metadata,
  status,
}: z.infer<typeof podListSchema>['items'][number]): ProxyPod {
  const labels = metadata.labels ?? {};
  const namespace = labels[`${OWNING}-namespace`];
  const name = labels[`${OWNING}-name`];
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    gateway: namespace && name ? { namespace, name } : undefined,
    gatewayClass: labels[`${OWNING}class`],
    running: status?.phase === 'Running',
    generated: metadata.annotations?.[ANNOTATION_GENERATED_TRAFFIC] === 'true',
    fleet: fleetOf(metadata.generateName, labels['pod-template-hash']),
  };
}

const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** Whether the names are ones Kubernetes allows: they become parts of paths. */
function isPlainlyNamed({ namespace, name }: ProxyPod): boolean {
  return NAME.test(namespace) && NAME.test(name);
}

/** A Deployment's pods are named after their ReplicaSet, which is named after the template's hash. */
function fleetOf(
  generateName: string | undefined,
  templateHash: string | undefined,
): string | undefined {
  return templateHash && generateName?.endsWith(`-${templateHash}-`)
    ? generateName.slice(0, -templateHash.length - 1)
    : undefined;
}
