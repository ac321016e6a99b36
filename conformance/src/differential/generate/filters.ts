import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../random';
import { Draft, ENVOY_GATEWAY } from './draft';
import { backendRef } from './references';

function headerModifier(random: Random): JsonObject {
  return random.pick<JsonObject>([
    { set: [{ name: 'x-set', value: 'one' }] },
    { add: [{ name: 'x-add', value: 'one' }] },
    { remove: ['x-gone', 'X-Gone'] },
    {
      add: [
        { name: 'x-add', value: 'one' },
        { name: 'X-ADD', value: 'two' },
      ],
    },
    { set: [{ name: 'Host', value: 'x' }] },
    { add: [{ name: 'x-bad', value: 'a\tb' }] },
    { remove: ['bad:name'] },
    { add: [{ name: 'x-add', value: 'one' }], remove: ['x-add'] },
    {},
  ]);
}

function pathModifier(random: Random, prefixed: boolean): JsonObject {
  return prefixed && random.chance(0.5)
    ? {
        type: 'ReplacePrefixMatch',
        replacePrefixMatch: random.pick(['/', '/new', '/v2/']),
      }
    : {
        type: 'ReplaceFullPath',
        replaceFullPath: random.pick(['/', '/whole', '/a b']),
      };
}

function redirect(random: Random, prefixed: boolean): JsonObject {
  return {
    ...random.pick<JsonObject>([
      { scheme: 'https' },
      { hostname: 'other.example.com' },
      { port: 8443 },
      { path: pathModifier(random, prefixed) },
      { scheme: 'http', port: 80 },
    ]),
    ...(random.chance(0.4) && {
      statusCode: random.pick([301, 302, 303, 307, 308]),
    }),
  };
}

function mirror(draft: Draft, namespace: string): JsonObject {
  const { random } = draft;
  return {
    backendRef: backendRef(draft, namespace),
    ...random.pick<JsonObject>([
      {},
      { percent: 50 },
      { fraction: { numerator: 1, denominator: 3 } },
    ]),
  };
}

function cors(random: Random): JsonObject {
  return random.pick<JsonObject>([
    { allowOrigins: ['https://www.example.com'] },
    { allowOrigins: ['*'], allowMethods: ['GET', 'POST'], maxAge: 60 },
    {
      allowOrigins: ['https://*.example.com'],
      allowCredentials: true,
      allowHeaders: ['x-one'],
      exposeHeaders: ['x-two'],
    },
  ]);
}

/** HTTPRouteFilters there are, and one that is not. */
export const FILTER_NAMES = ['f0', 'f1', 'f2', 'missing'];

function extension(random: Random): JsonObject {
  return {
    group: random.chance(0.05) ? 'example.com' : ENVOY_GATEWAY,
    kind: random.chance(0.05) ? 'Other' : 'HTTPRouteFilter',
    name: random.pick(FILTER_NAMES),
  };
}

/** Filters of an HTTPRoute's rule, as the CRD lets them be together. */
export function httpFilters(
  draft: Draft,
  namespace: string,
  prefixed: boolean,
): JsonObject[] {
  const { random } = draft;
  if (random.chance(0.55)) {
    return [];
  }
  const types = random.some(
    [
      'RequestHeaderModifier',
      'ResponseHeaderModifier',
      random.pick(['RequestRedirect', 'URLRewrite', 'URLRewrite']),
      'RequestMirror',
      'CORS',
      'ExtensionRef',
    ],
    1,
    2,
  );
  return types.map(type => {
    switch (type) {
      case 'RequestHeaderModifier':
        return { type, requestHeaderModifier: headerModifier(random) };
      case 'ResponseHeaderModifier':
        return { type, responseHeaderModifier: headerModifier(random) };
      case 'RequestRedirect':
        return { type, requestRedirect: redirect(random, prefixed) };
      case 'URLRewrite':
        return {
          type,
          urlRewrite: random.chance(0.4)
            ? { hostname: 'rewritten.example.com' }
            : { path: pathModifier(random, prefixed) },
        };
      case 'RequestMirror':
        return { type, requestMirror: mirror(draft, namespace) };
      case 'CORS':
        return { type, cors: cors(random) };
      default:
        return { type, extensionRef: extension(random) };
    }
  });
}

export function grpcFilters(draft: Draft, namespace: string): JsonObject[] {
  return httpFilters(draft, namespace, false).filter(({ type }) =>
    [
      'RequestHeaderModifier',
      'ResponseHeaderModifier',
      'RequestMirror',
      'ExtensionRef',
    ].includes(String(type)),
  );
}
