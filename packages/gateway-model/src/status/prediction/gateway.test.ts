import {
  gateway,
  httpRoute,
  listener,
  snapshotOf,
} from '../../__testUtils__/objects';
import {
  ACCEPTED,
  messages,
  NOW,
  predict,
  RESOLVED,
  words,
} from '../../__testUtils__/predicted';

describe('predicted status of Gateways', () => {
  it('judges classes, Gateways and listeners', () => {
    const snapshot = snapshotOf(
      {
        ...gateway('infra/eg', [
          listener('http'),
          listener('two', { port: 81 }),
        ]),
        status: { addresses: [{ type: 'IPAddress', value: '10.0.0.1' }] },
      },
      httpRoute('payments/a'),
      httpRoute('payments/b', {
        parentRefs: [{ namespace: 'infra', name: 'eg', sectionName: 'http' }],
      }),
    );
    expect(words(predict(snapshot, 'GatewayClass', 'eg').conditions)).toEqual([
      ACCEPTED,
    ]);
    const status = predict(snapshot, 'Gateway', 'eg');
    expect(status.addresses).toEqual([
      { type: 'IPAddress', value: '10.0.0.1' },
    ]);
    expect(status.conditions).toEqual([
      {
        type: 'Accepted',
        status: 'True',
        reason: 'Accepted',
        message: 'Envoy Gateway has accepted the Gateway.',
        observedGeneration: 1,
        lastTransitionTime: NOW,
      },
      expect.objectContaining({ type: 'Programmed', status: 'True' }),
    ]);
    expect(
      status.listeners?.map(({ name, attachedRoutes }) => [
        name,
        attachedRoutes,
      ]),
    ).toEqual([
      ['http', 2],
      ['two', 1],
    ]);
    expect(words(status.listeners?.[0].conditions)).toEqual([
      'Programmed=True/Programmed',
      ACCEPTED,
      RESOLVED,
    ]);
  });

  it('does not call a Gateway programmed that has no address', () => {
    expect(
      words(
        predict(snapshotOf(gateway('infra/eg')), 'Gateway', 'eg').conditions,
      ),
    ).toEqual([ACCEPTED, 'Programmed=False/AddressNotAssigned']);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'an unknown protocol',
      { protocol: 'SMTP' },
      [
        'Accepted=False/UnsupportedProtocol',
        'Programmed=False/Invalid',
        RESOLVED,
      ],
    ],
    [
      'HTTPS without TLS',
      { protocol: 'HTTPS' },
      ['Programmed=False/Invalid', RESOLVED],
    ],
    [
      'HTTP with TLS',
      { tls: { certificateRefs: [{ name: 'c' }] } },
      ['Programmed=False/Invalid', RESOLVED],
    ],
    [
      'passthrough on HTTPS',
      { protocol: 'HTTPS', tls: { mode: 'Passthrough' } },
      ['Programmed=False/UnsupportedTLSMode', RESOLVED],
    ],
    [
      'no certificate',
      { protocol: 'HTTPS', tls: {} },
      ['Programmed=False/Invalid', RESOLVED],
    ],
    [
      'a certificate of another namespace',
      {
        protocol: 'HTTPS',
        tls: { certificateRefs: [{ name: 'c', namespace: 'payments' }] },
      },
      ['ResolvedRefs=False/RefNotPermitted', 'Programmed=False/Invalid'],
    ],
    [
      'some certificates of another namespace',
      {
        protocol: 'HTTPS',
        tls: {
          certificateRefs: [
            { name: 'c' },
            { name: 'd', namespace: 'payments' },
          ],
        },
      },
      [
        'ResolvedRefs=False/PartiallyInvalidCertificateRef',
        ACCEPTED,
        'Programmed=True/Programmed',
      ],
    ],
    [
      'a kind its protocol cannot take',
      { allowedRoutes: { kinds: [{ kind: 'TCPRoute' }] } },
      ['ResolvedRefs=False/InvalidRouteKinds', 'Programmed=False/Invalid'],
    ],
    [
      'a selector that is missing',
      { allowedRoutes: { namespaces: { from: 'Selector' } } },
      ['Programmed=False/Invalid', RESOLVED],
    ],
    [
      'a hostname on TCP',
      { protocol: 'TCP', hostname: 'a.com' },
      ['Programmed=False/Invalid', RESOLVED],
    ],
    [
      'the port and hostname of another',
      { port: 81 },
      [
        'Conflicted=True/HostnameConflict',
        'Programmed=False/Invalid',
        RESOLVED,
      ],
    ],
    [
      'the port of another protocol',
      { port: 81, protocol: 'TCP' },
      [
        'Conflicted=True/ProtocolConflict',
        'Programmed=False/Invalid',
        RESOLVED,
      ],
    ],
  ])('refuses a listener with %s', (_, more, expected) => {
    const snapshot = snapshotOf(
      gateway('infra/eg', [
        listener('good', { port: 82 }),
        listener('taken', { port: 81 }),
        listener('bad', more),
      ]),
    );
    const { conditions, listeners } = predict(snapshot, 'Gateway', 'eg');
    expect(words(listeners?.[2].conditions)).toEqual(expected);
    const partial = expected.includes(ACCEPTED);
    expect(words(conditions)[0]).toBe(
      partial ? ACCEPTED : 'Accepted=True/ListenersNotValid',
    );
    expect(words(listeners?.[0].conditions)).toContain(ACCEPTED);
  });

  it('refuses a Gateway of which no listener is valid, and names them', () => {
    const { conditions } = predict(
      snapshotOf(
        gateway('infra/eg', [
          listener('b', { protocol: 'SMTP' }),
          listener('a', { protocol: 'HTTPS', port: 81 }),
        ]),
      ),
      'Gateway',
      'eg',
    );
    expect(words(conditions)[0]).toBe('Accepted=False/ListenersNotValid');
    expect(messages(conditions)[0]).toBe('Not valid are the listeners a, b.');
  });
});
