import { EffectivePolicyView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { Cluster, Manifest } from '../support/cluster';
import { until } from '../support/until';
import { expect, routeOf, test, viaProxies } from './fixture';

const ENVOY_GATEWAY = 'gateway.envoyproxy.io/v1alpha1';
const GATEWAY_API = 'gateway.networking.k8s.io';

/** Envoy's own administration page opened to the cluster, so that it can be asked what it was given. */
function openProxy(namespace: string): Manifest[] {
  return [
    {
      apiVersion: ENVOY_GATEWAY,
      kind: 'EnvoyProxy',
      metadata: { name: 'open', namespace },
      spec: {
        bootstrap: {
          type: 'JSONPatch',
          jsonPatches: [
            {
              op: 'replace',
              path: '/admin/address/socket_address/address',
              value: '0.0.0.0',
            },
          ],
        },
      },
    },
    {
      apiVersion: `${GATEWAY_API}/v1`,
      kind: 'Gateway',
      metadata: { name: 'open', namespace },
      spec: {
        gatewayClassName: process.env.GATEWAY_CLASS ?? 'eg',
        infrastructure: {
          parametersRef: {
            group: 'gateway.envoyproxy.io',
            kind: 'EnvoyProxy',
            name: 'open',
          },
        },
        listeners: [
          { name: 'http', protocol: 'HTTP', port: 80 },
          { name: 'inner', protocol: 'HTTP', port: 8080 },
        ],
      },
    },
  ];
}

function traffic(
  namespace: string,
  name: string,
  target: { kind: string; name: string; sectionName?: string },
  spec: object,
): Manifest {
  return {
    apiVersion: ENVOY_GATEWAY,
    kind: 'BackendTrafficPolicy',
    metadata: { name, namespace },
    spec: { targetRefs: [{ group: GATEWAY_API, ...target }], ...spec },
  };
}

/** A route whose rules are covered in every way there is. */
function manifests(namespace: string): Manifest[] {
  const route = routeOf(namespace, 'covered');
  const rule = (name: string) => ({
    name,
    matches: [{ path: { type: 'PathPrefix', value: `/${name}` } }],
    backendRefs: [{ name: 'echo', port: 3000 }],
  });
  const covered = {
    ...route,
    spec: {
      ...(route.spec as object),
      parentRefs: [{ name: 'open' }],
      rules: [rule('own'), rule('of-route')],
    },
  };
  const bare = {
    ...routeOf(namespace, 'bare'),
    spec: {
      ...(routeOf(namespace, 'bare').spec as object),
      parentRefs: [{ name: 'open' }],
    },
  };
  return [
    ...openProxy(namespace),
    covered,
    bare,
    traffic(
      namespace,
      'on-gateway',
      { kind: 'Gateway', name: 'open' },
      { timeout: { http: { requestTimeout: '7s' } }, retry: { numRetries: 1 } },
    ),
    traffic(
      namespace,
      'on-listener',
      { kind: 'Gateway', name: 'open', sectionName: 'inner' },
      { timeout: { http: { requestTimeout: '8s' } } },
    ),
    traffic(
      namespace,
      'on-route',
      { kind: 'HTTPRoute', name: 'covered' },
      { mergeType: 'StrategicMerge', retry: { numRetries: 2 } },
    ),
    traffic(
      namespace,
      'on-rule',
      { kind: 'HTTPRoute', name: 'covered', sectionName: 'own' },
      { retry: { numRetries: 3 } },
    ),
  ];
}

/** What Envoy holds of one rule on one listener. */
interface Held {
  policies: string[];
  timeout?: string;
  retries?: number;
}

interface EnvoyRoute {
  name?: string;
  route?: { timeout?: string; retry_policy?: { num_retries?: number } };
  metadata?: {
    filter_metadata?: {
      'envoy-gateway'?: { policies?: Array<{ kind: string; name: string }> };
    };
  };
}

/** Every object in a document, however deep. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(value)) {
    for (const item of value) yield* objectsIn(item);
  } else if (typeof value === 'object' && value !== null) {
    yield value as Record<string, unknown>;
    for (const item of Object.values(value)) yield* objectsIn(item);
  }
}

/** By `listener route/rule`, from the administration page of the Gateway's proxy. */
async function heldByEnvoy(
  cluster: Cluster,
  namespace: string,
): Promise<Map<string, Held>> {
  const selector = encodeURIComponent(
    `gateway.envoyproxy.io/owning-gateway-namespace=${namespace},gateway.envoyproxy.io/owning-gateway-name=open`,
  );
  const pods = await cluster.get<{
    items: Array<{ metadata: { name: string; namespace: string } }>;
  }>(`/api/v1/pods?labelSelector=${selector}`);
  const held = new Map<string, Held>();
  for (const { metadata } of pods.items) {
    const dump = JSON.parse(
      await cluster.text(
        `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}:19000/proxy/config_dump`,
      ),
    );
    for (const config of objectsIn(dump)) {
      const listener = String(config.name ?? '').split('/')[2];
      if (!listener || !Array.isArray(config.virtual_hosts)) continue;
      for (const one of objectsIn(config.virtual_hosts)) {
        const { name, route, metadata: told } = one as EnvoyRoute;
        const found = /^httproute\/[^/]+\/([^/]+)\/rule\/(\d+)\//.exec(
          name ?? '',
        );
        if (!found || !route) continue;
        held.set(`${listener} ${found[1]}/${found[2]}`, {
          policies: (
            told?.filter_metadata?.['envoy-gateway']?.policies ?? []
          ).map(policy => policy.name),
          timeout: route.timeout,
          retries: route.retry_policy?.num_retries,
        });
      }
    }
  }
  return held;
}

