import { readConditions, statusField } from './conditions';
import { readLabelSelector } from './labelSelector';
import { namespaced } from './metadata';
import {
  asFields,
  asInteger,
  asOneOf,
  asString,
  compact,
  field,
  Fields,
  isFields,
  list,
  optionalFields,
  optionalString,
  requiredName,
} from './read';
import { GATEWAY_API_GROUP } from './references';
import {
  Gateway,
  GatewayClass,
  KubernetesObject,
  Listener,
  ListenerStatus,
  ObjectMeta,
} from './types';

const FROM = ['All', 'Same', 'Selector'] as const;

function tls(
  fields: Fields,
  path: string,
  namespace: string,
): Listener['tls'] | undefined {
  const value = optionalFields(fields, 'tls', path);
  const at = `${path}.tls`;
  return (
    value &&
    compact({
      mode: optionalString(value, 'mode', at),
      certificateRefs: list(value, 'certificateRefs', at, (item, itemAt) => {
        const ref = asFields(item, itemAt);
        return {
          namespace: optionalString(ref, 'namespace', itemAt) ?? namespace,
          name: requiredName(ref, 'name', itemAt),
          kind: optionalString(ref, 'kind', itemAt) ?? 'Secret',
        };
      }),
    })
  );
}

function allowedRoutes(
  fields: Fields,
  path: string,
): Listener['allowedRoutes'] {
  const value = optionalFields(fields, 'allowedRoutes', path) ?? {};
  const at = `${path}.allowedRoutes`;
  const namespaces = optionalFields(value, 'namespaces', at) ?? {};
  const selector = optionalFields(namespaces, 'selector', `${at}.namespaces`);
  return {
    namespaces: compact({
      from: asOneOf(
        field(namespaces, 'from') ?? 'Same',
        `${at}.namespaces.from`,
        FROM,
      ),
      selector:
        selector && readLabelSelector(selector, `${at}.namespaces.selector`),
    }),
    kinds: list(value, 'kinds', at, (item, itemAt) => {
      const kind = asFields(item, itemAt);
      return {
        group: optionalString(kind, 'group', itemAt) ?? GATEWAY_API_GROUP,
        kind: requiredName(kind, 'kind', itemAt),
      };
    }),
  };
}

function listener(value: unknown, path: string, namespace: string): Listener {
  const fields = asFields(value, path);
  return compact({
    // No CRD lets an empty one in, but Envoy Gateway translates it (its suite does): nothing to refuse.
    name: asString(field(fields, 'name'), `${path}.name`),
    hostname: optionalString(fields, 'hostname', path) || undefined,
    port: asInteger(field(fields, 'port'), `${path}.port`),
    protocol: requiredName(fields, 'protocol', path),
    tls: tls(fields, path, namespace),
    allowedRoutes: allowedRoutes(fields, path),
  });
}

function addresses(value: unknown): Gateway['status']['addresses'] {
  return (Array.isArray(value) ? value : []).flatMap(item => {
    const address = isFields(item) ? field(item, 'value') : undefined;
    if (!isFields(item) || typeof address !== 'string' || !address) {
      return [];
    }
    const type = field(item, 'type');
    return [
      compact({
        type: typeof type === 'string' ? type : undefined,
        value: address,
      }),
    ];
  });
}

function listenerStatuses(value: unknown): ListenerStatus[] {
  return (Array.isArray(value) ? value : []).flatMap(item => {
    const name = isFields(item) ? field(item, 'name') : undefined;
    if (!isFields(item) || typeof name !== 'string') {
      return [];
    }
    const attached = field(item, 'attachedRoutes');
    return [
      compact({
        name,
        attachedRoutes: typeof attached === 'number' ? attached : undefined,
        conditions: readConditions(field(item, 'conditions')),
      }),
    ];
  });
}

/** Reads one listener, of a Gateway or a ListenerSet; throws what `parseResource` reports. */
export function readListener(spec: Fields, namespace: string): Listener {
  return listener(spec, 'listener', namespace);
}

export function readGateway(
  object: KubernetesObject,
  meta: ObjectMeta,
): Gateway {
  const metadata = namespaced(meta);
  const spec = asFields(field(object, 'spec'), 'spec');
  return {
    kind: 'Gateway',
    metadata,
    gatewayClassName: requiredName(spec, 'gatewayClassName', 'spec'),
    listeners: list(spec, 'listeners', 'spec', (item, at) =>
      listener(item, at, metadata.namespace),
    ),
    status: {
      addresses: addresses(statusField(object, 'addresses')),
      conditions: readConditions(statusField(object, 'conditions')),
      listeners: listenerStatuses(statusField(object, 'listeners')),
    },
    object,
  };
}

export function readGatewayClass(
  object: KubernetesObject,
  metadata: ObjectMeta,
): GatewayClass {
  const spec = asFields(field(object, 'spec'), 'spec');
  return {
    kind: 'GatewayClass',
    metadata,
    controllerName: requiredName(spec, 'controllerName', 'spec'),
    conditions: readConditions(statusField(object, 'conditions')),
    object,
  };
}
