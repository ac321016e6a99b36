import { JsonObject } from '../json';
import { jsonMerge, strategicMerge } from './index';

const tracing = (customTags: JsonObject): JsonObject => ({
  telemetry: { tracing: { customTags } },
});

describe('strategicMerge', () => {
  it('merges objects field by field, the child over the parent', () => {
    expect(
      strategicMerge(
        'BackendTrafficPolicy',
        { timeout: { tcp: { connectTimeout: '5s' }, http: { a: '1s' } } },
        { timeout: { tcp: { connectTimeout: '9s' } }, connection: {} },
      ),
    ).toEqual({
      spec: {
        timeout: { tcp: { connectTimeout: '9s' }, http: { a: '1s' } },
        connection: {},
      },
    });
  });

  it('replaces lists without a merge key', () => {
    const { spec } = strategicMerge(
      'BackendTrafficPolicy',
      { retry: { retryOn: { triggers: ['5xx', 'reset'] } } },
      { retry: { retryOn: { triggers: ['reset'] } } },
    );
    expect(spec).toEqual({ retry: { retryOn: { triggers: ['reset'] } } });
  });

  it('merges lists by key and puts the parent’s own elements where they stood', () => {
    const { spec } = strategicMerge(
      'BackendTrafficPolicy',
      {
        compressor: [
          { type: 'Gzip', gzip: {} },
          { type: 'Zstd' },
          { type: 'Brotli', brotli: {} },
        ],
      },
      {
        compressor: [
          { type: 'Brotli', minContentLength: '1' },
          { type: 'New' },
          { type: 'Gzip', minContentLength: '2' },
        ],
      },
    );
    expect(spec).toEqual({
      compressor: [
        { type: 'Zstd' },
        { type: 'Brotli', brotli: {}, minContentLength: '1' },
        { type: 'New' },
        { type: 'Gzip', gzip: {}, minContentLength: '2' },
      ],
    });
  });

  it('puts the parent’s own elements last when the child’s are new', () => {
    const named = (...names: string[]) => ({
      extAuth: { contextExtensions: names.map(name => ({ name })) },
    });
    const { spec } = strategicMerge(
      'SecurityPolicy',
      named('shared', 'parent'),
      named('shared', 'route'),
    );
    expect(spec).toEqual(named('shared', 'route', 'parent'));
  });

  it('keeps what a parent’s repeated key left over', () => {
    const { spec } = strategicMerge(
      'BackendTrafficPolicy',
      { httpUpgrade: [{ type: 'a', connect: {} }, { type: 'a' }] },
      { httpUpgrade: [{ type: 'a' }, { type: 'a' }] },
    );
    expect(spec).toEqual({
      httpUpgrade: [{ type: 'a', connect: {} }, { type: 'a' }],
    });
  });

  it('puts a parent’s elements of one key together', () => {
    const { spec } = strategicMerge(
      'BackendTrafficPolicy',
      { httpUpgrade: [{ type: 'a' }, { type: 'b' }, { type: 'a', x: 1 }] },
      { httpUpgrade: [{ type: 'c' }] },
    );
    expect(spec).toEqual({
      httpUpgrade: [
        { type: 'c' },
        { type: 'a' },
        { type: 'a', x: 1 },
        { type: 'b' },
      ],
    });
  });

  it('lets an empty list of the child count as left out', () => {
    const parent = { compressor: [{ type: 'Gzip' }] };
    expect(
      strategicMerge('BackendTrafficPolicy', parent, { compressor: [] }).spec,
    ).toEqual(parent);
  });

  it('refuses to look into maps of objects', () => {
    const tag = { type: 'Literal' };
    expect(
      strategicMerge(
        'BackendTrafficPolicy',
        tracing({ a: tag }),
        tracing({ a: tag }),
      ).problem,
    ).toMatch('"a"');
    expect(
      strategicMerge(
        'BackendTrafficPolicy',
        tracing({ a: tag }),
        tracing({ b: tag }),
      ).spec,
    ).toEqual(tracing({ a: tag, b: tag }));
  });

  it('survives hostile values', () => {
    let deep: JsonObject = { end: 1 };
    for (let i = 0; i < 5000; i += 1) {
      deep = { a: deep };
    }
    const odd = { compressor: [1, null], extra: deep, timeout: 'soon' };
    const { spec } = strategicMerge(
      'BackendTrafficPolicy',
      { compressor: [{ type: 'Gzip' }], extra: deep, timeout: {} },
      odd,
    );
    expect(spec?.timeout).toBe('soon');
    expect(spec?.compressor).toEqual([1, null]);
  });
});

describe('jsonMerge', () => {
  it('replaces every list, merged by key or not', () => {
    const { spec } = jsonMerge(
      'BackendTrafficPolicy',
      { compressor: [{ type: 'Gzip' }, { type: 'Zstd' }] },
      { compressor: [{ type: 'Brotli' }] },
    );
    expect(spec).toEqual({ compressor: [{ type: 'Brotli' }] });
  });

  it('looks into maps of objects', () => {
    expect(
      jsonMerge(
        'BackendTrafficPolicy',
        tracing({ a: { literal: { value: 'x' } } }),
        tracing({ a: { type: 'Literal' } }),
      ).spec,
    ).toEqual(tracing({ a: { literal: { value: 'x' }, type: 'Literal' } }));
  });
});

describe.each([
  ['strategicMerge', strategicMerge],
  ['jsonMerge', jsonMerge],
])('%s, of fields Go writes even when left out', (_, merge) => {
  it('erases the parent’s value where the child has the object around it', () => {
    const parent = {
      authorization: { defaultAction: 'Deny', rules: [{ name: 'a' }] },
    };
    expect(
      merge('SecurityPolicy', parent, {
        authorization: { rules: [{ name: 'b' }] },
      }).spec,
    ).toEqual({ authorization: { rules: [{ name: 'b' }] } });
    expect(merge('SecurityPolicy', parent, { cors: {} }).spec).toEqual({
      ...parent,
      cors: {},
    });
  });

  it('does so in objects that are written in any case', () => {
    const { spec } = merge(
      'SecurityPolicy',
      {
        oidc: { provider: { issuer: 'https://a', tokenEndpoint: 'https://b' } },
      },
      { oidc: { scopes: ['x'] } },
    );
    expect(spec).toEqual({
      oidc: { provider: { tokenEndpoint: 'https://b' }, scopes: ['x'] },
    });
  });

  it('takes an empty list for what it says', () => {
    const { spec } = merge(
      'BackendTrafficPolicy',
      { rateLimit: { global: { rules: [{ limit: {} }] } } },
      { rateLimit: { global: { rules: [] } } },
    );
    expect(spec).toEqual({ rateLimit: { global: { rules: [] } } });
  });
});