function valueOf(policy: EffectivePolicyView | undefined, path: string) {
  const found = policy?.values.find(value => value.path === path);
  return found && JSON.parse(found.value);
}

test('the policy in force on each rule is the one Envoy was given, value by value', async ({
  story,
}) => {
  test.setTimeout(240_000);
  const [cluster] = story.clusters;
  const { namespace } = story;
  for (const manifest of manifests(namespace)) await cluster.apply(manifest);
  await story.entityExists(`${namespace}.covered`);
  await story.entityExists(`${namespace}.bare`);

  const rules = ['covered/0', 'covered/1', 'bare/0'];
  const places = ['http', 'inner'].flatMap(listener =>
    rules.map(rule => `${listener} ${rule}`),
  );
  const held = await until(
    'given to Envoy',
    () => heldByEnvoy(cluster, namespace),
    found =>
      places.every(place => (found.get(place)?.policies.length ?? 0) > 0),
    { timeoutMs: 120_000, everyMs: 1_000 },
  );

  const foretold = new Map<string, Held>();
  for (const name of ['covered', 'bare']) {
    const { routes } = await story.overview(`${namespace}.${name}`);
    const route = routes.find(one => one.cluster === viaProxies(0));
    for (const { index, effective } of route?.rules ?? []) {
      const policies = effective.filter(
        ({ kind }) => kind === 'BackendTrafficPolicy',
      );
      for (const policy of policies) {
        for (const listener of policy.listeners) {
          foretold.set(`${listener.name} ${name}/${index}`, {
            policies: [policy.name],
            timeout: valueOf(policy, 'timeout.http.requestTimeout'),
            retries: valueOf(policy, 'retry.numRetries'),
          });
        }
      }
    }
  }
  expect(Object.fromEntries(foretold)).toEqual(
    Object.fromEntries(places.map(place => [place, held.get(place)])),
  );
  // Not only equal: what was put there.
  expect(foretold.get('http covered/0')).toEqual({
    policies: ['on-rule'],
    timeout: undefined,
    retries: 3,
  });
  expect(foretold.get('inner covered/1')).toEqual({
    policies: ['on-route'],
    timeout: '8s',
    retries: 2,
  });
});
