import { SILENT } from '../logger';
import {
  applyObject,
  createObject,
  removeObject,
  replaceStatus,
} from '../operations';
import { renderProxyStatistics } from '../statistics';
import { createObjectStore, ServedKind, servedKind } from '../store';
import {
  eventually,
  GATEWAY,
  GATEWAY_CLASS,
  route,
  SERVICE,
  stoppedClock,
} from '../testUtils';
import { Controller, startController } from './controller';
import { METRICS_PORT, owningGateway, proxyName } from './proxyPods';

interface Judged {
  status?: {
    addresses?: Array<{ value: string }>;
    parents?: Array<{
      controllerName: string;
      conditions: Array<{
        type: string;
        status: string;
        reason: string;
        lastTransitionTime: string;
        observedGeneration: number;
      }>;
    }>;
    conditions?: Array<{ type: string; status: string }>;
  };
}

describe('startController', () => {
  const clock = stoppedClock();
  let store: ReturnType<typeof createObjectStore>;
  let controller: Controller;

  const kinds = {
    gatewayClass: servedKind('GatewayClass'),
    gateway: servedKind('Gateway'),
    route: servedKind('HTTPRoute'),
    service: servedKind('Service'),
    namespace: servedKind('Namespace'),
    pod: servedKind('Pod'),
  };
  const apply = (
    kind: ServedKind,
    object: { metadata: { name: string; namespace?: string } },
  ) =>
    applyObject(
      store,
      {
        kind,
        namespace: object.metadata.namespace,
        name: object.metadata.name,
      },
      object,
      { fieldManager: 'test', clock },
    );
  const judged = (name: string) =>
    store.get(kinds.route, 'payments', name) as Judged | undefined;
  const condition = (name: string, type: string) =>
    judged(name)?.status?.parents?.[0].conditions.find(
      one => one.type === type,
    );
  const statistics = () => {
    const proxy = controller.proxyOf('platform', 'public');
    return proxy ? renderProxyStatistics(proxy, clock()) : '';
  };

  beforeEach(() => {
    store = createObjectStore({ clock });
    controller = startController({
      cluster: 'production',
      store,
      clock,
      logger: SILENT,
    });
    for (const name of ['platform', 'payments']) {
      createObject(
        store,
        { kind: kinds.namespace },
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      );
    }
    apply(kinds.gatewayClass, GATEWAY_CLASS);
    apply(kinds.gateway, GATEWAY);
    apply(kinds.service, SERVICE);
    apply(kinds.route, route('pay'));
    controller.reconcile();
  });
  afterEach(() => controller.stop());

  it('judges routes, and judges again only what changed', () => {
    expect(condition('pay', 'Accepted')).toMatchObject({
      status: 'True',
      reason: 'Accepted',
      observedGeneration: 1,
    });
    const version = store.resourceVersion;
    controller.reconcile();
    expect(store.resourceVersion).toBe(version);

    clock.turn(60_000);
    apply(kinds.route, route('pay', { hostname: 'pay.example.com' }));
    controller.reconcile();
    expect(condition('pay', 'Accepted')).toMatchObject({
      observedGeneration: 2,
      lastTransitionTime: '2026-01-01T12:00:00Z',
    });
    apply(kinds.route, route('pay', { hostname: 'pay.example.org' }));
    controller.reconcile();
    expect(condition('pay', 'Accepted')).toMatchObject({
      status: 'False',
      reason: 'NoMatchingListenerHostname',
      lastTransitionTime: '2026-01-01T12:01:00Z',
    });
    clock.turn(-60_000);
  });

  it('judges a burst of changes once, soon, and by itself', async () => {
    const before = store.resourceVersion;
    for (let index = 0; index < 50; index++) {
      apply(kinds.route, route(`r${index}`));
    }
    expect(judged('r0')?.status).toBeUndefined();
    await eventually(() =>
      expect(condition('r49', 'Accepted')?.status).toBe('True'),
    );
    // The number of attached routes went from 1 to 51 in one step.
    const steps = store
      .eventsSince(before)
      .filter(({ kind }) => kind === kinds.gateway);
    expect(steps).toHaveLength(1);
  });

  it('leaves what other controllers wrote', () => {
    const object = judged('pay');
    const other = {
      parentRef: { name: 'theirs' },
      controllerName: 'example.com/other',
      conditions: [],
    };
    replaceStatus(
      store,
      { kind: kinds.route, namespace: 'payments', name: 'pay' },
      { ...object, status: { parents: [other] } },
    );
    controller.reconcile();
    expect(
      judged('pay')
        ?.status?.parents?.map(entry => entry.controllerName)
        .sort(),
    ).toEqual([
      'example.com/other',
      'gateway.envoyproxy.io/gatewayclass-controller',
    ]);
  });

  it('gives a Gateway an address and a proxy Pod, and takes the Pod away with it', () => {
    const gateway = store.get(kinds.gateway, 'platform', 'public') as Judged;
    expect(gateway.status?.addresses?.[0].value).toMatch(/^203\.0\.113\.\d+$/);
    expect(
      gateway.status?.conditions?.find(({ type }) => type === 'Programmed'),
    ).toMatchObject({ status: 'True' });

    const [pod] = store.list(kinds.pod);
    expect(pod).toMatchObject({
      metadata: {
        namespace: 'envoy-gateway-system',
        name: expect.stringMatching(
          /^envoy-platform-public-[0-9a-f]{8}-[a-z0-9]{5}$/,
        ),
        labels: {
          'app.kubernetes.io/managed-by': 'envoy-gateway',
          'gateway.envoyproxy.io/owning-gateway-name': 'public',
          'gateway.envoyproxy.io/owning-gateway-namespace': 'platform',
        },
        annotations: { 'envoy-gateway.backstage.io/generated-traffic': 'true' },
      },
      spec: {
        containers: [
          { ports: [{ name: 'metrics', containerPort: METRICS_PORT }] },
        ],
      },
      status: { phase: 'Running' },
    });
    expect(owningGateway(pod)).toEqual({
      namespace: 'platform',
      name: 'public',
    });
    // Known from Envoy Gateway itself.
    expect(proxyName('default', 'eg')).toBe('envoy-default-eg-e41e7b31');

    removeObject(
      store,
      { kind: kinds.gateway, namespace: 'platform', name: 'public' },
      { clock },
    );
    controller.reconcile();
    expect(store.list(kinds.pod)).toEqual([]);
    expect(controller.proxyOf('platform', 'public')).toBeUndefined();
  });

  it('gives traffic to rules that are served, from when they are', () => {
    clock.turn(3_600_000);
    expect(statistics()).toContain(
      'envoy_cluster_upstream_rq_total{envoy_cluster_name="httproute/payments/pay/rule/0"}',
    );
    apply(kinds.route, route('late'));
    apply(kinds.route, route('lost', { backend: 'absent' }));
    apply(kinds.route, route('rejected', { hostname: 'x.example.org' }));
    controller.reconcile();
    // Nobody has called yet what has just appeared.
    expect(statistics()).toContain(
      'membership_total{envoy_cluster_name="httproute/payments/late/rule/0"}',
    );
    expect(statistics()).not.toContain(
      'upstream_rq_total{envoy_cluster_name="httproute/payments/late/rule/0"}',
    );
    clock.turn(600_000);
    expect(statistics()).toContain(
      'upstream_rq_total{envoy_cluster_name="httproute/payments/late/rule/0"}',
    );
    expect(statistics()).not.toMatch(/payments\/(lost|rejected)/);
    expect(condition('lost', 'ResolvedRefs')).toMatchObject({
      status: 'False',
      reason: 'BackendNotFound',
    });
    clock.turn(-4_200_000);
  });

  it('goes on after its history was compacted', () => {
    apply(kinds.route, route('after'));
    store.compact();
    controller.reconcile();
    expect(condition('after', 'Accepted')?.status).toBe('True');
  });
});
