import { strict as assert } from 'node:assert';
import type { ContractCase, ContractContext } from './kubernetesContract';

/** WATCH: order, resuming, bookmarks, timeouts and lost history. */
export function watchCases(context: ContractContext): ContractCase[] {
  const { api, routes, route } = context;

  async function currentVersion(): Promise<string> {
    const { metadata } = (await api.request('GET', routes)).json() as {
      metadata: { resourceVersion: string };
    };
    return metadata.resourceVersion;
  }

  const watch = (version: string, rest = '') =>
    api.watch(`${routes}?watch=true&resourceVersion=${version}${rest}`);

  return [
    {
      name: 'a watch tells of additions, modifications and deletions, in order',
      async run() {
        const events = await watch(await currentVersion());
        try {
          assert.equal(events.status, 200);
          await api.request('POST', routes, { body: route('seen') });
          await api.request('PATCH', `${routes}/seen`, {
            body: { metadata: { annotations: { note: 'x' } } },
            contentType: 'application/merge-patch+json',
          });
          await api.request('DELETE', `${routes}/seen`);
          const types: string[] = [];
          const versions: number[] = [];
          while (types.at(-1) !== 'DELETED') {
            const { type, object } = await events.next(
              line => line.object.metadata?.name === 'seen',
            );
            types.push(type);
            versions.push(Number(object.metadata.resourceVersion));
          }
          assert.deepEqual(types, ['ADDED', 'MODIFIED', 'DELETED']);
          assert.deepEqual(
            versions,
            [...versions].sort((a, b) => a - b),
          );
          assert.ok(
            versions[2] > versions[1],
            'a deletion has its own version',
          );
        } finally {
          events.close();
        }
      },
    },
    {
      name: 'a watch resumes after the resourceVersion it is given',
      async run() {
        const before = await currentVersion();
        await api.request('POST', routes, { body: route('resumed-a') });
        await api.request('POST', routes, { body: route('resumed-b') });
        const events = await watch(before);
        const first = await events.next(line => line.type === 'ADDED');
        assert.equal(first.object.metadata.name, 'resumed-a');
        events.close();

        const later = await watch(first.object.metadata.resourceVersion ?? '');
        const second = await later.next(line => line.type === 'ADDED');
        assert.equal(second.object.metadata.name, 'resumed-b');
        later.close();
      },
    },
    {
      name: 'a watch without a resourceVersion begins with what is there',
      async run() {
        await api.request('POST', routes, { body: route('already-there') });
        const events = await api.watch(`${routes}?watch=true`);
        const line = await events.next(
          ({ object }) => object.metadata?.name === 'already-there',
        );
        assert.equal(line.type, 'ADDED');
        events.close();
      },
    },
    {
      name: 'a watch ends after timeoutSeconds',
      async run() {
        const events = await watch(await currentVersion(), '&timeoutSeconds=1');
        assert.equal(events.status, 200);
        await events.ended;
      },
    },
    {
      name: 'a watch sends bookmarks where asked for: a resourceVersion, and nothing else of the object',
      async run() {
        const version = await currentVersion();
        const events = await watch(version, '&allowWatchBookmarks=true');
        try {
          await api.request('POST', routes, { body: route('marked') });
          const { object } = await events.next(
            line => line.type === 'BOOKMARK',
            context.bookmarkTimeoutMs,
          );
          assert.equal(object.kind, 'HTTPRoute');
          assert.ok(Number(object.metadata.resourceVersion) > Number(version));
          assert.equal(object.spec, undefined);
        } finally {
          events.close();
        }
      },
    },
    {
      name: 'a watch that asks for initial events is told where they end',
      async run() {
        await api.request('POST', routes, { body: route('initial') });
        const query = `watch=true&sendInitialEvents=true&allowWatchBookmarks=true`;
        const refused = await api.request('GET', `${routes}?${query}`);
        assert.equal(refused.status, 422, refused.text);
        const events = await api.watch(
          `${routes}?${query}&resourceVersionMatch=NotOlderThan`,
        );
        try {
          const seen = await events.next(
            ({ object }) => object.metadata?.name === 'initial',
          );
          assert.equal(seen.type, 'ADDED');
          const { object } = await events.next(
            line => line.type === 'BOOKMARK',
          );
          assert.equal(
            object.metadata.annotations?.['k8s.io/initial-events-end'],
            'true',
          );
        } finally {
          events.close();
        }
      },
    },
    {
      name: 'a watch from a resourceVersion that is too old is told so by an ERROR event of code 410',
      async run() {
        await context.compact?.();
        const events = await watch('1');
        assert.equal(events.status, 200);
        const { object } = await events.next(line => line.type === 'ERROR');
        assert.equal(object.kind, 'Status');
        assert.equal(object.code, 410);
        assert.ok(['Expired', 'Gone'].includes(object.reason ?? ''));
        await events.ended;
      },
    },
    {
      name: 'a resourceVersion that is not one is refused with a Status',
      async run() {
        const query = 'resourceVersion=abc';
        const listed = await api.request('GET', `${routes}?${query}`);
        assert.equal(listed.status, 400);
        assert.equal(listed.json().kind, 'Status');
        const watched = await api.request(
          'GET',
          `${routes}?watch=true&${query}`,
        );
        // No client error, oddly, but so it is.
        assert.equal(watched.status, 500);
        assert.equal(watched.json().kind, 'Status');
      },
    },
  ];
}
