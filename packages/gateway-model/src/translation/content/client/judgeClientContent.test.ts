import { configMap, secret } from '../../../__testUtils__/backends';
import { contentOf, paths, pem } from '../../../__testUtils__/content';
import { tlsSecret } from '../../../__testUtils__/listeners';
import {
  gateway,
  gatewayClass,
  grant,
  httpRoute,
  listener,
  policy,
  service,
  target,
} from '../../../__testUtils__/objects';
import { createSnapshot } from '../../../snapshot';
import { translate } from '../../translate';

const judge = (
  spec: Record<string, unknown>,
  more?: Parameters<typeof contentOf>[2],
) => contentOf('ClientTrafficPolicy', spec, more);

const https = (name: string, more: object = {}) =>
  listener(name, {
    protocol: 'HTTPS',
    port: 443,
    tls: { certificateRefs: [{ name: 'cert' }] },
    ...more,
  });

const cert = tlsSecret('infra/cert', 'RSA a.example');
const withTls = { objects: [gateway('infra/eg', [https('https')]), cert] };

describe('settings of connections', () => {
  it.each<[string, object]>([
    ['tcpKeepalive.idleTime', { tcpKeepalive: { idleTime: '10sec' } }],
    ['tcpKeepalive.interval', { tcpKeepalive: { interval: '1' } }],
    ['timeout.tcp.idleTimeout', { timeout: { tcp: { idleTimeout: 'x' } } }],
    [
      'timeout.http.streamIdleTimeout',
      { timeout: { http: { streamIdleTimeout: '10mib' } } },
    ],
    [
      'connection.connectionLimit.closeDelay',
      { connection: { connectionLimit: { closeDelay: '10mib' } } },
    ],
    ['connection.bufferLimit', { connection: { bufferLimit: '1.5Mi' } }],
    ['connection.bufferLimit', { connection: { bufferLimit: '8Gi' } }],
    ['connection.bufferLimit', { connection: { bufferLimit: '-1' } }],
  ])('find %s wrong', (path, spec) => {
    expect(paths(judge({ ...spec }))).toEqual([path]);
  });

  it('are in order', () => {
    const { problems } = judge({
      tcpKeepalive: { idleTime: '20m', interval: '60s', probes: 3 },
      timeout: { http: { idleTimeout: '1h30m' } },
      connection: { bufferLimit: '50Mi', connectionLimit: { value: 5 } },
    });
    expect(problems).toEqual([]);
  });

  it('are passed over on listeners that serve nothing, or UDP', () => {
    const bad = { tcpKeepalive: { idleTime: 'x' } };
    const objects = [
      gateway('infra/eg', [
        listener('udp', { protocol: 'UDP', port: 53 }),
        https('refused', { tls: { certificateRefs: [{ name: 'missing' }] } }),
      ]),
    ];
    expect(judge(bad, { objects }).problems).toEqual([]);
  });
});

describe('headers', () => {
  it('must have names and values that headers may have', () => {
    const outcome = judge({
      headers: {
        earlyRequestHeaders: {
          add: [{ name: '', value: 'a' }],
          set: [{ name: 'a/b', value: 'a' }],
          addIfAbsent: [{ name: 'a', value: 'two  blanks' }],
          remove: ['x'],
        },
      },
    });
    expect(paths(outcome)).toEqual([
      'headers.earlyRequestHeaders.set',
      'headers.earlyRequestHeaders.add',
      'headers.earlyRequestHeaders.addIfAbsent',
    ]);
  });

  it('must not come to nothing', () => {
    expect(paths(judge({ headers: { lateResponseHeaders: {} } }))).toEqual([
      'headers.lateResponseHeaders',
    ]);
  });

  it('do not count on TCP', () => {
    const objects = [
      gateway('infra/eg', [listener('tcp', { protocol: 'TCP', port: 9000 })]),
    ];
    const spec = { headers: { lateResponseHeaders: {} } };
    expect(judge(spec, { objects }).problems).toEqual([]);
  });
});

describe('the default host of HTTP/1.0', () => {
  /** What is said of a policy that wants one, for a listener and routes of these hosts. */
  const said = (hostname: string, ...hosts: string[]) => {
    const { policies } = translate(
      createSnapshot([
        gatewayClass(),
        gateway('infra/eg', [listener('http', { hostname })]),
        service('infra/api', 80),
        ...hosts.map((host, index) =>
          httpRoute(`infra/route-${index}`, {
            hostnames: [host],
            rules: [{ backendRefs: [{ name: 'api', port: 80 }] }],
          }),
        ),
        policy('ClientTrafficPolicy', 'infra/http10', {
          targetRefs: [target('Gateway', 'eg')],
          http1: { http10: { useDefaultHost: true } },
        }),
      ]),
    );
    return policies.statuses[0].ancestors[0].conditions[0].message;
  };

  it('is the listener’s, or that of the only route with one', () => {
    expect(said('a.example')).toMatch(/accepted/);
    expect(said('*.example', 'a.example', '*.b.example')).toMatch(/accepted/);
  });

  it('must be one', () => {
    expect(said('*.example', '*.a.example')).toMatch(/only wildcard/);
    expect(said('*.example', 'a.example', 'b.example')).toMatch(
      /more than one/,
    );
  });
});

