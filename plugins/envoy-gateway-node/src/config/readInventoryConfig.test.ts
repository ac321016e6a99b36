import { ConfigReader, JsonObject } from '@backstage/config';
import { resolve } from 'node:path';
import { DEFAULT_TUNING, readInventoryConfig } from './readInventoryConfig';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

function read(envoyGateway?: JsonObject) {
  return readInventoryConfig(
    new ConfigReader(envoyGateway ? { envoyGateway } : {}, 'app-config.yaml'),
  );
}

function refusal(cluster: JsonObject): string {
  try {
    read({ clusters: [{ name: 'first', inCluster: true }, cluster] });
  } catch (error) {
    expect((error as Error).name).toMatch(/InputError|TypeError/);
    return (error as Error).message;
  }
  return 'accepted';
}

describe('readInventoryConfig', () => {
  it('reads which Envoy Gateway runs, quoted or not', () => {
    const versionOf = (envoyGatewayVersion?: string | number) =>
      read({
        clusters: [{ name: 'c', inCluster: true, envoyGatewayVersion }],
      } as JsonObject).clusters[0].envoyGatewayVersion;
    expect(versionOf('1.8')).toBe('1.8');
    expect(versionOf(1.7)).toBe('1.7');
    expect(versionOf()).toBeUndefined();
    for (const wrong of ['1.10', 'v1.8', 2, true, { '1.8': true }]) {
      expect(
        refusal({ name: 'c', inCluster: true, envoyGatewayVersion: wrong }),
      ).toMatch(
        /^envoyGateway\.clusters\[1\]\.envoyGatewayVersion: .* write 1\.7, 1\.8, 1\.9,/,
      );
    }
  });

  const { KUBECONFIG } = process.env;
  afterEach(() => {
    if (KUBECONFIG === undefined) {
      delete process.env.KUBECONFIG;
    } else {
      process.env.KUBECONFIG = KUBECONFIG;
    }
  });

  it('needs no configuration', () => {
    expect(read()).toEqual({
      clusters: [],
      controllerNames: ['gateway.envoyproxy.io/gatewayclass-controller'],
      tuning: DEFAULT_TUNING,
    });
  });

  it('reads the three ways to a cluster', () => {
    process.env.KUBECONFIG = '/etc/portal/kubeconfig';
    const { clusters } = read({
      clusters: [
        {
          name: 'production',
          title: 'Production',
          kubeconfig: { file: '/etc/kube/config', context: 'prod' },
        },
        { name: 'default-file', kubeconfig: { allowExec: true } },
        { name: 'own', inCluster: true },
        {
          name: 'staging',
          url: 'https://staging.example.com:6443/k8s/clusters/c-1/',
          token: ' secret ',
          caData: Buffer.from(PEM).toString('base64'),
          traffic: {
            type: 'prometheus',
            servicePath:
              '/api/v1/namespaces/monitoring/services/prometheus:80/proxy/',
          },
        },
        {
          name: 'local',
          url: 'http://127.0.0.1:7451',
          tokenFile: 'token',
          traffic: {
            type: 'prometheus',
            url: 'http://prometheus.monitoring:9090/',
            podLabel: 'kubernetes_pod_name',
          },
        },
        { name: 'v6', url: 'http://[::1]:8080', traffic: { type: 'none' } },
      ],
    });

    expect(clusters).toEqual([
      {
        name: 'production',
        title: 'Production',
        path: 'envoyGateway.clusters[0]',
        access: {
          type: 'kubeconfig',
          file: '/etc/kube/config',
          context: 'prod',
          allowExec: false,
        },
        traffic: { type: 'proxies' },
      },
      expect.objectContaining({
        access: {
          type: 'kubeconfig',
          file: '/etc/portal/kubeconfig',
          context: undefined,
          allowExec: true,
        },
      }),
      expect.objectContaining({ access: { type: 'inCluster' } }),
      expect.objectContaining({
        access: expect.objectContaining({
          type: 'url',
          url: new URL('https://staging.example.com:6443/k8s/clusters/c-1/'),
          token: 'secret',
          ca: PEM,
          skipTLSVerify: false,
        }),
        traffic: {
          type: 'prometheus',
          url: '/api/v1/namespaces/monitoring/services/prometheus:80/proxy',
          throughApiServer: true,
          podLabel: 'pod',
          namespaceLabel: 'namespace',
        },
      }),
      expect.objectContaining({
        access: expect.objectContaining({ tokenFile: resolve('token') }),
        traffic: {
          type: 'prometheus',
          url: 'http://prometheus.monitoring:9090',
          throughApiServer: false,
          token: undefined,
          podLabel: 'kubernetes_pod_name',
          namespaceLabel: 'namespace',
        },
      }),
      expect.objectContaining({ traffic: { type: 'none' } }),
    ]);
  });

  it('reads controller names and tuning', () => {
    expect(
      read({
        controllerNames: ['example.com/one', 'example.com/one'],
        inventory: { pageSize: 50, heartbeat: '5s', watchTimeout: 'PT1M' },
      }),
    ).toEqual({
      clusters: [],
      controllerNames: ['example.com/one'],
      tuning: {
        ...DEFAULT_TUNING,
        pageSize: 50,
        heartbeatMs: 5_000,
        watchTimeoutMs: 60_000,
      },
    });
    expect(() => read({ controllerNames: [] })).toThrow(
      /^envoyGateway\.controllerNames: .*leave it out/,
    );
    expect(() => read({ inventory: { pageSize: 0 } })).toThrow(
      /^envoyGateway\.inventory\.pageSize: 0 is no page size; write/,
    );
    expect(() => read({ inventory: { requestTimeout: '5ms' } })).toThrow(
      /^envoyGateway\.inventory\.requestTimeout: is shorter than 1 s; write/,
    );
    expect(() => read({ inventory: { heartbeat: 'soon' } })).toThrow(
      /envoyGateway\.inventory\.heartbeat/,
    );
  });

  it.each([
    [{ inCluster: true }, /^\S+\.name: is missing; write/],
    [{ name: 5, inCluster: true }, /'envoyGateway\.clusters\[1\]\.name'/],
    [{ name: 'a,b', inCluster: true }, /^\S+\.name: "a,b" .*; write up to 63/],
    [{ name: `x${'y'.repeat(63)}`, inCluster: true }, /; write up to 63/],
    [{ name: 'a\nb', inCluster: true }, /name: "a b" cannot/],
    [{ name: 'FIRST', inCluster: true }, /name of envoyGateway\.clusters\[0\]/],
    [{ name: 'x' }, /^\S+: says .* in no way \(none\); write exactly one of/],
    [{ name: 'x', inCluster: false }, /in no way/],
    [
      { name: 'x', inCluster: true, url: 'https://a' },
      /in more than one way \(inCluster and url\)/,
    ],
    [
      { name: 'x', kubeconfig: {}, token: 'hunter2' },
      /^\S+\.token: goes with "url".*remove it/,
    ],
    [{ name: 'x', kubeconfig: 'file' }, /clusters\[1\]\.kubeconfig/],
    [{ name: 'x', url: 'prod' }, /^\S+\.url: is not a URL; write/],
    [{ name: 'x', url: 'ftp://prod' }, /^\S+\.url: has the scheme "ftp:"/],
    [
      { name: 'x', url: 'http://prod.example.com' },
      /^\S+\.url: would send the credentials unencrypted.*write https:/,
    ],
    [
      { name: 'x', url: 'http://127.0.0.1.example.com' },
      /would send the credentials unencrypted/,
    ],
    [{ name: 'x', url: 'https://me:hunter2@prod' }, /^\S+\.url: contains/],
    [{ name: 'x', url: 'https://prod?token=hunter2' }, /^\S+\.url: ends with/],
    [{ name: 'x', url: 'https://a', token: 'a b' }, /^\S+\.token: contains/],
    [
      { name: 'x', url: 'https://a', token: 'hunter2', tokenFile: 't' },
      /"token" and "tokenFile"; write one/,
    ],
    [
      { name: 'x', url: 'https://a', caData: PEM, caFile: 'ca' },
      /"caData" and "caFile"; write one/,
    ],
    [
      { name: 'x', url: 'https://a', caData: 'nonsense' },
      /^\S+\.caData: is no/,
    ],
    [
      { name: 'x', url: 'https://a', caFile: 'f', skipTLSVerify: true },
      /^\S+\.skipTLSVerify: /,
    ],
    [
      { name: 'x', inCluster: true, traffic: { type: 'statsd' } },
      /^\S+\.traffic\.type: "statsd" is unknown; write/,
    ],
    [
      { name: 'x', inCluster: true, traffic: { type: 'prometheus' } },
      /^\S+\.traffic: must say where Prometheus is/,
    ],
    [
      {
        name: 'x',
        inCluster: true,
        traffic: {
          type: 'prometheus',
          servicePath: '/api/v1/namespaces/a/services/b/proxy/../../secrets',
        },
      },
      /^\S+\.traffic\.servicePath: is no service proxy path; write/,
    ],
    [
      {
        name: 'x',
        inCluster: true,
        traffic: { type: 'prometheus', url: 'http://p:9090', token: 'hunter2' },
      },
      /^\S+\.traffic\.url: would send the token unencrypted/,
    ],
    [
      {
        name: 'x',
        inCluster: true,
        traffic: { type: 'prometheus', url: 'https://p', podLabel: 'a-b"' },
      },
      /^\S+\.traffic\.podLabel: is no Prometheus label name/,
    ],
  ])('refuses %j', (cluster, message) => {
    const refused = refusal(cluster as JsonObject);

    expect(refused).toMatch(message);
    expect(refused).toContain('envoyGateway.clusters[1]');
    expect(refused).not.toContain('hunter2');
  });

  it('refuses to guess among several kubeconfig files', () => {
    process.env.KUBECONFIG = '/a:/b';

    expect(refusal({ name: 'x', kubeconfig: {} })).toMatch(
      /^envoyGateway\.clusters\[1\]\.kubeconfig\.file: is missing, and the environment variable KUBECONFIG names several files/,
    );
  });
});
