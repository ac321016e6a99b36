import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../random';
import { add, Draft, GATEWAY_API, somewhere, tierOf } from './draft';
import { grpcFilters, httpFilters } from './filters';
import { ROUTE_HOSTS } from './listeners';
import { backendRef, backendRefs, parentRefs, weighted } from './references';

function pathOf(random: Random): JsonObject {
  return random.pick<JsonObject>([
    { type: 'PathPrefix', value: '/' },
    { type: 'PathPrefix', value: '/orders' },
    { type: 'PathPrefix', value: '/orders/' },
    { type: 'Exact', value: '/orders' },
    { value: '/plain' },
    { type: 'RegularExpression', value: '/v[0-9]+/.*' },
    { type: 'RegularExpression', value: '/v[0-9+' },
  ]);
}

function headerMatches(random: Random): JsonObject[] {
  return random.pick<JsonObject[]>([
    [{ name: 'x-tenant', value: 'one' }],
    [{ type: 'Exact', name: 'X-Tenant', value: 'one' }],
    [{ type: 'RegularExpression', name: 'x-tenant', value: 'o.*' }],
    [{ type: 'RegularExpression', name: 'x-tenant', value: 'o(' }],
    [
      { name: 'x-one', value: '1' },
      { name: 'x-two', value: '2' },
    ],
  ]);
}

function httpMatch(random: Random): JsonObject {
  return {
    ...(random.chance(0.85) && { path: pathOf(random) }),
    ...(random.chance(0.25) && { headers: headerMatches(random) }),
    ...(random.chance(0.15) && {
      queryParams: [
        {
          type: random.pick(['Exact', 'RegularExpression']),
          name: 'q',
          value: random.pick(['1', 'a.*', '[']),
        },
      ],
    }),
    ...(random.chance(0.2) && {
      method: random.pick(['GET', 'POST', 'OPTIONS', 'CONNECT']),
    }),
  };
}

function timeouts(random: Random): JsonObject {
  return random.pick<JsonObject>([
    { request: '10s' },
    { request: '10s', backendRequest: '2s' },
    { backendRequest: '0s' },
    { request: '0s' },
    { request: '1m30s', backendRequest: '1500ms' },
  ]);
}

function retry(random: Random): JsonObject {
  return random.pick<JsonObject>([
    { attempts: 3 },
    { codes: [500, 503], attempts: 2, backoff: '100ms' },
    { codes: [502] },
    {},
  ]);
}

function persistence(random: Random): JsonObject {
  return random.pick<JsonObject>([
    { sessionName: 'session', type: 'Cookie' },
    { sessionName: 'x-session', type: 'Header' },
    { type: 'Cookie' },
    {
      sessionName: 'session',
      absoluteTimeout: '1h',
      cookieConfig: { lifetimeType: 'Permanent' },
    },
  ]);
}

function ruleNames(random: Random, count: number): (string | undefined)[] {
  return Array.from({ length: count }, (_, index) =>
    random.chance(0.6) ? `r${index}` : undefined,
  );
}

function httpRule(
  draft: Draft,
  namespace: string,
  name: string | undefined,
): JsonObject {
  const { random } = draft;
  const matches = Array.from({ length: random.pick([0, 1, 1, 1, 2]) }, () =>
    httpMatch(random),
  );
  // The CRD wants one match by prefix, and no other, where a prefix is replaced.
  const prefixed =
    matches.length === 1 &&
    (matches[0].path as JsonObject | undefined)?.type === 'PathPrefix';
  const filters = httpFilters(draft, namespace, prefixed);
  const redirects = filters.some(({ type }) => type === 'RequestRedirect');
  const refs = redirects ? [] : backendRefs(draft, namespace, 0);
  const refsWithFilters = refs.map(ref =>
    random.chance(0.08)
      ? { ...ref, filters: httpFilters(draft, namespace, false) }
      : ref,
  );
  return {
    ...(name && { name }),
    ...(matches.length > 0 && { matches }),
    ...(filters.length > 0 && { filters }),
    ...(refs.length > 0 && { backendRefs: refsWithFilters }),
    ...(random.chance(0.15) && { timeouts: timeouts(random) }),
    ...(random.chance(0.1) && { retry: retry(random) }),
    ...(random.chance(0.06) && { sessionPersistence: persistence(random) }),
  };
}

function grpcMatch(random: Random): JsonObject {
  return {
    ...(random.chance(0.8) && {
      method: random.pick<JsonObject>([
        { service: 'shop.Orders', method: 'Get' },
        { service: 'shop.Orders' },
        { method: 'Get' },
        { type: 'RegularExpression', service: 'shop\\..*', method: 'G.*' },
        { type: 'RegularExpression', service: 'shop[' },
      ]),
    }),
    ...(random.chance(0.25) && { headers: headerMatches(random) }),
  };
}

function grpcRule(
  draft: Draft,
  namespace: string,
  name: string | undefined,
): JsonObject {
  const { random } = draft;
  const matches = Array.from({ length: random.pick([0, 1, 1, 2]) }, () =>
    grpcMatch(random),
  );
  const filters = grpcFilters(draft, namespace);
  const refs = backendRefs(draft, namespace, 0);
  return {
    ...(name && { name }),
    ...(matches.length > 0 && { matches }),
    ...(filters.length > 0 && { filters }),
    ...(refs.length > 0 && { backendRefs: refs }),
  };
}

/** Backends of a layer 4 route are asked for by its own ports. */
function layer4Refs(draft: Draft, namespace: string, kind: string) {
  const { random } = draft;
  return Array.from({ length: random.pick([1, 1, 2]) }, () => {
    const ref = backendRef(draft, namespace);
    return weighted(
      draft,
      kind === 'UDPRoute' && 'port' in ref && random.chance(0.8)
        ? { ...ref, port: 53 }
        : ref,
    );
  });
}

function hostnames(random: Random): JsonObject {
  return random.chance(0.35)
    ? { hostnames: random.some(ROUTE_HOSTS, 1, 3) }
    : {};
}

const KINDS = [
  'HTTPRoute',
  'HTTPRoute',
  'HTTPRoute',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
];

function specOf(
  draft: Draft,
  kind: string,
  namespace: string,
): { spec: JsonObject; rules: string[] } {
  const { random } = draft;
  const layer7 = kind === 'HTTPRoute' || kind === 'GRPCRoute';
  const names = ruleNames(random, layer7 ? random.pick([1, 1, 2, 3]) : 1);
  const rules = names.map(name => {
    if (kind === 'HTTPRoute') {
      return httpRule(draft, namespace, name);
    }
    return kind === 'GRPCRoute'
      ? grpcRule(draft, namespace, name)
      : {
          ...(name && { name }),
          backendRefs: layer4Refs(draft, namespace, kind),
        };
  });
  return {
    rules: names.filter((name): name is string => name !== undefined),
    spec: {
      parentRefs: parentRefs(draft, kind, namespace),
      ...(layer7 && hostnames(random)),
      ...(kind === 'TLSRoute' && {
        hostnames: random.some(ROUTE_HOSTS, 1, 2),
      }),
      rules,
    },
  };
}

export function addRoutes(draft: Draft): void {
  const { random } = draft;
  const count = 3 + random.int(5);
  for (let index = 0; index < count; index += 1) {
    const kind = random.pick(KINDS);
    const at = { namespace: somewhere(draft), name: `r${index}` };
    const { spec, rules } = specOf(draft, kind, at.namespace);
    add(draft, `${GATEWAY_API}/v1`, kind, at, { spec }, tierOf(draft));
    draft.routes.push({ kind, ...at, rules });
  }
}
