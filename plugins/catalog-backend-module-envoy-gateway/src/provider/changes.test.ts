import { createSnapshot, ObjectRef } from '@envoy-gateway-portal/gateway-model';
import {
  gateway,
  gatewayClass,
  httpRoute,
  namespace,
  platform,
  referenceGrant,
  service,
} from '../__testUtils__/objects';
import { affectedObjects } from './changes';

const GATEWAY = 'Gateway/platform/public';
const PAYMENTS = 'HTTPRoute/payments/payments';
const LEDGER = 'HTTPRoute/payments/ledger';

const before = createSnapshot([
  ...platform(),
  namespace('books'),
  service(),
  httpRoute(),
  httpRoute({
    name: 'ledger',
    parentRefs: [{ name: 'internal', namespace: 'platform' }],
    rules: [{ backendRefs: [{ name: 'ledger', namespace: 'books' }] }],
  }),
]);

const after = (...objects: unknown[]) =>
  before.apply(objects.map(object => ({ type: 'upsert' as const, object })));

const ref = (kind: string, name: string, inNamespace: string): ObjectRef => ({
  group: 'gateway.networking.k8s.io',
  kind,
  namespace: inNamespace,
  name,
});

const affected = (next: ReturnType<typeof after>) =>
  [...affectedObjects(before, next).keys()].sort();

describe('affectedObjects', () => {
  it.each([
    ['nothing', []],
    ['the status of a route', [httpRoute({ status: { parents: [] } })]],
    [
      'the status of a Gateway',
      [
        gateway({
          status: { listeners: [{ name: 'https', attachedRoutes: 9 }] },
        }),
      ],
    ],
    ['a Service without a Component', [service({ name: 'another' })]],
    [
      'a label of a class',
      [{ ...gatewayClass(), metadata: { name: 'eg', labels: { a: 'b' } } }],
    ],
    ['a namespace without routes', [namespace('elsewhere')]],
    [
      'a policy',
      [
        {
          apiVersion: 'gateway.envoyproxy.io/v1alpha1',
          kind: 'SecurityPolicy',
          metadata: { name: 'p', namespace: 'payments' },
          spec: {},
        },
      ],
    ],
  ])('are none when %s changes', (_, objects) => {
    expect(affected(after(...objects))).toEqual([]);
  });

  it('are the route alone when it changes inside', () => {
    expect(
      affected(
        after(
          httpRoute({ rules: [{ backendRefs: [{ name: 'v2', port: 1 }] }] }),
        ),
      ),
    ).toEqual([PAYMENTS]);
  });

  it('are the route and its old and new Gateways when it moves, comes or goes', () => {
    expect(
      affected(
        after(
          httpRoute({ parentRefs: [{ name: 'other', namespace: 'platform' }] }),
        ),
      ),
    ).toEqual(['Gateway/platform/other', GATEWAY, PAYMENTS]);
    expect(
      affected(
        before.apply([
          { type: 'delete', ref: ref('HTTPRoute', 'payments', 'payments') },
        ]),
      ),
    ).toEqual([GATEWAY, PAYMENTS]);
    expect(affected(after(httpRoute({ hostnames: 'broken' })))).toEqual([
      GATEWAY,
      PAYMENTS,
    ]);
  });

  it('are a Gateway and the routes that name it when it changes, breaks or goes', () => {
    const expected = [GATEWAY, PAYMENTS];
    expect(affected(after(gateway({ listeners: [] })))).toEqual(expected);
    expect(affected(after({ ...gateway(), spec: 7 }))).toEqual(expected);
    expect(
      affected(
        before.apply([
          { type: 'delete', ref: ref('Gateway', 'public', 'platform') },
        ]),
      ),
    ).toEqual(expected);
  });

  it('are the routes that a namespace, a Service or a ReferenceGrant concerns', () => {
    expect(
      affected(after(namespace('payments', { 'backstage.io/owner': 'x' }))),
    ).toEqual(['Gateway/platform/internal', GATEWAY, LEDGER, PAYMENTS]);
    expect(
      affected(after(namespace('platform', { 'backstage.io/owner': 'x' }))),
    ).toEqual([GATEWAY]);
    expect(affected(after(service({ kubernetesId: 'p' })))).toEqual([PAYMENTS]);
    expect(affected(after(referenceGrant('payments', 'books')))).toEqual([
      LEDGER,
    ]);
  });

  it('are all when a class changes hands', () => {
    expect(affected(after(gatewayClass('eg', 'example.com/x')))).toEqual([
      GATEWAY,
      LEDGER,
      PAYMENTS,
    ]);
  });
});
