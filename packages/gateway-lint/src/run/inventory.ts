import {
  isJsonObject,
  JsonObject,
  objectAt,
  ObjectRef,
  RESOURCE_KINDS,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { isCrd } from '@envoy-gateway-portal/gateway-model/schema';
import { Manifest } from '../input';
import { isEnvoyGatewayConfig } from './envoyGatewayConfig';

/** A manifest, with what it is about. */
export interface Entry {
  manifest: Manifest;
  ref: ObjectRef;
  /** With the namespace it will be in. */
  object: JsonObject;
}

export interface Inventory {
  /** The last manifest of each object. */
  entries: ReadonlyMap<string, Entry>;
  /** Manifests of objects that another one describes, too: each with the one that stands. */
  twice: ReadonlyArray<{ entry: Entry; other: Entry }>;
  crds: readonly JsonObject[];
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  ...RESOURCE_KINDS.filter(one => !one.namespaced).map(
    ({ group, kind }) => `${group}/${kind}`,
  ),
  '/Node',
  '/PersistentVolume',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'certificates.k8s.io/ClusterTrustBundle',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
]);

const NAMESPACED: ReadonlySet<string> = new Set([
  ...RESOURCE_KINDS.filter(one => one.namespaced).map(
    ({ group, kind }) => `${group}/${kind}`,
  ),
  '/Secret',
  '/ConfigMap',
  'discovery.k8s.io/EndpointSlice',
  'multicluster.x-k8s.io/ServiceImport',
]);

export function keyOf({ group, kind, namespace, name }: ObjectRef): string {
  return JSON.stringify([group, kind, namespace ?? '', name]);
}

export function groupOf(object: JsonObject): string {
  const apiVersion = stringAt(object, 'apiVersion') ?? '';
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** What a manifest is about. A kind nobody here knows has a namespace when it says so. */
function entryOf(manifest: Manifest, defaultNamespace: string): Entry {
  const { object } = manifest;
  const group = groupOf(object);
  const kind = stringAt(object, 'kind') ?? '';
  const type = `${group}/${kind}`;
  const metadata = objectAt(object, 'metadata');
  const given = stringAt(metadata, 'namespace') || undefined;
  let namespace = given;
  if (CLUSTER_SCOPED.has(type)) {
    namespace = undefined;
  } else if (NAMESPACED.has(type)) {
    namespace = given ?? defaultNamespace;
  }
  return {
    manifest,
    ref: {
      group,
      kind,
      ...(namespace !== undefined && { namespace }),
      name: stringAt(metadata, 'name') ?? '',
    },
    object:
      namespace !== undefined && given === undefined && isJsonObject(metadata)
        ? { ...object, metadata: { ...metadata, namespace } }
        : object,
  };
}

/** Configuration files look like objects, and have no metadata: Envoy Gateway's own, or Kustomize's. */
function isNoApiObject(object: JsonObject): boolean {
  const type = `${groupOf(object)}/${stringAt(object, 'kind')}`;
  return (
    isEnvoyGatewayConfig(object) ||
    (object.metadata === undefined &&
      !NAMESPACED.has(type) &&
      !CLUSTER_SCOPED.has(type))
  );
}

export function createInventory(
  manifests: readonly Manifest[],
  defaultNamespace: string,
): Inventory {
  const entries = new Map<string, Entry>();
  const twice: Array<{ entry: Entry; other: Entry }> = [];
  const crds: JsonObject[] = [];
  for (const manifest of manifests) {
    if (isCrd(manifest.object)) {
      crds.push(manifest.object);
      continue;
    }
    if (isNoApiObject(manifest.object)) {
      continue;
    }
    const entry = entryOf(manifest, defaultNamespace);
    const key = keyOf(entry.ref);
    const other = entries.get(key);
    // Objects without a name are refused, each by itself.
    if (other && entry.ref.name !== '') {
      twice.push({ entry: other, other: entry });
    }
    entries.set(entry.ref.name === '' ? `${key}${entries.size}` : key, entry);
  }
  return { entries, twice, crds };
}
