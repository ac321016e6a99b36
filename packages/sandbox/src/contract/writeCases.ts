import { strict as assert } from 'node:assert';
import type { ContractCase, ContractContext } from './kubernetesContract';

interface ObjectBody {
  metadata: {
    uid: string;
    resourceVersion: string;
    generation: number;
    creationTimestamp: string;
    annotations?: Record<string, string>;
    labels?: Record<string, string>;
    managedFields?: Array<{ manager: string; operation: string }>;
  };
  spec: { hostnames?: string[] };
  status?: { parents: unknown[] };
}

const STATUS = {
  parents: [
    {
      parentRef: { name: 'no-such-gateway' },
      controllerName: 'example.com/contract',
      conditions: [
        {
          type: 'Accepted',
          status: 'True',
          reason: 'Accepted',
          message: '',
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ],
    },
  ],
};

/** Create, update, server-side apply, status and refusals. */
export function writeCases(context: ContractContext): ContractCase[] {
  const { api, routes, route } = context;

  async function write(
    method: string,
    path: string,
    body: unknown,
    expected: number,
    contentType?: string,
  ): Promise<ObjectBody> {
    const reply = await api.request(method, path, { body, contentType });
    assert.equal(reply.status, expected, reply.text);
    return reply.json() as unknown as ObjectBody;
  }

  const apply = (name: string, body: unknown, expected = 200, query = '') =>
    write(
      'PATCH',
      `${routes}/${name}?fieldManager=contract${query}`,
      body,
      expected,
      'application/apply-patch+yaml',
    );

  return [
    {
      name: 'a created object has uid, generation 1 and a resourceVersion; a second one is AlreadyExists',
      async run() {
        const created = await write('POST', routes, route('made'), 201);
        assert.match(created.metadata.uid, /^[0-9a-f-]{36}$/);
        assert.equal(created.metadata.generation, 1);
        assert.ok(Number(created.metadata.resourceVersion) > 0);
        assert.ok(Date.parse(created.metadata.creationTimestamp) > 0);
        const again = await api.request('POST', routes, {
          body: route('made'),
        });
        assert.equal(again.status, 409);
        assert.equal(again.json().reason, 'AlreadyExists');
      },
    },
    {
      name: 'generation counts changes of the spec alone; an update of an old state is a Conflict',
      async run() {
        const created = await write('POST', routes, route('counted'), 201);
        const annotated = await write(
          'PATCH',
          `${routes}/counted`,
          { metadata: { annotations: { note: 'x' } } },
          200,
          'application/merge-patch+json',
        );
        assert.equal(annotated.metadata.generation, 1);
        assert.notEqual(
          annotated.metadata.resourceVersion,
          created.metadata.resourceVersion,
        );
        const changed = await write(
          'PUT',
          `${routes}/counted`,
          {
            ...annotated,
            spec: { ...annotated.spec, hostnames: ['b.example.com'] },
          },
          200,
        );
        assert.equal(changed.metadata.generation, 2);
        const stale = await api.request('PUT', `${routes}/counted`, {
          body: annotated,
        });
        assert.equal(stale.status, 409);
        assert.equal(stale.json().reason, 'Conflict');
        const blind = await api.request('PUT', `${routes}/counted`, {
          body: route('counted'),
        });
        assert.equal(blind.status, 422, blind.text);
      },
    },
    {
      name: 'status is written by its subresource alone, and does not count as a generation',
      async run() {
        const created = await write(
          'POST',
          routes,
          { ...route('judged'), status: STATUS },
          201,
        );
        assert.equal(created.status, undefined);
        const judged = await write(
          'PATCH',
          `${routes}/judged/status`,
          { status: STATUS, spec: { hostnames: ['ignored.example.com'] } },
          200,
          'application/merge-patch+json',
        );
        assert.equal(judged.status?.parents.length, 1);
        assert.deepEqual(judged.spec.hostnames, ['judged.example.com']);
        assert.equal(judged.metadata.generation, 1);
      },
    },
    {
      name: 'server-side apply creates; applying the same again changes nothing',
      async run() {
        const created = await apply('applied', route('applied'), 201);
        const entry = created.metadata.managedFields?.find(
          ({ manager }) => manager === 'contract',
        );
        assert.equal(entry?.operation, 'Apply');
        const again = await apply('applied', route('applied'));
        assert.equal(
          again.metadata.resourceVersion,
          created.metadata.resourceVersion,
        );
        const changed = await apply('applied', route('applied', '/v2'));
        assert.equal(changed.metadata.generation, 2);
        assert.equal(changed.metadata.uid, created.metadata.uid);
      },
    },
    {
      name: 'server-side apply removes what its manager states no more, and nothing of others',
      async run() {
        const body = route('owned') as { metadata: object };
        await apply(
          'owned',
          { ...body, metadata: { ...body.metadata, labels: { mine: 'a' } } },
          201,
        );
        await write(
          'PATCH',
          `${routes}/owned`,
          { metadata: { labels: { theirs: 'b' } } },
          200,
          'application/merge-patch+json',
        );
        const after = await apply('owned', body);
        assert.deepEqual(after.metadata.labels, { theirs: 'b' });
        const { hostnames: _gone, ...spec } = (
          body as unknown as { spec: Record<string, unknown> }
        ).spec;
        const shorter = await apply('owned', { ...body, spec });
        assert.equal(shorter.spec.hostnames, undefined);
      },
    },
    {
      name: 'two managers that apply different values to a field are in conflict until one forces it',
      async run() {
        await apply('disputed', route('disputed'), 201);
        const path = `${routes}/disputed?fieldManager=other`;
        const other = {
          body: route('disputed', '/other'),
          contentType: 'application/apply-patch+yaml',
        };
        const refused = await api.request('PATCH', path, other);
        assert.equal(refused.status, 409);
        assert.equal(refused.json().reason, 'Conflict');
        const forced = await api.request('PATCH', `${path}&force=true`, other);
        assert.equal(forced.status, 200, forced.text);
      },
    },
    {
      name: 'an invalid object is a 422 Status that names the field',
      async run() {
        const nameless = route('invalid') as {
          spec: Record<string, unknown>;
        };
        for (const [body, field] of [
          [
            {
              ...nameless,
              spec: { ...nameless.spec, parentRefs: [{ namespace: 'x' }] },
            },
            'spec.parentRefs[0].name',
          ],
          [route('Not_A_Name'), 'metadata.name'],
        ] as const) {
          const reply = await api.request('POST', routes, { body });
          assert.equal(reply.status, 422, reply.text);
          const status = reply.json() as {
            reason: string;
            details: { causes: Array<{ field: string }> };
          };
          assert.equal(status.reason, 'Invalid');
          assert.ok(
            status.details.causes.some(cause => cause.field === field),
            reply.text,
          );
        }
      },
    },
    {
      name: 'a write into a namespace that is not there is NotFound',
      async run() {
        const elsewhere = routes.replace(
          context.namespace,
          `${context.namespace}-absent`,
        );
        const { metadata: _metadata, ...rest } = route('lost');
        const reply = await api.request('POST', elsewhere, {
          body: { ...rest, metadata: { name: 'lost' } },
        });
        assert.equal(reply.status, 404);
        assert.equal(reply.json().reason, 'NotFound');
      },
    },
  ];
}
