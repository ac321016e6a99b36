import { backend, backendsOf, tlsPolicy } from '../../__testUtils__/backends';
import { TranslationSettings } from '../types';

const BACKEND_TARGET = {
  group: 'gateway.envoyproxy.io',
  kind: 'Backend',
  name: 'api',
};

const fqdn = (hostname: string, port = 443) => ({ fqdn: { hostname, port } });
const ip = (address: string) => ({ ip: { address, port: 80 } });

function judge(
  spec: Record<string, unknown>,
  others: unknown[] = [],
  settings: Partial<TranslationSettings> = {},
) {
  const objects = [backend('apps/api', spec), ...others];
  const [status] = backendsOf(objects, settings).backends.backends;
  return status.conditions[0];
}

describe('Backends', () => {
  it('accepts addresses of every type', () => {
    const endpoints = [
      { ...fqdn('api.example'), hostname: 'inner.example' },
      fqdn('api.example.'),
      ip('10.0.0.1'),
      { unix: { path: '/run/api' } },
    ];
    expect(judge({ endpoints })).toMatchObject({
      type: 'Accepted',
      status: 'True',
      reason: 'Accepted',
    });
  });

  it.each([
    ['a single label', [fqdn('api')]],
    ['an IP address for a name', [fqdn('10.0.0.1')]],
    ['no DNS name', [fqdn('Api.example')]],
    ['a wrong hostname', [{ ...ip('10.0.0.1'), hostname: 'inner' }]],
    ['a loopback address', [ip('10.0.0.1'), ip('127.0.0.1')]],
    ['no address', [ip('10.0.0.256')]],
  ])(
    'refuses %s, with type and reason as upstream has them',
    (_, endpoints) => {
      expect(judge({ endpoints })).toMatchObject({
        type: 'Invalid',
        status: 'False',
        reason: 'Accepted',
      });
    },
  );

  it('lets proxies on the host use names and addresses of the host', () => {
    const endpoints = [fqdn('localhost'), ip('127.0.0.1')];
    expect(judge({ endpoints }, [], { runningOnHost: true }).type).toBe(
      'Accepted',
    );
  });

  it('refuses a dynamic resolver with endpoints', () => {
    const spec = { type: 'DynamicResolver', endpoints: [ip('10.0.0.1')] };
    expect(judge(spec).type).toBe('Invalid');
    expect(judge({ type: 'DynamicResolver' }).type).toBe('Accepted');
  });

  it('accepts none where Backends are not enabled', () => {
    const spec = { endpoints: [ip('10.0.0.1')] };
    expect(judge(spec, [], { backendEnabled: false }).type).toBe('Invalid');
  });

  describe('with TLS', () => {
    const endpoints = [fqdn('api.example', 443), fqdn('api.example', 8443)];

    it.each([
      [{}, 'Invalid'],
      [{ insecureSkipVerify: true }, 'Accepted'],
      [{ wellKnownCACertificates: 'System' }, 'Accepted'],
      [{ caCertificateRefs: [{ kind: 'ConfigMap', name: 'ca' }] }, 'Accepted'],
    ])('must know whom to trust: %j', (tls, type) => {
      expect(judge({ endpoints, tls }).type).toBe(type);
    });

    it.each([
      ['of the whole', [{}], 'Accepted'],
      [
        'of each port',
        [{ sectionName: '443' }, { sectionName: '8443' }],
        'Accepted',
      ],
      ['of one port', [{ sectionName: '443' }], 'Invalid'],
    ])('may learn it from BackendTLSPolicies %s', (_, sections, type) => {
      const policies = sections.map((section, index) =>
        tlsPolicy(`apps/p${index}`, [{ ...BACKEND_TARGET, ...section }]),
      );
      expect(judge({ endpoints, tls: {} }, policies).type).toBe(type);
    });

    it('takes a client certificate from its own namespace alone', () => {
      const tls = (namespace: string) => ({
        insecureSkipVerify: true,
        clientCertificateRef: { name: 'client', namespace },
      });
      expect(judge({ endpoints, tls: tls('apps') }).type).toBe('Accepted');
      expect(judge({ endpoints, tls: tls('infra') }).type).toBe('Invalid');
    });
  });
});
