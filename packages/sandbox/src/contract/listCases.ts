import { strict as assert } from 'node:assert';
import type { ContractCase, ContractContext } from './kubernetesContract';

interface ListBody {
  kind: string;
  apiVersion: string;
  metadata: {
    resourceVersion: string;
    continue?: string;
    remainingItemCount?: number;
  };
  items: Array<{ metadata: { name: string } }>;
}

/** Discovery, LIST, paging and refusals. */
export function listCases(context: ContractContext): ContractCase[] {
  const { api, routes, route } = context;

  async function list(query: string): Promise<ListBody> {
    const reply = await api.request('GET', `${routes}${query}`);
    assert.equal(reply.status, 200, reply.text);
    return reply.json() as unknown as ListBody;
  }

  async function createAll(names: string[], label: string) {
    for (const name of names) {
      const body = route(name);
      const reply = await api.request('POST', routes, {
        body: {
          ...body,
          metadata: { name, labels: { 'contract-case': label } },
        },
      });
      assert.equal(reply.status, 201, reply.text);
    }
  }

  return [
    {
      name: 'discovery names the groups, versions and resources it serves',
      async run() {
        const version = await api.request('GET', '/version');
        assert.equal(version.json().major, '1');
        const groups = (await api.request('GET', '/apis')).json()
          .groups as Array<{
          name: string;
          preferredVersion: { version: string };
        }>;
        const group = groups.find(
          ({ name }) => name === 'gateway.networking.k8s.io',
        );
        assert.equal(group?.preferredVersion.version, 'v1');
        const resources = (
          await api.request('GET', '/apis/gateway.networking.k8s.io/v1')
        ).json().resources as Array<{ name: string; verbs: string[] }>;
        const httpRoutes = resources.find(({ name }) => name === 'httproutes');
        assert.ok(httpRoutes?.verbs.includes('watch'));
        assert.ok(resources.some(({ name }) => name === 'httproutes/status'));
        const core = (await api.request('GET', '/api/v1')).json()
          .resources as Array<{ name: string }>;
        assert.ok(core.some(({ name }) => name === 'services'));
      },
    },
    {
      name: 'a version or group that is not served is 404',
      async run() {
        for (const path of [
          '/apis/gateway.networking.k8s.io/v9',
          '/apis/nothing.example.com/v1',
          '/apis/gateway.networking.k8s.io/v1/nosuchthings',
        ]) {
          assert.equal((await api.request('GET', path)).status, 404, path);
        }
      },
    },
    {
      name: 'pages of a list fit together although objects change meanwhile',
      async run() {
        const names = ['page-a', 'page-b', 'page-c', 'page-d', 'page-e'];
        await createAll(names, 'pages');
        const query = '?limit=2&labelSelector=contract-case%3Dpages';
        const first = await list(query);
        assert.equal(first.kind, 'HTTPRouteList');
        assert.equal(first.items.length, 2);
        assert.ok(first.metadata.continue);
        await api.request('DELETE', `${routes}/page-c`);
        await createAll(['page-f'], 'pages');

        const seen = first.items.map(({ metadata }) => metadata.name);
        let next: string | undefined = first.metadata.continue;
        while (next) {
          const page: ListBody = await list(
            `${query}&continue=${encodeURIComponent(next)}`,
          );
          assert.equal(
            page.metadata.resourceVersion,
            first.metadata.resourceVersion,
          );
          seen.push(...page.items.map(({ metadata }) => metadata.name));
          next = page.metadata.continue;
        }
        assert.deepEqual(seen, names);
        const now = await list('?labelSelector=contract-case%3Dpages');
        assert.deepEqual(
          now.items.map(({ metadata }) => metadata.name),
          ['page-a', 'page-b', 'page-d', 'page-e', 'page-f'],
        );
      },
    },
    {
      name: 'label and field selectors narrow a list',
      async run() {
        await createAll(['selected'], 'selectors');
        for (const query of [
          '?labelSelector=contract-case%20in%20(selectors)',
          '?labelSelector=contract-case%3D%3Dselectors',
          '?fieldSelector=metadata.name%3Dselected',
        ]) {
          const { items } = await list(query);
          assert.deepEqual(
            items.map(({ metadata }) => metadata.name),
            ['selected'],
            query,
          );
        }
        assert.deepEqual(
          (await list('?labelSelector=contract-case%3Dnone')).items,
          [],
        );
      },
    },
    {
      name: 'a continue token that is not one is 400',
      async run() {
        const reply = await api.request('GET', `${routes}?limit=1&continue=x`);
        assert.equal(reply.status, 400);
        assert.equal(reply.json().kind, 'Status');
      },
    },
    {
      name: 'a list from the future is refused, not answered with less',
      async run() {
        const { metadata } = await list('');
        const future = Number(metadata.resourceVersion) + 10_000_000;
        const reply = await api.request(
          'GET',
          `${routes}?resourceVersion=${future}`,
        );
        assert.equal(reply.status, 504, reply.text);
        assert.equal(reply.json().reason, 'Timeout');
      },
    },
    {
      name: 'an object that is not there is a NotFound Status with details',
      async run() {
        const reply = await api.request('GET', `${routes}/absent`);
        assert.equal(reply.status, 404);
        const status = reply.json();
        assert.equal(status.kind, 'Status');
        assert.equal(status.status, 'Failure');
        assert.equal(status.reason, 'NotFound');
        assert.equal(status.code, 404);
        assert.equal(
          status.message,
          'httproutes.gateway.networking.k8s.io "absent" not found',
        );
        assert.deepEqual(status.details, {
          name: 'absent',
          group: 'gateway.networking.k8s.io',
          kind: 'httproutes',
        });
      },
    },
    ...(context.compact
      ? [
          {
            name: 'a continue token whose history is gone is 410 Expired',
            async run() {
              await createAll(['old-a', 'old-b'], 'expiry');
              const { metadata } = await list('?limit=1');
              await createAll(['old-c'], 'expiry');
              await context.compact?.();
              const reply = await api.request(
                'GET',
                `${routes}?limit=1&continue=${encodeURIComponent(
                  metadata.continue ?? '',
                )}`,
              );
              assert.equal(reply.status, 410);
              const status = reply.json() as {
                reason: string;
                metadata: { continue?: string };
              };
              assert.equal(status.reason, 'Expired');
              assert.ok(status.metadata.continue);
            },
          },
        ]
      : []),
  ];
}
