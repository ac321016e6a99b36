import { namespaced } from './metadata';
import {
  asFields,
  asInteger,
  compact,
  field,
  list,
  optionalFields,
  optionalString,
  requiredName,
} from './read';
import {
  KubernetesObject,
  Namespace,
  ObjectMeta,
  ReferenceGrant,
  Service,
} from './types';

export function readService(
  object: KubernetesObject,
  metadata: ObjectMeta,
): Service {
  const spec = optionalFields(object, 'spec', '') ?? {};
  return compact({
    kind: 'Service',
    metadata: namespaced(metadata),
    type: optionalString(spec, 'type', 'spec'),
    ports: list(spec, 'ports', 'spec', (item, at) => {
      const port = asFields(item, at);
      return compact({
        name: optionalString(port, 'name', at),
        port: asInteger(field(port, 'port'), `${at}.port`),
        protocol: optionalString(port, 'protocol', at),
        appProtocol: optionalString(port, 'appProtocol', at),
      });
    }),
    object,
  });
}

export function readNamespace(
  object: KubernetesObject,
  metadata: ObjectMeta,
): Namespace {
  return { kind: 'Namespace', metadata, object };
}

export function readReferenceGrant(
  object: KubernetesObject,
  metadata: ObjectMeta,
): ReferenceGrant {
  const spec = asFields(field(object, 'spec'), 'spec');
  return {
    kind: 'ReferenceGrant',
    metadata: namespaced(metadata),
    from: list(spec, 'from', 'spec', (item, at) => {
      const from = asFields(item, at);
      return {
        group: optionalString(from, 'group', at) ?? '',
        kind: requiredName(from, 'kind', at),
        namespace: requiredName(from, 'namespace', at),
      };
    }),
    to: list(spec, 'to', 'spec', (item, at) => {
      const to = asFields(item, at);
      return compact({
        group: optionalString(to, 'group', at) ?? '',
        kind: requiredName(to, 'kind', at),
        name: optionalString(to, 'name', at) || undefined,
      });
    }),
    object,
  };
}
