import {
  at,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { base64, pick } from '../values';

function stringMatch(header: unknown) {
  const field =
    {
      Prefix: 'prefix',
      Suffix: 'suffix',
      RegularExpression: 'safeRegex',
    }[stringAt(header, 'value', 'type') ?? ''] ?? 'exact';
  return {
    name: stringAt(header, 'name'),
    distinct: false,
    [field]: stringAt(header, 'value', 'value') ?? '',
  };
}

function match(override: unknown) {
  const codes = listAt(override, 'match', 'statusCodes');
  const headers = listAt(override, 'match', 'responseHeaders');
  return {
    statusCodes: codes.length
      ? codes.map(code =>
          stringAt(code, 'type') === 'Range'
            ? pick(code, 'range')
            : pick(code, 'value'),
        )
      : undefined,
    responseHeaders: headers.length ? headers.map(stringMatch) : undefined,
  };
}

/** Of a ConfigMap without the usual key, any entry may be taken. */
function body(
  value: unknown,
  namespace: string,
  { world }: Translation,
): string | undefined {
  if (stringAt(value, 'type') !== 'ValueRef') {
    const inline = stringAt(value, 'inline');
    return inline === undefined ? undefined : base64(inline);
  }
  const configMap = world.lookup({
    group: '',
    kind: 'ConfigMap',
    namespace,
    name: stringAt(value, 'valueRef', 'name') ?? '',
  });
  if (typeof configMap === 'string') {
    return undefined;
  }
  const data = objectAt(configMap.object, 'data') ?? {};
  const text = data['response.body'] ?? Object.values(data)[0];
  return text === undefined
    ? String(Object.values(objectAt(configMap.object, 'binaryData') ?? {})[0])
    : base64(String(text));
}

function addedHeaders(response: unknown) {
  const of = (field: string, append: boolean) =>
    listAt(response, 'header', field).map(header => ({
      name: stringAt(header, 'name'),
      value: [stringAt(header, 'value') ?? ''],
      append,
      addIfAbsent: false,
    }));
  const all = [...of('add', true), ...of('set', false)];
  return all.length > 0 ? all : undefined;
}

function redirect(value: unknown) {
  const path = objectAt(value, 'path');
  return {
    ...pick(value, 'scheme', 'hostname', 'port', 'statusCode'),
    path: path && {
      fullReplace: at(path, 'replaceFullPath'),
      prefixMatchReplace: at(path, 'replacePrefixMatch'),
    },
  };
}

/** `namespace` is that of the policy that gave the overrides. */
export function responseOverride(
  spec: unknown,
  namespace: string,
  translation: Translation,
): JsonObject | undefined {
  const overrides = listAt(spec, 'responseOverride');
  const rules = overrides.map(override => {
    const response = at(override, 'response');
    const to = objectAt(override, 'redirect');
    return {
      match: match(override),
      source: at(override, 'source'),
      redirect: to && redirect(to),
      response: to
        ? undefined
        : {
            ...pick(response, 'contentType', 'statusCode'),
            // Bytes that are none are left out.
            body:
              body(at(response, 'body'), namespace, translation) || undefined,
            addResponseHeaders: addedHeaders(response),
          },
    };
  });
  return rules.length > 0 ? { rules } : undefined;
}
