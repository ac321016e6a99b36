import { readReferenceStatuses, statusField } from './conditions';
import { namespaced } from './metadata';
import {
  asFields,
  asOneOf,
  asString,
  compact,
  field,
  Fields,
  list,
  optionalFields,
  optionalString,
  requiredName,
} from './read';
import { backendReference, parentReference } from './references';
import {
  HTTPHeaderMatch,
  HTTPRoute,
  HTTPRouteMatch,
  HTTPRouteRule,
  KubernetesObject,
  ObjectMeta,
} from './types';

const PATH_TYPES = ['Exact', 'PathPrefix', 'RegularExpression'] as const;
const VALUE_TYPES = ['Exact', 'RegularExpression'] as const;

function defaultMatch(): HTTPRouteMatch {
  return {
    path: { type: 'PathPrefix', value: '/' },
    headers: [],
    queryParams: [],
  };
}

function valueMatch(value: unknown, path: string): HTTPHeaderMatch {
  const fields = asFields(value, path);
  return {
    type: asOneOf(
      field(fields, 'type') ?? 'Exact',
      `${path}.type`,
      VALUE_TYPES,
    ),
    name: requiredName(fields, 'name', path),
    value: optionalString(fields, 'value', path) ?? '',
  };
}

function match(value: unknown, path: string): HTTPRouteMatch {
  const fields = asFields(value, path);
  const pathFields = optionalFields(fields, 'path', path) ?? {};
  const at = `${path}.path`;
  return compact({
    path: {
      type: asOneOf(
        field(pathFields, 'type') ?? 'PathPrefix',
        `${at}.type`,
        PATH_TYPES,
      ),
      value: optionalString(pathFields, 'value', at) ?? '/',
    },
    method: optionalString(fields, 'method', path),
    headers: list(fields, 'headers', path, valueMatch),
    queryParams: list(fields, 'queryParams', path, valueMatch),
  });
}

function filter(value: unknown, path: string): HTTPRouteRule['filters'][0] {
  const fields = asFields(value, path);
  requiredName(fields, 'type', path);
  return fields as HTTPRouteRule['filters'][0];
}

function timeouts(fields: Fields, path: string): HTTPRouteRule['timeouts'] {
  const value = optionalFields(fields, 'timeouts', path);
  return (
    value &&
    compact({
      request: optionalString(value, 'request', `${path}.timeouts`),
      backendRequest: optionalString(
        value,
        'backendRequest',
        `${path}.timeouts`,
      ),
    })
  );
}

function rule(value: unknown, path: string, namespace: string): HTTPRouteRule {
  const fields = asFields(value, path);
  const matches = list(fields, 'matches', path, match);
  return compact({
    name: optionalString(fields, 'name', path),
    matches: matches.length ? matches : [defaultMatch()],
    filters: list(fields, 'filters', path, filter),
    backendRefs: list(fields, 'backendRefs', path, (item, at) =>
      backendReference(item, at, namespace),
    ),
    timeouts: timeouts(fields, path),
    retry: optionalFields(fields, 'retry', path),
  });
}

export function readHTTPRoute(
  object: KubernetesObject,
  meta: ObjectMeta,
): HTTPRoute {
  const metadata = namespaced(meta);
  const { namespace } = metadata;
  const spec = asFields(field(object, 'spec'), 'spec');
  const rules =
    field(spec, 'rules') === undefined
      ? [{ matches: [defaultMatch()], filters: [], backendRefs: [] }]
      : list(spec, 'rules', 'spec', (item, at) => rule(item, at, namespace));
  return {
    kind: 'HTTPRoute',
    metadata,
    hostnames: list(spec, 'hostnames', 'spec', asString),
    parentRefs: list(spec, 'parentRefs', 'spec', (item, at) =>
      parentReference(item, at, namespace),
    ),
    rules,
    parents: readReferenceStatuses(
      statusField(object, 'parents'),
      'parentRef',
      namespace,
    ).map(({ reference, ...entry }) => ({ parentRef: reference, ...entry })),
    object,
  };
}
