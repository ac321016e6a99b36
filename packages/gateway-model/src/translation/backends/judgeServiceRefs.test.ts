import {
  backend,
  backendsOf,
  endpointSlice,
  tlsPolicy,
} from '../../__testUtils__/backends';
import { gateway, grant, service } from '../../__testUtils__/objects';
import { TranslationSettings } from '../types';

const ENVOY = 'gateway.envoyproxy.io';
const AUTH = { name: 'auth', port: 80 };
const toBackend = (name: string) => ({ group: ENVOY, kind: 'Backend', name });

function judge(
  backendRefs: unknown[],
  objects: unknown[],
  kind = 'SecurityPolicy',
  settings: Partial<TranslationSettings> = {},
) {
  const stages = backendsOf([gateway('infra/eg'), ...objects], settings);
  const [only] = stages.listeners.gateways;
  return stages.backends.judgeServiceRefs({
    from: { group: ENVOY, kind, namespace: 'apps', name: 'caller' },
    backendRefs,
    protocol: 'HTTP',
    gateway: only,
  });
}

describe('a call of a policy', () => {
  const auth = [
    service('apps/auth', 80),
    endpointSlice('apps/auth', { port: 8080 }, ['10.0.0.1']),
  ];
  const socket = backend('apps/socket', {
    endpoints: [{ unix: { path: '/a' } }],
  });
  const fqdn = backend('apps/fqdn', {
    endpoints: [{ fqdn: { hostname: 'auth.example', port: 443 } }],
  });
  const wrong = backend('apps/wrong', {
    endpoints: [{ ip: { address: '127.0.0.1', port: 0 } }],
  });
  const dynamic = backend('apps/dynamic', { type: 'DynamicResolver' });

  it.each<[string, unknown[]]>([
    ['a Service', [AUTH]],
    ['a Backend, a socket even', [toBackend('socket')]],
    ['a Service and a socket', [AUTH, toBackend('socket')]],
    [
      'what has weight 0, without asking for endpoints',
      [{ ...AUTH, name: 'idle', weight: 0 }],
    ],
  ])('reaches %s', (_, backendRefs) => {
    const objects = [...auth, socket, service('apps/idle', 80)];
    expect(judge(backendRefs, objects)).toEqual({});
  });

  it.each<[string, unknown[], string]>([
    ['nothing', [], 'InvalidBackendRef'],
    ['another kind', [{ ...AUTH, kind: 'Pod' }], 'InvalidKind'],
    ['no port', [{ name: 'auth' }], 'PortNotSpecified'],
    ['another port', [{ ...AUTH, port: 81 }], 'PortNotFound'],
    [
      'what is not there',
      [AUTH, { name: 'other', port: 80 }],
      'BackendNotFound',
    ],
    ['another namespace', [{ ...AUTH, namespace: 'infra' }], 'RefNotPermitted'],
    ['a dynamic resolver', [toBackend('dynamic')], 'UnsupportedValue'],
    ['no endpoints', [{ name: 'idle', port: 80 }], 'EndpointsNotFound'],
    [
      'FQDNs beside addresses',
      [AUTH, toBackend('fqdn')],
      'UnsupportedAddressType',
    ],
    ['what is no address', [toBackend('wrong')], 'InvalidAddress'],
  ])('does not reach %s', (_, backendRefs, reason) => {
    const objects = [
      ...auth,
      fqdn,
      dynamic,
      wrong,
      service('apps/idle', 80),
      service('infra/auth', 80),
    ];
    expect(judge(backendRefs, objects).problem?.reason).toBe(reason);
  });

  it('needs a grant for its own kind', () => {
    const objects = [
      service('infra/auth', 80),
      endpointSlice('infra/auth', { port: 8080 }, ['10.0.0.1']),
      grant(
        'infra/grant',
        { group: ENVOY, kind: 'SecurityPolicy', namespace: 'apps' },
        { group: '', kind: 'Service' },
      ),
    ];
    const backendRefs = [{ ...AUTH, namespace: 'infra' }];
    expect(judge(backendRefs, objects)).toEqual({});
    const other = judge(backendRefs, objects, 'EnvoyExtensionPolicy');
    expect(other.problem?.reason).toBe('RefNotPermitted');
  });

  it('finds Backends that are not enabled, and does not use them', () => {
    const { problem } = judge([toBackend('fqdn')], [fqdn], 'SecurityPolicy', {
      backendEnabled: false,
    });
    expect(problem?.reason).toBe('UnsupportedValue');
  });

  it('fails with the BackendTLSPolicy of what it calls, and is its ancestor', () => {
    const objects = [
      ...auth,
      tlsPolicy('apps/p', [{ group: '', kind: 'Service', name: 'auth' }], {
        caCertificateRefs: [{ kind: 'ConfigMap', name: 'ca' }],
      }),
    ];
    const stages = backendsOf([gateway('infra/eg'), ...objects]);
    const [only] = stages.listeners.gateways;
    const from = {
      group: ENVOY,
      kind: 'SecurityPolicy',
      namespace: 'apps',
      name: 'caller',
    };
    const outcome = stages.backends.judgeServiceRef({
      from,
      backendRef: AUTH,
      protocol: 'HTTP',
      gateway: only,
    });
    expect(outcome.problem?.reason).toBe('InvalidBackendTLS');
    const [status] = stages.backends.backendTlsPolicies([]);
    expect(status.ancestors.map(({ ancestorRef }) => ancestorRef)).toEqual([
      from,
    ]);
  });

  describe('of telemetry', () => {
    const telemetry = (backendRefs: unknown[], objects: unknown[] = auth) =>
      judge(backendRefs, objects, 'EnvoyProxy').problem?.reason;

    it('needs no grants, and may go nowhere', () => {
      const objects = [
        service('infra/auth', 80),
        endpointSlice('infra/auth', { port: 8080 }, ['10.0.0.1']),
      ];
      expect(
        telemetry([{ ...AUTH, namespace: 'infra' }], objects),
      ).toBeUndefined();
      expect(telemetry([])).toBeUndefined();
    });

    it.each<[string, unknown, string]>([
      ['a ServiceImport', { ...AUTH, kind: 'ServiceImport' }, 'InvalidKind'],
      ['what is not there', { name: 'other', port: 80 }, 'BackendNotFound'],
      ['an invalid Backend', toBackend('wrong'), 'InvalidAddress'],
      ['a dynamic resolver', toBackend('dynamic'), 'UnsupportedValue'],
      ['no endpoints', { name: 'idle', port: 80 }, 'EndpointsNotFound'],
    ])('does not reach %s', (_, backendRef, reason) => {
      const objects = [wrong, dynamic, service('apps/idle', 80)];
      expect(telemetry([backendRef], objects)).toBe(reason);
    });
  });
});
