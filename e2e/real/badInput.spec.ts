import {
  ClustersResponse,
  ClusterView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { expect, test } from './fixture';
import { startPortal } from '../support/portal';
import { until } from '../support/until';

/** May read routes and Gateways, but no policies. */
const LIMITED_ROLE = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'portal-tests-limited' },
  rules: [
    {
      apiGroups: ['gateway.networking.k8s.io'],
      resources: ['*'],
      verbs: ['get', 'list', 'watch'],
    },
    {
      apiGroups: [''],
      resources: ['services', 'namespaces'],
      verbs: ['get', 'list', 'watch'],
    },
  ],
};

test('clusters that cannot be read say why, and cost the others nothing', async ({
  story,
}) => {
  test.setTimeout(240_000);
  const [cluster] = story.clusters;
  const namespace = story.namespace;
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'portal-tests-limited' },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: LIMITED_ROLE.metadata.name,
    },
    subjects: [{ kind: 'ServiceAccount', name: 'limited', namespace }],
  };
  await cluster.apply({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'limited', namespace },
  });
  await cluster.apply(LIMITED_ROLE);
  await cluster.apply(binding);
  const issued = await cluster.create(
    `/api/v1/namespaces/${namespace}/serviceaccounts/limited/token`,
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 600 },
    },
  );
  const { token } = issued.status as { token: string };
  const access = { url: cluster.server, caData: cluster.caData };

  const portal = await startPortal({
    envoyGateway: {
      clusters: [
        {
          name: 'good',
          kubeconfig: { file: cluster.file, context: cluster.context },
        },
        { name: 'limited', ...access, token },
        {
          name: 'wrong-token',
          ...access,
          token: 'not-a-token-of-this-cluster',
        },
        { name: 'wrong-url', url: 'https://127.0.0.1:1', token: 'x' },
        { name: 'wrong-ca', url: cluster.server, token },
      ],
    },
  });
  try {
    const named = async () => {
      const { clusters } = await portal.get<ClustersResponse>(
        '/api/envoy-gateway/clusters',
      );
      return Object.fromEntries(clusters.map(c => [c.name, c])) as Record<
        string,
        ClusterView
      >;
    };
    const clusters = await until(
      'settled',
      named,
      c =>
        c.good.phase === 'synced' &&
        c.limited.phase === 'degraded' &&
        ['wrong-token', 'wrong-url', 'wrong-ca'].every(
          name => c[name].phase === 'unreachable',
        ),
      { timeoutMs: 60_000 },
    );
    expect(
      clusters.limited.kinds.find(k => k.kind === 'SecurityPolicy'),
    ).toMatchObject({
      phase: 'forbidden',
      error: expect.stringContaining('securitypolicies'),
    });
    expect(
      clusters.limited.kinds.find(k => k.kind === 'HTTPRoute'),
    ).toMatchObject({ phase: 'watching' });
    expect(clusters['wrong-token'].error).toMatch(/401|token|credential/i);
    expect(clusters['wrong-url'].error).toMatch(/127\.0\.0\.1:1/);
    expect(clusters['wrong-ca'].error).toMatch(/certificate|CA/i);
    for (const { error } of Object.values(clusters)) {
      expect(error ?? '').not.toContain(token);
    }
    const entity = await until(
      'in the catalog',
      () =>
        portal.get<{ metadata: { annotations: Record<string, string> } }>(
          '/api/catalog/entities/by-name/api/default/demo.backend',
        ),
      e =>
        e.metadata.annotations['envoy-gateway.backstage.io/clusters'] ===
        'good,limited',
      { timeoutMs: 60_000 },
    );
    expect(entity).toBeDefined();
  } finally {
    await portal.stop();
    await cluster.delete(binding);
    await cluster.delete(LIMITED_ROLE);
  }
});
