import {
  at,
  booleanAt,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { serviceFeatures } from '../clusterFeatures';
import { cidr, duration, isString, pick, quoteMeta } from '../values';
import { authority, destination } from './destination';
import { nameOf, Owners } from './owners';

function origins(values: readonly unknown[], hostOnly: boolean) {
  const all = values.filter(isString).map(origin => {
    const text =
      hostOnly && origin.includes('://')
        ? origin.slice(origin.indexOf('://') + 3)
        : origin;
    const base = { name: '', distinct: false };
    return text.includes('*')
      ? { ...base, safeRegex: quoteMeta(text).replaceAll('\\*', '.*') }
      : { ...base, exact: text };
  });
  return all.length > 0 ? all : undefined;
}

export function cors(value: unknown): JsonObject {
  return {
    ...pick(value, 'allowMethods', 'allowHeaders', 'exposeHeaders'),
    allowOrigins: origins(listAt(value, 'allowOrigins'), false),
    allowCredentials: booleanAt(value, 'allowCredentials') || undefined,
    maxAge: duration(value, 'maxAge'),
  };
}

export function csrf(value: unknown): JsonObject {
  return {
    ...pick(value, 'shadowFraction'),
    additionalOrigins: origins(listAt(value, 'additionalOrigins'), true),
  };
}

function principal(value: unknown) {
  const ranges = listAt(value, 'clientCIDRs').filter(isString);
  const some = (field: string) => {
    const items = listAt(value, field);
    return items.length > 0 ? items : undefined;
  };
  return {
    clientCIDRs:
      ranges.length > 0
        ? ranges.map(range => ({
            ...cidr(range),
            distinct: false,
            invert: false,
          }))
        : undefined,
    jwt: at(value, 'jwt'),
    headers: some('headers'),
    clientIPGeoLocations: some('clientIPGeoLocations'),
  };
}

export function authorization(value: unknown, owners: Owners): JsonObject {
  const owner = owners.of(['authorization', 'rules']);
  const rules = listAt(value, 'rules').map((rule, i) => ({
    ...pick(rule, 'action', 'operation', 'cel'),
    name: stringAt(rule, 'name') || `${nameOf(owner)}/authorization/rule/${i}`,
    principal: principal(at(rule, 'principal')),
  }));
  return {
    defaultAction: stringAt(value, 'defaultAction') ?? 'Deny',
    rules: rules.length > 0 ? rules : undefined,
  };
}

const BACKENDS = ['http', 'grpc'].flatMap(protocol =>
  ['backendRefs', 'backendRef'].map(field => ['extAuth', protocol, field]),
);

/** Values told to the service are kept secret; their names are not. */
export function extAuth(
  value: unknown,
  owners: Owners,
  translation: Translation,
): JsonObject {
  const http = objectAt(value, 'http');
  const service = http ?? objectAt(value, 'grpc');
  const list = listAt(service, 'backendRefs');
  const refs = list.length > 0 ? list : [at(service, 'backendRef')];
  const owner = owners.of(...BACKENDS);
  const called = {
    destination: destination(refs, owner, 'extauth', 0, translation),
    authority: authority(refs[0], owner, translation),
  };
  const extensions = listAt(value, 'contextExtensions').map(one =>
    pick(one, 'name'),
  );
  return {
    name: nameOf(owners.of(['extAuth'])),
    ...pick(
      value,
      'headersToExtAuth',
      'failOpen',
      'recomputeRoute',
      'includeRouteMetadata',
      'statusOnError',
      'bodyToExtAuth',
    ),
    timeout: duration(value, 'timeout'),
    traffic: serviceFeatures(at(service, 'backendSettings')),
    contextExtensions: extensions.length > 0 ? extensions : undefined,
    http: http && {
      ...called,
      path: stringAt(http, 'path') ?? '',
      pathOverride: stringAt(http, 'pathOverride') || undefined,
      ...pick(http, 'headersToBackend'),
    },
    grpc: http ? undefined : called,
  };
}
