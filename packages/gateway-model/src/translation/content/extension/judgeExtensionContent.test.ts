import {
  configMap,
  endpointSlice,
  secret,
} from '../../../__testUtils__/backends';
import { contentOf, paths } from '../../../__testUtils__/content';
import { classWith, envoyProxy } from '../../../__testUtils__/listeners';
import { gatewayClass, service } from '../../../__testUtils__/objects';
import { ContentOutcome } from '../../types';

const judge = (
  spec: Record<string, unknown>,
  more?: Parameters<typeof contentOf>[2],
): ContentOutcome =>
  contentOf('EnvoyExtensionPolicy', spec, {
    ...more,
    settings: { luaEnabled: true, ...more?.settings },
  });

/** The class's EnvoyProxy with some settings. */
const withProxy = (spec: Record<string, unknown>) => ({
  objects: [classWith('infra/proxy'), envoyProxy('infra/proxy', spec)],
});

const GOOD = 'function envoy_on_request(handle) handle:headers() end';
const BAD = 'function envoy_on_request(handle) handle:nope() end';
const inline = (code: string) => ({ type: 'Inline', inline: code });

describe('external processors', () => {
  const objects = [
    gatewayClass(),
    service('apps/proc', 80),
    endpointSlice('apps/proc', { port: 80 }, ['10.0.0.1']),
  ];
  const to = (name: string, more: object = {}) => ({
    backendRefs: [{ name, port: 80 }],
    ...more,
  });

  it('must be there, and called in order', () => {
    expect(judge({ extProc: [to('proc')] }, { objects }).problems).toEqual([]);
    const outcome = judge(
      {
        extProc: [
          to('proc', { messageTimeout: '5 s' }),
          to('missing', { failOpen: true }),
          to('proc', { backendSettings: { tcpKeepalive: { idleTime: 'x' } } }),
        ],
      },
      { objects },
    );
    expect(
      outcome.problems.map(({ path, failOpen }) => [path, failOpen]),
    ).toEqual([
      ['extProc[0]', undefined],
      ['extProc[1]', true],
      ['extProc[2]', undefined],
    ]);
  });
});

describe('Wasm modules', () => {
  const image = (more: object = {}) => ({
    code: { type: 'Image', image: { url: 'example.com/filter', ...more } },
  });
  const http = (url: string, more: object = {}) => ({
    code: { type: 'HTTP', http: { url, ...more } },
  });

  it('depend on what is fetched', () => {
    const { problems, unknown } = judge({
      wasm: [image(), http('https://example.com/filter.wasm')],
    });
    expect(problems).toEqual([]);
    expect(unknown?.reason).toBe('ExternalFetch');
  });

  it('need what they are fetched with', () => {
    const objects = [
      secret('apps/pull', { '.dockerconfigjson': 'e30=' }),
      secret('apps/other', { password: 'eA==' }),
      configMap('apps/ca', { 'ca.crt': 'any' }),
    ];
    const ca = { tls: { caCertificateRef: { kind: 'ConfigMap', name: 'ca' } } };
    const noCa = { tls: { caCertificateRef: { name: 'none' } } };
    const outcome = judge(
      {
        wasm: [
          image({ pullSecretRef: { name: 'pull' }, ...ca }),
          image({ pullSecretRef: { name: 'other' } }),
          image({ pullSecretRef: { name: 'none' } }),
          image(noCa),
          http('https://example.com', noCa),
          http('ftp://example.com'),
          { code: { type: 'HTTP' } },
          { code: { type: 'Disk' } },
        ],
      },
      { objects },
    );
    expect(paths(outcome)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map(index => `wasm[${index}]`),
    );
  });
});

describe('Lua filters', () => {
  it('must run', () => {
    expect(judge({ lua: [inline(GOOD)] }).problems).toEqual([]);
    expect(
      paths(judge({ lua: [inline(GOOD), inline(BAD), inline(BAD)] })),
    ).toEqual(['lua[1]']);
  });

  it('are judged as far as the EnvoyProxy says', () => {
    const verdict = (luaValidation: string, code: string) =>
      judge({ lua: [inline(code)] }, withProxy({ luaValidation })).problems
        .length;
    expect(verdict('Strict', BAD)).toBe(1);
    expect(verdict('InsecureSyntax', BAD)).toBe(0);
    expect(verdict('InsecureSyntax', `${GOOD} end`)).toBe(1);
    expect(verdict('Disabled', `${GOOD} end`)).toBe(0);
  });

  it('may be switched off', () => {
    const settings = { luaEnabled: false };
    expect(paths(judge({ lua: [inline(GOOD)] }, { settings }))).toEqual([
      'lua',
    ]);
  });

  it('come from ConfigMaps, from any key if need be', () => {
    const objects = [
      configMap('apps/good', { lua: GOOD, other: 'text' }),
      configMap('apps/only', { script: BAD }),
      configMap('apps/either', { a: GOOD, b: BAD }),
      configMap('apps/empty', {}),
    ];
    const of = (name: string) =>
      judge(
        { lua: [{ type: 'ValueRef', valueRef: { kind: 'ConfigMap', name } }] },
        { objects },
      );
    expect(of('good').problems).toEqual([]);
    expect(of('only').problems).toHaveLength(1);
    expect(of('empty').problems).toHaveLength(1);
    expect(of('missing').problems).toHaveLength(1);
    expect(of('either').problems).toEqual([]);
    expect(of('either').unknown?.reason).toBe('ConfigMapBytes');
  });
});

describe('dynamic modules', () => {
  const registered = (source: object) =>
    judge(
      { dynamicModule: [{ name: 'module' }] },
      withProxy({ dynamicModules: [{ name: 'module', source }] }),
    ).problems.length;

  it('must be registered', () => {
    expect(paths(judge({ dynamicModule: [{ name: 'module' }] }))).toEqual([
      'dynamicModule[0]',
    ]);
  });

  it.each<[number, object]>([
    [0, { type: 'Local', local: { path: '/module.so' } }],
    [0, { local: { path: '/module.so' } }],
    [1, { type: 'Local' }],
    [1, { type: 'Remote' }],
    [1, { type: 'Remote', remote: { url: 'https://a.example' } }],
    [
      0,
      { type: 'Remote', remote: { url: 'https://a.example/m', sha256: 'x' } },
    ],
    [1, { type: 'Remote', remote: { url: 'ftp://a.example/m', sha256: 'x' } }],
    [1, { type: 'Remote', remote: { url: 'https:///m', sha256: 'x' } }],
    [1, { type: 'Remote', remote: { url: 'a.example', sha256: 'x' } }],
    [1, { type: 'Nowhere' }],
  ])('have %i problems of source %j', (count, source) => {
    expect(registered(source)).toBe(count);
  });
});

it('tells a route’s problems in another order than a Gateway’s', () => {
  const spec = {
    extProc: [{ backendRefs: [] }],
    wasm: [{ code: { type: 'Disk' } }],
    lua: [inline(BAD)],
    dynamicModule: [{ name: 'module' }],
  };
  expect(paths(judge(spec))).toEqual([
    'extProc[0]',
    'wasm[0]',
    'lua[0]',
    'dynamicModule[0]',
  ]);
});
