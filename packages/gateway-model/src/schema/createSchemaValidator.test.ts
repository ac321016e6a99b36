import fc from 'fast-check';
import { thing, thingCrd } from '../__testUtils__/crds';
import { createSchemaValidator } from './createSchemaValidator';

const object = (properties: object, more: object = {}) => ({
  type: 'object',
  properties,
  ...more,
});

/** The problems of a spec under a schema, as `kind path`. */
function problems(schema: object, spec: unknown, old?: unknown): string[] {
  const validator = createSchemaValidator([thingCrd(schema)]);
  return validator
    .validate(thing(spec), old === undefined ? {} : { old: thing(old) })
    .problems.map(({ kind, path }) => `${kind} ${path}`);
}

describe('createSchemaValidator', () => {
  it('names what a field must be, and where', () => {
    const schema = object(
      {
        name: { type: 'string', minLength: 2, maxLength: 4 },
        mode: { type: 'string', enum: ['On', 'Off'] },
        port: { type: 'integer', minimum: 1, maximum: 65535 },
        share: { type: 'number', exclusiveMaximum: true, maximum: 1 },
        items: {
          type: 'array',
          maxItems: 2,
          items: object({ host: { type: 'string', pattern: '^[a-z]+$' } }),
        },
        labels: {
          type: 'object',
          maxProperties: 1,
          additionalProperties: { type: 'string' },
        },
      },
      { required: ['name'] },
    );
    expect(
      problems(schema, {
        mode: 'Maybe',
        port: 0,
        share: 1,
        items: [{ host: 'A' }, { host: 1 }, {}],
        labels: { 'example.com/a': 1, b: 'x' },
      }).sort(),
    ).toEqual(
      [
        'required spec.name',
        'enum spec.mode',
        'range spec.port',
        'range spec.share',
        'pattern spec.items[0].host',
        'type spec.items[1].host',
        'items spec.items',
        'type spec.labels[example.com/a]',
        'properties spec.labels',
      ].sort(),
    );
    expect(problems(schema, { name: 'a' })).toEqual(['length spec.name']);
    expect(problems(schema, 'x')).toEqual(['type spec']);
  });

  it('counts characters as people do, and reads patterns as Go does', () => {
    const schema = object({
      text: { type: 'string', maxLength: 2 },
      name: { type: 'string', pattern: '^(?i)[a-z]+\\z' },
    });
    expect(problems(schema, { text: '𝄞𝄞', name: 'Abc' })).toEqual([]);
    expect(problems(schema, { text: '𝄞𝄞𝄞', name: 'a1' })).toEqual([
      'length spec.text',
      'pattern spec.name',
    ]);
  });

  it('is not held up by a pattern made for that', () => {
    const schema = object({ a: { type: 'string', pattern: '^(a+)+$' } });
    const started = performance.now();
    expect(problems(schema, { a: `${'a'.repeat(50_000)}!` })).toEqual([
      'pattern spec.a',
    ]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each([
    [{ type: 'integer', format: 'int32' }, 2 ** 31 - 1, 2 ** 31],
    [{ type: 'integer', format: 'int64' }, 2 ** 53, 2 ** 64],
    [{ type: 'integer' }, 3, 3.5],
    [
      { type: 'string', format: 'date-time' },
      '2026-02-28T23:59:59.5+01:00',
      '2026-02-29T00:00:00Z',
    ],
    [{ type: 'string', format: 'date' }, '2024-02-29', '2026-02-29'],
    [{ type: 'string', format: 'byte' }, 'SGVsbG8=', 'SGVsbG8'],
    [{ type: 'string', format: 'ipv4' }, '010.0.0.1', '10.0.0.256'],
    [{ type: 'string', format: 'ipv6' }, '::ffff:10.0.0.1', '10.0.0.1'],
    [{ type: 'string', format: 'cidr' }, '10.0.0.0/8', '10.0.0.0/33'],
    [{ type: 'string', format: 'uri' }, '/path', 'path'],
    [{ type: 'string', format: 'hostname' }, 'a.example', 'a_b.example'],
    [{ type: 'string', format: 'hostname' }, 'a-bc', 'ab-c'],
    [{ type: 'string', format: 'mac' }, '00:00:5e:00:53:01', '00:00:5e'],
    [{ type: 'string', format: 'duration' }, '1.5h', 'soon'],
    [
      { type: 'string', format: 'uuid' },
      '123e4567e89b12d3a456426614174000',
      '123e4567',
    ],
    [{ type: 'string', format: 'email' }, 'A B <a@b.example>', 'a@'],
    [{ 'x-kubernetes-int-or-string': true }, '50%', true],
    [{ 'x-kubernetes-int-or-string': true }, 2 ** 53, 1e300],
    [{ type: 'string', enum: ['a'], allOf: [{ enum: ['a'] }] }, 'a', 'b'],
  ])('knows %j', (schema, right, wrong) => {
    expect(problems(object({ a: schema }), { a: right })).toEqual([]);
    expect(problems(object({ a: schema }), { a: wrong })).toHaveLength(1);
  });

  it('says which formats it does not judge', () => {
    const schema = object({ a: { type: 'string', format: 'isbn' } });
    expect(
      createSchemaValidator([thingCrd(schema)]).validate(thing({ a: 'x' })),
    ).toMatchObject({
      outcome: 'unknown',
      problems: [{ kind: 'notChecked' }],
    });
  });

  it('takes nulls as the API server does', () => {
    const schema = object({
      plain: { type: 'string' },
      nullable: { type: 'string', nullable: true, enum: ['a'] },
      free: { type: 'string', nullable: true },
      list: { type: 'array', items: { type: 'string' } },
      defaulted: { type: 'string', default: 'x' },
    });
    const validator = createSchemaValidator([thingCrd(schema)]);
    const { outcome, object: kept } = validator.validate(
      thing({ plain: null, free: null, defaulted: null }),
    );
    expect(outcome).toBe('accepted');
    expect(kept?.spec).toEqual({ free: null, defaulted: 'x' });
    expect(problems(schema, { nullable: null })).toHaveLength(1);
    expect(problems(schema, { list: [null] })).toEqual(['type spec.list[0]']);
  });

  it('fills in defaults before it judges, however deep', () => {
    const schema = object({
      rules: {
        type: 'array',
        default: [{}],
        items: object(
          { match: object({ type: { type: 'string', default: 'Exact' } }) },
          { required: ['match'] },
        ),
      },
      byName: {
        type: 'object',
        additionalProperties: object({
          port: { type: 'integer', default: 80 },
        }),
      },
    });
    // The default of `rules` has no `match`, whose own default could not help.
    expect(problems(schema, {})).toEqual(['required spec.rules[0].match']);
    const { object: kept } = createSchemaValidator([thingCrd(schema)]).validate(
      thing({ rules: [{ match: {} }], byName: { a: {} } }),
    );
    expect(kept?.spec).toEqual({
      rules: [{ match: { type: 'Exact' } }],
      byName: { a: { port: 80 } },
    });
  });

  it('tells unknown fields, keeps those it must, and refuses neither', () => {
    const schema = object({
      known: object({}),
      free: object(
        { typed: object({ a: { type: 'string' } }) },
        { 'x-kubernetes-preserve-unknown-fields': true },
      ),
    });
    const validator = createSchemaValidator([thingCrd(schema)]);
    const {
      outcome,
      problems: found,
      object: kept,
    } = validator.validate(
      thing({
        known: { x: 1 },
        other: [],
        free: { any: { thing: [1] }, typed: { a: 'x', b: 1 } },
      }),
    );
    expect(outcome).toBe('accepted');
    expect(found.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'unknownField spec.known.x',
      'unknownField spec.other',
      'unknownField spec.free.typed.b',
    ]);
    expect(kept?.spec).toEqual({
      known: {},
      free: { any: { thing: [1] }, typed: { a: 'x' } },
    });
  });

  it('does not fall for names of what every object has', () => {
    const schema = object(
      { constructor: { type: 'string' } },
      { required: ['toString', 'constructor'] },
    );
    expect(problems(schema, {}).sort()).toEqual([
      'required spec.constructor',
      'required spec.toString',
    ]);
    const spec = JSON.parse('{"__proto__": {"a": 1}, "constructor": "x"}');
    expect(problems(schema, spec)).toContain('unknownField spec.__proto__');
  });

  it('finds items that are twice', () => {
    const schema = object({
      set: {
        type: 'array',
        'x-kubernetes-list-type': 'set',
        items: { type: 'string' },
      },
      map: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name', 'port'],
        items: object({
          name: { type: 'string' },
          port: { type: 'integer', default: 80 },
        }),
      },
    });
    expect(
      problems(schema, {
        set: ['a', 'b', 'a', 'a'],
        map: [{ name: 'a' }, { name: 'a', port: 81 }, { name: 'a', port: 80 }],
      }),
    ).toEqual(['duplicate spec.set[2]', 'duplicate spec.map[2]']);
  });

  it('says what alternatives there are', () => {
    const schema = object(
      { a: { type: 'string' }, b: { type: 'string' } },
      { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    );
    const validator = createSchemaValidator([thingCrd(schema)]);
    expect(validator.validate(thing({})).problems).toEqual([
      {
        kind: 'combination',
        path: 'spec',
        message: 'a is required, or b is required',
        rule: 'oneOf',
      },
    ]);
    expect(problems(schema, { a: 'x', b: 'x' })).toEqual(['combination spec']);
    expect(problems(schema, { a: 'x' })).toEqual([]);
  });

  it('judges metadata', () => {
    const validator = createSchemaValidator([thingCrd(object({}))]);
    const found = (metadata: unknown) =>
      validator
        .validate({ ...thing({}), metadata })
        .problems.map(({ kind, path }) => `${kind} ${path}`);
    expect(found({ name: 'a.b-c', labels: { 'x.y/z': '' } })).toEqual([]);
    expect(found({ generateName: 'a-' })).toEqual([]);
    expect(
      found({ name: 'A', namespace: 'a.b', labels: { 'a b': 'c d' } }),
    ).toEqual([
      'metadata metadata.name',
      'metadata metadata.namespace',
      'metadata metadata.labels[a b]',
      'metadata metadata.labels[a b]',
    ]);
    expect(found({ name: 1, labels: { a: 1 } })).toEqual([
      'metadata metadata.name',
      'metadata metadata.labels',
    ]);
    expect(found({})).toEqual(['metadata metadata.name']);
    expect(found('x')).toEqual(['metadata metadata']);
    expect(found({ name: 'a', colour: 'red' })).toEqual([
      'unknownField metadata.colour',
    ]);
    expect(
      found({ name: 'a', annotations: { a: 'x'.repeat(256 * 1024) } }),
    ).toEqual(['metadata metadata.annotations']);
  });

  it('judges objects inside objects', () => {
    const schema = object({
      template: object(
        {},
        {
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
        },
      ),
    });
    expect(
      problems(schema, {
        template: { apiVersion: 'v1', kind: 'Pod', metadata: { labels: {} } },
      }),
    ).toEqual([]);
    expect(
      problems(schema, {
        template: { kind: 'a b', metadata: { name: '..' } },
      }),
    ).toEqual([
      'required spec.template.apiVersion',
      'metadata spec.template.kind',
      'metadata spec.template.metadata.name',
    ]);
  });

  it('ignores status where it is written by itself', () => {
    const broken = { ...thing({}), status: { phase: 1 } };
    const judge = (status: boolean) =>
      createSchemaValidator([thingCrd(object({}), { status })]).validate(broken)
        .outcome;
    expect(judge(true)).toBe('accepted');
    expect(judge(false)).toBe('refused');
  });

  it('lets stay in an update what was wrong before', () => {
    const schema = object({
      list: { type: 'array', items: { type: 'string', maxLength: 1 } },
      name: { type: 'string', pattern: '^a' },
      other: { type: 'string' },
    });
    const old = { name: 'b', list: ['xx'] };
    expect(problems(schema, { ...old, other: 'x' }, old)).toEqual([]);
    expect(problems(schema, { name: 'c', list: ['xx'] }, old)).toEqual([
      'pattern spec.name',
    ]);
    // Items of a list without keys have no past of their own.
    expect(problems(schema, { name: 'b', list: ['xx', 'y'] }, old)).toEqual([
      'length spec.list[0]',
    ]);
  });

  it('says which versions there are, and which kinds it does not know', () => {
    const validator = createSchemaValidator([
      thingCrd(object({}), {
        versions: [
          {
            name: 'v0',
            served: false,
            schema: { openAPIV3Schema: { type: 'object' } },
          },
        ],
      }),
    ]);
    expect(validator.kinds).toEqual([
      {
        group: 'example.com',
        kind: 'Thing',
        namespaced: true,
        versions: ['v1'],
      },
    ]);
    expect(
      validator.validate({ ...thing({}), apiVersion: 'example.com/v0' }),
    ).toMatchObject({ outcome: 'refused', problems: [{ kind: 'version' }] });
    expect(validator.validate({ ...thing({}), kind: 'Other' })).toMatchObject({
      outcome: 'unknown',
      problems: [{ kind: 'notChecked' }],
    });
    expect(validator.validate({ kind: 'Thing' }).outcome).toBe('refused');
    expect(validator.validate(undefined).outcome).toBe('refused');
  });

  it('survives CRDs that are none', () => {
    const validator = createSchemaValidator([
      undefined,
      'x',
      {
        kind: 'CustomResourceDefinition',
        apiVersion: 'apiextensions.k8s.io/v1',
      },
      { ...thingCrd({}), apiVersion: 'apiextensions.k8s.io/v1beta1' },
    ]);
    expect(validator.unusable).toHaveLength(4);
    const odd = createSchemaValidator([
      thingCrd({
        type: 7,
        properties: { a: 'x', b: { type: 'string', pattern: '(' } },
        items: [],
        allOf: {},
        default: null,
        required: 'x',
        enum: {},
        'x-kubernetes-validations': 'x',
      }),
    ]);
    expect(odd.validate(thing({ b: 'x' }))).toMatchObject({
      outcome: 'unknown',
      problems: expect.arrayContaining([
        expect.objectContaining({ kind: 'notChecked' }),
      ]),
    });
  });

  it('refuses what is too large or too deep, and cycles', () => {
    const validator = createSchemaValidator([thingCrd(object({}))]);
    let deep: unknown = {};
    for (let level = 0; level < 1_000; level += 1) {
      deep = { deep };
    }
    const cycle: Record<string, unknown> = {};
    cycle.cycle = cycle;
    for (const spec of [
      deep,
      cycle,
      new Array(200_000).fill(0),
      { text: 'x'.repeat(4 * 1024 * 1024) },
    ]) {
      expect(validator.validate(thing(spec))).toMatchObject({
        outcome: 'refused',
        problems: [{ kind: 'limit' }],
      });
    }
  });

  it('never throws, whatever it is given', () => {
    const words = fc.constantFrom(
      'type',
      'properties',
      'items',
      'default',
      'enum',
      'pattern',
      'allOf',
      'anyOf',
      'not',
      'required',
      'additionalProperties',
      'format',
      'nullable',
      'x-kubernetes-validations',
      'x-kubernetes-list-type',
      'x-kubernetes-list-map-keys',
      'rule',
      'spec',
      '__proto__',
    );
    const values = fc.constantFrom<unknown>(
      'object',
      'array',
      'string',
      'integer',
      'self.size() > 0',
      'map',
      '^a',
      '(',
      -1,
      0.5,
      null,
      true,
    );
    const { json } = fc.letrec(tie => ({
      json: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        values,
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(words, tie('json'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(json, json, json, (schema, spec, old) => {
        const validator = createSchemaValidator([
          thingCrd(schema as object),
          schema,
        ]);
        const { outcome } = validator.validate(thing(spec), {
          old: thing(old),
        });
        expect(['accepted', 'refused', 'unknown']).toContain(outcome);
        validator.validate(spec);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
