import { contentCase, sweptFields } from './generate';
import { schemasOf } from './schemas';
import { Subject } from './subjects';

const SPEC = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { type: 'string', enum: ['Fast', 'Slow'] },
    fast: {
      type: 'object',
      properties: { speed: { type: 'integer', minimum: 7, maximum: 9 } },
    },
    slow: {
      type: 'object',
      properties: {
        timeout: { type: 'string', pattern: '^([0-9]{1,5}(h|m|s|ms)){1,4}$' },
      },
    },
    hosts: { type: 'array', items: { type: 'string', minLength: 1 } },
  },
  'x-kubernetes-validations': [
    {
      rule: "self.type == 'Fast' ? has(self.fast) : has(self.slow)",
      message: 'say how',
    },
    { rule: '!has(self.hosts) || has(self.slow)', message: 'hosts are slow' },
  ],
};

const SCHEMAS = schemasOf([
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Thing', plural: 'things' },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          schema: {
            openAPIV3Schema: { type: 'object', properties: { spec: SPEC } },
          },
        },
      ],
    },
  },
]);

const THING: Subject = {
  kind: 'Thing',
  group: 'example.com',
  version: 'v1',
  stage: () => ({ name: 'thing', fixed: {} }),
};

function thing(field: readonly string[], seed: number) {
  const options = { seed, id: `c${seed}`, className: 'judge' };
  const found = contentCase(SCHEMAS, THING, field, options);
  const object = found?.manifests.find(({ kind }) => kind === 'Thing');
  return { found, object };
}

describe('generated content', () => {
  it('knows every field', () => {
    expect(sweptFields(THING, SCHEMAS).map(field => field.join('.'))).toEqual([
      'type',
      'fast',
      'fast.speed',
      'slow',
      'slow.timeout',
      'hosts',
    ]);
  });

  it.each(sweptFields(THING, SCHEMAS).map(field => [field]))(
    'says %s, and is let in',
    field => {
      for (let seed = 0; seed < 10; seed += 1) {
        const { found, object } = thing(field, seed);
        expect(found?.reached).toBe(true);
        expect(SCHEMAS.validator.validate(object)).toMatchObject({
          outcome: 'accepted',
        });
      }
    },
  );

  it('is the same for the same seed', () => {
    const field = ['hosts'];
    expect(thing(field, 3).found).toEqual(thing(field, 3).found);
    const specs = [1, 2, 3, 4, 5].map(seed => thing(field, seed).object?.spec);
    expect(new Set(specs.map(one => JSON.stringify(one))).size).not.toBe(1);
  });
});
