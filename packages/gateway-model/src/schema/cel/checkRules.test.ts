import { thing, thingCrd } from '../../__testUtils__/crds';
import { createSchemaValidator } from '../createSchemaValidator';

const rules = (...list: Array<string | object>) => ({
  'x-kubernetes-validations': list.map(rule =>
    typeof rule === 'string' ? { rule } : rule,
  ),
});

function judge(schema: object, spec: unknown, old?: unknown) {
  return createSchemaValidator([thingCrd(schema)]).validate(
    thing(spec),
    old === undefined ? {} : { old: thing(old) },
  );
}

/** Whether a rule holds for a text. */
function holds(rule: string, text: string): boolean | string {
  const { outcome, problems } = judge(
    {
      type: 'object',
      properties: { a: { type: 'string', ...rules(rule) } },
    },
    { a: text },
  );
  if (outcome === 'unknown') {
    return problems[0].message;
  }
  return outcome === 'accepted';
}

describe('checkRules', () => {
  it('reads fields by their escaped names, integers as such and defaults as given', () => {
    const schema = {
      type: 'object',
      properties: {
        namespace: { type: 'string' },
        'a-b': { type: 'integer' },
        count: { type: 'integer', default: 2 },
        either: { 'x-kubernetes-int-or-string': true },
      },
      ...rules(
        "self.__namespace__ == 'x' && self.a__dash__b + self.count == 5 && type(self.either) == int",
      ),
    };
    expect(judge(schema, { namespace: 'x', 'a-b': 3, either: 1 }).outcome).toBe(
      'accepted',
    );
    expect(judge(schema, { namespace: 'x', 'a-b': 4, either: 1 }).outcome).toBe(
      'refused',
    );
  });

  it('judges items, values of maps and alternatives where they stand', () => {
    const item = { type: 'integer', ...rules('self > 0') };
    const schema = {
      type: 'object',
      properties: {
        list: { type: 'array', items: item },
        map: { type: 'object', additionalProperties: item },
        both: { type: 'string', allOf: [rules("self != 'x'")] },
      },
    };
    expect(
      judge(schema, { list: [1, 0], map: { a: 1, b: -1 }, both: 'x' }).problems,
    ).toMatchObject([
      { kind: 'cel', path: 'spec.list[1]', rule: 'self > 0' },
      { kind: 'cel', path: 'spec.map.b' },
      { kind: 'cel', path: 'spec.both' },
    ]);
  });

  it('says what the CRD says, and where the CRD says', () => {
    const schema = {
      type: 'object',
      properties: { name: { type: 'string' } },
      ...rules(
        { rule: 'false', message: ' plain ' },
        {
          rule: 'false',
          messageExpression: "'bad ' + self.name",
          fieldPath: '.name',
        },
        { rule: 'false', message: 'fallback', messageExpression: "''" },
        'false',
      ),
    };
    expect(
      judge(schema, { name: 'x' }).problems.map(p => [p.path, p.message]),
    ).toEqual([
      ['spec', 'plain'],
      ['spec.name', 'bad x'],
      ['spec', 'fallback'],
      ['spec', 'breaks the rule false'],
    ]);
  });

  it('counts a rule that fails as broken, and one it cannot read as not checked', () => {
    const schema = (rule: string) => ({
      type: 'object',
      properties: { a: { type: 'string' } },
      ...rules(rule),
    });
    expect(judge(schema("self.a == 'x'"), {})).toMatchObject({
      outcome: 'refused',
      problems: [{ kind: 'cel', message: expect.stringContaining('a') }],
    });
    for (const rule of ['self.a.?b', 'authorizer.path(self.a)', 'self.']) {
      expect(judge(schema(rule), { a: 'x' })).toMatchObject({
        outcome: 'unknown',
        problems: [{ kind: 'notChecked', rule }],
      });
    }
  });

  it('asks rules on transitions of updates alone', () => {
    const schema = {
      type: 'object',
      properties: {
        fixed: { type: 'string', ...rules('self == oldSelf') },
        list: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            properties: { name: { type: 'string' }, size: { type: 'integer' } },
            ...rules('self.size >= oldSelf.size'),
          },
        },
        once: {
          type: 'string',
          ...rules({
            rule: 'oldSelf.hasValue() || self.size() < 3',
            optionalOldSelf: true,
          }),
        },
      },
    };
    const spec = { fixed: 'a', list: [{ name: 'x', size: 2 }] };
    expect(judge(schema, spec).outcome).toBe('accepted');
    expect(
      judge(
        schema,
        {
          fixed: 'b',
          list: [
            { name: 'n', size: 0 },
            { name: 'x', size: 1 },
          ],
        },
        spec,
      ).problems.map(({ path }) => path),
    ).toEqual(['spec.fixed', 'spec.list[1]']);
    expect(judge(schema, { once: 'long' }).outcome).toBe('refused');
    expect(judge(schema, { once: 'long' }, { once: 'x' }).outcome).toBe(
      'accepted',
    );
  });

  it('sees of metadata the name', () => {
    const crd = thingCrd({ type: 'object' });
    Object.assign(
      crd.spec.versions[0],
      JSON.parse(
        JSON.stringify({
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'object' } },
              ...rules("self.metadata.name != 'b'"),
            },
          },
        }),
      ),
    );
    const validator = createSchemaValidator([crd]);
    expect(validator.validate(thing({})).outcome).toBe('accepted');
    expect(validator.validate(thing({}, { name: 'b' })).outcome).toBe(
      'refused',
    );
  });

  it('is not asked when the schema is broken already', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'integer' } },
      ...rules('self.a > 0'),
    };
    expect(judge(schema, { a: 'x' }).problems).toHaveLength(1);
  });

  it.each([
    [
      'isIP(self) && ip(self).family() == 6 && !ip(self).isLoopback()',
      '2001:db8::1',
      '::1',
    ],
    [
      "isCIDR(self) && cidr(self).containsIP('10.1.2.3')",
      '10.0.0.0/8',
      '11.0.0.0/8',
    ],
    [
      'cidr(self) == cidr(self).masked() && cidr(self).prefixLength() <= 24',
      '10.1.0.0/16',
      '10.1.0.1/16',
    ],
    ["quantity(self).isGreaterThan(quantity('1.5Gi'))", '1537Mi', '1536Mi'],
    ["quantity(self).add(1).compareTo(quantity('1001m')) == 0", '1m', '1'],
    [
      "isURL(self) && url(self).getHostname() == 'a.example' && url(self).getQuery()['k'] == ['v']",
      'https://a.example:8/x?k=v',
      'https://b.example',
    ],
    ['!format.dns1123Label().validate(self).hasValue()', 'my-name', 'my.name'],
    [
      "self.split(',').map(x, int(x)).sum() == 6 && self.split(',').isSorted()",
      '1,2,3',
      '3,2,1',
    ],
    ["sets.contains(['a', 'b'], self.split(','))", 'b,a', 'a,c'],
    ["self.matches('^[a-z]+$') && self.lowerAscii() == self", 'abc', 'aBc'],
    ["duration(self) <= duration('1h')", '59m', '61m'],
  ])('knows %s', (rule, right, wrong) => {
    expect(holds(rule, right)).toBe(true);
    expect(holds(rule, wrong)).toBe(false);
  });

  it('does not loop for long', () => {
    const schema = {
      type: 'object',
      properties: {
        list: {
          type: 'array',
          items: { type: 'integer' },
          ...rules('self.all(a, self.all(b, self.all(c, a + b + c > 0)))'),
        },
      },
    };
    const started = performance.now();
    expect(judge(schema, { list: new Array(5_000).fill(1) })).toMatchObject({
      outcome: 'unknown',
      problems: [{ kind: 'notChecked' }],
    });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('lets what is broken already stay in updates, but no rule that cannot be evaluated', () => {
    const schema = {
      type: 'object',
      properties: {
        plain: { type: 'string', ...rules("self == 'x'") },
        unread: { type: 'string', ...rules('duration(self) > duration("1s")') },
        held: {
          type: 'object',
          properties: {
            all: { type: 'string', allOf: [rules("self == 'x'")] },
            other: { type: 'string' },
          },
        },
      },
    };
    const update = (old: object, changed: object) =>
      judge(schema, { ...old, ...changed }, old).outcome;
    const broken = { plain: 'y' };
    expect(update(broken, { unread: '2s' })).toBe('accepted');
    expect(update(broken, { plain: 'z' })).toBe('refused');
    expect(update({ unread: 'soon' }, { plain: 'x' })).toBe('refused');
    // Of an `allOf`, what is around the value counts.
    const held = { held: { all: 'y', other: 'a' } };
    expect(update(held, { plain: 'x' })).toBe('accepted');
    expect(update(held, { held: { all: 'y', other: 'b' } })).toBe('refused');
  });

  it('reads bytes in the alphabet of URLs, whatever the format takes', () => {
    const bytes = (more: object) => ({
      type: 'object',
      properties: { a: { type: 'string', format: 'byte', ...more } },
    });
    const own = bytes(rules('self.size() > 0'));
    expect(judge(own, { a: 'SGVs' }).outcome).toBe('accepted');
    expect(judge(own, { a: '/+/+' }).outcome).toBe('refused');
    const around = { ...bytes({}), ...rules('has(self.a)') };
    expect(judge(around, { a: '/+/+' }).outcome).toBe('accepted');
  });
});
