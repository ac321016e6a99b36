import { ENVOY_GATEWAY_CONTROLLER, HTTPRoute } from '../resources';
import { createSnapshot, Snapshot } from '../snapshot';

/** A raw object, as an API server would send it. */
export interface RawObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [field: string]: unknown };
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
}

/** What no link may ever be. */
export const SCRIPT_URL = ['javascript', 'alert(1)'].join(':');

type Spec = Record<string, unknown>;

const GATEWAY_API = 'gateway.networking.k8s.io';

function named(path: string): RawObject['metadata'] {
  const [namespace, name] = path.split('/');
  return name === undefined
    ? { name: namespace, generation: 1 }
    : { namespace, name, generation: 1 };
}

function object(apiVersion: string, kind: string, path: string, spec?: Spec) {
  return {
    apiVersion,
    kind,
    metadata: named(path),
    ...(spec && { spec }),
  } as RawObject;
}

export const gatewayClass = (
  name = 'eg',
  controllerName = ENVOY_GATEWAY_CONTROLLER,
) => object(`${GATEWAY_API}/v1`, 'GatewayClass', name, { controllerName });

export const listener = (name: string, more: Spec = {}) => ({
  name,
  port: 80,
  protocol: 'HTTP',
  allowedRoutes: { namespaces: { from: 'All' } },
  ...more,
});

export const gateway = (
  path: string,
  listeners: unknown[] = [listener('http')],
  gatewayClassName = 'eg',
) =>
  object(`${GATEWAY_API}/v1`, 'Gateway', path, { gatewayClassName, listeners });

export const httpRoute = (path: string, spec: Spec = {}) =>
  object(`${GATEWAY_API}/v1`, 'HTTPRoute', path, {
    parentRefs: [{ namespace: 'infra', name: 'eg' }],
    ...spec,
  });

export const policy = (kind: string, path: string, spec: Spec) =>
  object('gateway.envoyproxy.io/v1alpha1', kind, path, spec);

export const target = (kind: string, name: string, sectionName?: string) => ({
  group: GATEWAY_API,
  kind,
  name,
  ...(sectionName !== undefined && { sectionName }),
});

export const service = (path: string, ...ports: number[]) =>
  object('v1', 'Service', path, {
    ports: ports.map(port => ({ port, protocol: 'TCP' })),
  });

export const namespace = (name: string, labels?: Record<string, string>) => {
  const result = object('v1', 'Namespace', name);
  return { ...result, metadata: { ...result.metadata, labels } };
};

export const grant = (
  path: string,
  from: { group: string; kind: string; namespace: string },
  to: { group: string; kind: string; name?: string },
) =>
  object(`${GATEWAY_API}/v1beta1`, 'ReferenceGrant', path, {
    from: [from],
    to: [to],
  });

export const meta = (raw: RawObject, more: Record<string, unknown>) => ({
  ...raw,
  metadata: { ...raw.metadata, ...more },
});

export const condition = (
  type: string,
  status: string,
  reason = type,
  more: Record<string, unknown> = {},
) => ({
  type,
  status,
  reason,
  message: `${reason}.`,
  observedGeneration: 1,
  lastTransitionTime: '2026-01-01T00:00:00Z',
  ...more,
});

/** A snapshot with the class `eg` and the namespaces `infra`, `payments` and `orders`. */
export const snapshotOf = (...objects: unknown[]): Snapshot =>
  createSnapshot([
    gatewayClass(),
    namespace('infra'),
    namespace('payments', { team: 'payments' }),
    namespace('orders'),
    ...objects,
  ]);

/** The only route of a namespace and name, which the test put there. */
export const routeIn = (snapshot: Snapshot, path: string): HTTPRoute => {
  const [ns, name] = path.split('/');
  const route = snapshot.httpRoute(ns, name);
  if (!route) {
    throw new Error(
      `no readable HTTPRoute ${path}: ${JSON.stringify(snapshot.unreadable)}`,
    );
  }
  return route;
};
