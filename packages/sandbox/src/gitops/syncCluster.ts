import { Clock } from '../clock';
import { applyObject, removeObject, StatusError } from '../operations';
import { ObjectStore } from '../store/objectStore';
import { servedKind } from '../store/servedKinds';
import { Manifest } from './parseManifests';

/** The field manager under which the loop applies. */
export const GITOPS_FIELD_MANAGER = 'sandbox-gitops';

/** An object the loop has applied, and the file that last asked for it. */
export interface AppliedObject {
  manifest: Manifest;
  path: string;
}

/** What a cluster should be, according to the files of one revision. */
export interface DesiredState {
  manifests: Array<{ path: string; manifest: Manifest }>;
  /** Files that could not be understood whole: what they asked for before still stands. */
  incompletePaths: ReadonlySet<string>;
}

export interface SyncResult {
  changed: number;
  pruned: number;
  problems: Array<{ file: string; message: string }>;
}

/** Namespaces and classes come before what refers to them, for a listing in the order of creation. */
const ORDER = ['Namespace', 'GatewayClass', 'Gateway', 'Service'];

function rank({ kind }: Manifest): number {
  const index = ORDER.indexOf(kind.kind);
  return index < 0 ? ORDER.length : index;
}

export function keyOf({ kind, namespace, name }: Manifest): string {
  return `${kind.group}/${kind.kind}/${namespace ?? ''}/${name}`;
}

function describe({ kind, namespace, name }: Manifest): string {
  return `${kind.kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/**
 * Brings a cluster to what the files say: applies every object, and removes those applied earlier that
 * no file asks for any more. An object that is refused costs itself.
 *
 * @param applied - what earlier calls applied; brought up to date
 */
export function syncCluster(
  store: ObjectStore,
  desired: DesiredState,
  applied: Map<string, AppliedObject>,
  clock: Clock,
): SyncResult {
  const result: SyncResult = { changed: 0, pruned: 0, problems: [] };
  const wanted = new Map<string, AppliedObject>();
  for (const { path, manifest } of desired.manifests) {
    const key = keyOf(manifest);
    const other = wanted.get(key);
    if (other) {
      result.problems.push({
        file: path,
        message: `${describe(manifest)} is also in ${
          other.path
        }, which is taken; remove one of them`,
      });
    } else {
      wanted.set(key, { manifest, path });
    }
  }

  const namespaces = servedKind('Namespace');
  const inOrder = [...wanted].sort(
    ([, a], [, b]) => rank(a.manifest) - rank(b.manifest),
  );
  for (const [key, { manifest, path }] of inOrder) {
    const { kind, namespace, name, object } = manifest;
    const before = store.resourceVersion;
    try {
      if (namespace && !store.get(namespaces, undefined, namespace)) {
        applyObject(
          store,
          { kind: namespaces, name: namespace },
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name: namespace },
          },
          { fieldManager: GITOPS_FIELD_MANAGER, force: true, clock },
        );
      }
      applyObject(store, { kind, namespace, name }, object, {
        fieldManager: GITOPS_FIELD_MANAGER,
        force: true,
        clock,
      });
      applied.set(key, { manifest, path });
      if (store.resourceVersion !== before) result.changed += 1;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      result.problems.push({
        file: path,
        message: `${describe(manifest)} was refused: ${error.message}`,
      });
    }
  }

  for (const [key, { manifest, path }] of [...applied].reverse()) {
    if (wanted.has(key) || desired.incompletePaths.has(path)) continue;
    const { kind, namespace, name } = manifest;
    applied.delete(key);
    if (store.get(kind, namespace, name)) {
      removeObject(store, { kind, namespace, name }, { clock });
      result.pruned += 1;
    }
  }
  return result;
}