describe('listeners without TLS on one port', () => {
  const objects = [
    gateway('infra/eg', [
      listener('a', { hostname: 'a.example' }),
      listener('b', { hostname: 'b.example' }),
      listener('c', { port: 81 }),
    ]),
  ];

  it('cannot have a policy of their own', () => {
    const outcome = judge({}, { objects, scope: 'listener', on: ['a'] });
    expect(outcome.problems[0].message).toMatch(/infra\/eg\/b/);
  });

  it('can have one with their Gateway, or alone on their port', () => {
    expect(judge({}, { objects }).problems).toEqual([]);
    expect(
      judge({}, { objects, scope: 'listener', on: ['c'] }).problems,
    ).toEqual([]);
  });
});

describe('TLS settings', () => {
  const verify = (...caCertificateRefs: object[]) => ({
    tls: { clientValidation: { caCertificateRefs } },
  });
  const withObjects = (...objects: unknown[]) => ({
    objects: [...withTls.objects, ...objects],
  });

  it('take the ciphers Envoy knows', () => {
    const ciphers = ['ECDHE-RSA-AES128-SHA', 'TLS_RSA_WITH_AES_128_CBC_SHA'];
    expect(judge({ tls: { ciphers } }, withTls).problems).toEqual([]);
    expect(paths(judge({ tls: { ciphers: ['MD5'] } }, withTls))).toEqual([
      'tls.ciphers',
    ]);
  });

  it('do not count where TLS does not end', () => {
    expect(judge({ tls: { ciphers: ['MD5'] } }).problems).toEqual([]);
  });

  it.each([
    [{}, 1],
    [{ mode: 'VerifyIfGiven' }, 1],
    [{ optional: true }, 1],
    [{ mode: 'RequireAny' }, 0],
  ])('need CA certificates to check others: %p', (clientValidation, count) => {
    const outcome = judge({ tls: { clientValidation } }, withTls);
    expect(outcome.problems).toHaveLength(count);
  });

  it('take CA certificates from where they may be', () => {
    const good = pem('CERTIFICATE', 'RSA ca');
    const expired = pem('CERTIFICATE', 'RSA ca 2021');
    const objects = [
      secret('apps/ca', { 'ca.crt': btoa(good) }),
      configMap('apps/old', { 'ca.crt': expired }),
      configMap('apps/mixed', { other: expired + good }),
      configMap('apps/two', { one: good, two: good }),
      configMap('apps/text', { 'ca.crt': 'none' }),
      secret('infra/ca', { 'ca.crt': btoa(good) }),
    ];
    const of = (reference: object, ...more: unknown[]) =>
      judge(verify(reference), withObjects(...objects, ...more)).problems;
    expect(of({ name: 'ca' })).toEqual([]);
    expect(of({ kind: 'ConfigMap', name: 'mixed' })).toEqual([]);
    for (const name of ['old', 'two', 'text', 'missing']) {
      expect(of({ kind: 'ConfigMap', name })).toHaveLength(1);
    }
    expect(of({ kind: 'Service', name: 'ca' })).toHaveLength(1);
    expect(of({ group: 'example.com', name: 'ca' })).toHaveLength(1);

    const foreign = { namespace: 'infra', name: 'ca' };
    expect(of(foreign)[0].message).toMatch(/ReferenceGrant/);
    const permitted = grant(
      'infra/grant',
      {
        group: 'gateway.envoyproxy.io',
        kind: 'ClientTrafficPolicy',
        namespace: 'apps',
      },
      { group: '', kind: 'Secret' },
    );
    expect(of(foreign, permitted)).toEqual([]);
  });

  it('say what they cannot know', () => {
    const settings = { unread: new Set(['/ConfigMap']) };
    const spec = verify({ kind: 'ConfigMap', name: 'ca' });
    const { problems, unknown } = judge(spec, { ...withTls, settings });
    expect(problems).toEqual([]);
    expect(unknown?.reason).toBe('NotRead');
  });

  it('are presumed wrong where the listener is presumed to be ready', () => {
    const { problems } = judge({ tls: { ciphers: ['MD5'] } }, withTls);
    expect(problems[0].unknown?.reason).toBe('SecretBytes');
    const both = [
      gateway('infra/eg', [listener('http'), https('https')]),
      cert,
    ];
    const spec = { tcpKeepalive: { idleTime: 'x' } };
    expect(judge(spec, { objects: both }).problems[0].unknown).toBeUndefined();
  });

  it('leave out HTTP/3 where client certificates are asked for', () => {
    const clientValidation = { mode: 'RequireAny' };
    const { warnings } = judge(
      { http3: {}, tls: { clientValidation } },
      withTls,
    );
    expect(warnings.map(({ reason }) => reason)).toEqual([
      'UnsupportedHTTP3ClientValidation',
    ]);
    expect(warnings[0].unknown?.reason).toBe('SecretBytes');
    expect(judge({ http3: {} }, withTls).warnings).toEqual([]);
  });
});
