import {
  gateway,
  grant,
  httpRoute,
  listener,
  service,
  snapshotOf,
} from '../../__testUtils__/objects';
import {
  ACCEPTED,
  messages,
  predict,
  RESOLVED,
  words,
} from '../../__testUtils__/predicted';
import { ENVOY_GATEWAY_CONTROLLER } from '../../resources';

describe('predicted status of HTTPRoutes', () => {
  it('judges each parentRef of a route by attachment', () => {
    const parentRefs = [
      { namespace: 'infra', name: 'eg', sectionName: 'http' },
      { namespace: 'infra', name: 'eg', sectionName: 'nope' },
      { namespace: 'infra', name: 'eg', sectionName: 'same' },
      { namespace: 'infra', name: 'eg', sectionName: 'host' },
      { namespace: 'infra', name: 'missing' },
    ];
    const { parents } = predict(
      snapshotOf(
        gateway('infra/eg', [
          listener('http'),
          { name: 'same', port: 81, protocol: 'HTTP' },
          listener('host', { port: 82, hostname: 'a.com' }),
        ]),
        httpRoute('payments/pay', { parentRefs, hostnames: ['b.com'] }),
      ),
      'HTTPRoute',
      'pay',
    );
    expect(
      parents?.map(({ parentRef, conditions }) => [
        parentRef.sectionName,
        ...words(conditions),
      ]),
    ).toEqual([
      ['http', ACCEPTED, RESOLVED],
      ['nope', 'Accepted=False/NoMatchingParent', RESOLVED],
      ['same', 'Accepted=False/NotAllowedByListeners', RESOLVED],
      ['host', 'Accepted=False/NoMatchingListenerHostname', RESOLVED],
    ]);
    expect(parents?.[0]).toMatchObject({
      parentRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        namespace: 'infra',
        name: 'eg',
        sectionName: 'http',
      },
      controllerName: ENVOY_GATEWAY_CONTROLLER,
    });
    expect(parents?.[0].parentRef).not.toHaveProperty('port');
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'a missing Service',
      { name: 'nowhere', port: 80 },
      'BackendNotFound',
      'Service payments/nowhere does not exist.',
    ],
    [
      'a port the Service does not have',
      { name: 'payments', port: 81 },
      'PortNotFound',
      'Service payments/payments has no TCP port 81.',
    ],
    [
      'no port',
      { name: 'payments' },
      'PortNotSpecified',
      'Service payments/payments needs a port.',
    ],
    [
      'a Service of another namespace',
      { name: 'orders', namespace: 'orders', port: 80 },
      'RefNotPermitted',
      'No ReferenceGrant in namespace orders permits references from HTTPRoutes of payments to Service orders/orders.',
    ],
    [
      'an ExternalName Service',
      { name: 'outside', port: 80 },
      'UnsupportedValue',
      'Service payments/outside is of type ExternalName; use a Backend with an FQDN instead.',
    ],
    [
      'a missing Backend',
      { group: 'gateway.envoyproxy.io', kind: 'Backend', name: 'b' },
      'BackendNotFound',
      'Backend payments/b does not exist.',
    ],
    [
      'a foreign kind',
      { kind: 'Bucket', name: 'b' },
      'InvalidKind',
      'The kind Bucket is not one of backends.',
    ],
    [
      'a foreign group',
      { group: 'acme.io', name: 'b' },
      'InvalidKind',
      'The group acme.io has no backends.',
    ],
  ])('does not resolve %s', (_, ref, reason, message) => {
    const outside = service('payments/outside', 80);
    const { parents } = predict(
      snapshotOf(
        gateway('infra/eg'),
        service('payments/payments', 80),
        service('orders/orders', 80),
        { ...outside, spec: { ...outside.spec, type: 'ExternalName' } },
        httpRoute('payments/pay', {
          rules: [
            { backendRefs: [{ name: 'payments', port: 80 }] },
            { backendRefs: [{ name: 'payments', port: 80 }, ref] },
          ],
        }),
      ),
      'HTTPRoute',
      'pay',
    );
    expect(words(parents?.[0].conditions)).toEqual([
      ACCEPTED,
      `ResolvedRefs=False/${reason}`,
    ]);
    expect(messages(parents?.[0].conditions)[1]).toBe(
      `Rule 1, backendRef 1: ${message}`,
    );
  });

  it('joins several reasons and messages', () => {
    const { parents } = predict(
      snapshotOf(
        gateway('infra/eg'),
        httpRoute('payments/pay', {
          rules: [{ backendRefs: [{ name: 'b' }, { name: 'a', port: 1 }] }],
        }),
      ),
      'HTTPRoute',
      'pay',
    );
    expect(words(parents?.[0].conditions)[1]).toBe(
      'ResolvedRefs=False/BackendNotFound,PortNotSpecified',
    );
    expect(messages(parents?.[0].conditions)[1]).toMatch(
      /payments\/b needs a port.*payments\/a does not exist/,
    );
  });

  it('resolves across namespaces where a ReferenceGrant allows it, by name too', () => {
    const from = {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      namespace: 'payments',
    };
    const resolves = (to: { group: string; kind: string; name?: string }) =>
      words(
        predict(
          snapshotOf(
            gateway('infra/eg'),
            service('orders/orders', 80),
            httpRoute('payments/pay', {
              rules: [
                {
                  backendRefs: [
                    { name: 'orders', namespace: 'orders', port: 80 },
                  ],
                },
              ],
            }),
            grant('orders/g', from, to),
          ),
          'HTTPRoute',
          'pay',
        ).parents?.[0].conditions,
      ).includes(RESOLVED);
    expect(resolves({ group: '', kind: 'Service' })).toBe(true);
    expect(resolves({ group: '', kind: 'Service', name: 'orders' })).toBe(true);
    expect(resolves({ group: '', kind: 'Service', name: 'other' })).toBe(false);
    expect(resolves({ group: '', kind: 'Secret' })).toBe(false);
  });
});
