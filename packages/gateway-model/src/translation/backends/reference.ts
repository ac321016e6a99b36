import { JsonObject, numberAt, stringAt } from '../../json';
import { ObjectRef } from '../../resources';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { Item, Lookup, World } from '../types';

/** The group of the Multi-Cluster Services API. */
export const MULTICLUSTER_GROUP = 'multicluster.x-k8s.io';

/** A reference to a backend: its group as it came, everything else with Envoy Gateway's defaults. */
export interface BackendReference {
  group: string;
  /** `Service` where none is named. */
  kind: string;
  /** Of whoever refers, where none is named. */
  namespace: string;
  name: string;
  port?: number;
  weight: number;
}

export function readBackendReference(
  raw: JsonObject,
  namespace: string,
): BackendReference {
  return {
    group: stringAt(raw, 'group') ?? '',
    kind: stringAt(raw, 'kind') || 'Service',
    namespace: stringAt(raw, 'namespace') || namespace,
    name: stringAt(raw, 'name') ?? '',
    port: numberAt(raw, 'port'),
    weight: numberAt(raw, 'weight') ?? 1,
  };
}

export function isSupportedGroup({ group }: BackendReference): boolean {
  return ['', MULTICLUSTER_GROUP, ENVOY_GATEWAY_GROUP].includes(group);
}

export function isSupportedKind({ kind }: BackendReference): boolean {
  return ['Service', 'ServiceImport', 'Backend'].includes(kind);
}

/** Whether the object is a resource of an extension server, which alone understands it. */
export function isExtensionResource(
  world: World,
  { group, kind }: { group: string; kind: string },
): boolean {
  return world.settings.extensionKinds?.has(`${group}/${kind}`) ?? false;
}

const GROUPS: ReadonlyMap<string, string> = new Map([
  ['Service', ''],
  ['ServiceImport', MULTICLUSTER_GROUP],
  ['Backend', ENVOY_GATEWAY_GROUP],
]);

/** Finds the object by its kind alone: of the known kinds, Envoy Gateway does not compare the group. */
export function lookupBackend(world: World, ref: BackendReference): Lookup {
  return world.lookup({
    group: GROUPS.get(ref.kind) ?? ref.group,
    kind: ref.kind,
    namespace: ref.namespace,
    name: ref.name,
  });
}

export function isItem(lookup: Lookup): lookup is Item {
  return typeof lookup === 'object';
}

export function objectRefOf(
  ref: BackendReference,
): ObjectRef & { port?: number } {
  const { group, kind, namespace, name, port } = ref;
  return {
    group: GROUPS.get(kind) ?? group,
    kind,
    namespace,
    name,
    ...(port !== undefined && { port }),
  };
}

/** How messages name a backend. */
export function nameOf({ kind, namespace, name }: BackendReference): string {
  return `${kind} ${namespace}/${name}`;
}
