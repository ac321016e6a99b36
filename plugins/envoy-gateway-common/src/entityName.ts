/** What Backstage allows in `metadata.name` at most. */
const MAX_LENGTH = 63;

const FNV_OFFSET = BigInt('0xcbf29ce484222325');
const FNV_PRIME = BigInt('0x100000001b3');

/** FNV-1a with 64 bits, folded to 32: tells cut names apart, protects nothing. */
function shortHash(text: string): string {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(text)) {
    // eslint-disable-next-line no-bitwise -- a hash works on bits
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  }
  // eslint-disable-next-line no-bitwise -- folds the upper half into the lower
  const folded = BigInt.asUintN(32, hash ^ (hash >> BigInt(32)));
  return folded.toString(16).padStart(8, '0');
}

/**
 * The object of a cluster that an API entity stands for.
 *
 * @public
 */
export interface ApiEntityObject {
  kind: 'HTTPRoute' | 'Gateway';
  namespace: string;
  name: string;
}

/**
 * The `metadata.name` of the API entity that stands for an HTTPRoute or a Gateway. The same object in
 * several clusters is one API, so the cluster is no part of it.
 *
 * A Kubernetes namespace contains no dot and a Kubernetes name no underscore, so two objects share a
 * name only when both are cut and their hashes collide.
 *
 * @public
 */
export function apiEntityName(object: ApiEntityObject): string {
  const suffix = object.kind === 'Gateway' ? '_gateway' : '';
  const full = `${object.namespace}.${object.name}${suffix}`;
  if (full.length <= MAX_LENGTH) {
    return full;
  }
  const hash = shortHash(`${object.kind}/${object.namespace}/${object.name}`);
  const kept = full
    .slice(0, MAX_LENGTH - hash.length - 1)
    .replace(/[^a-zA-Z0-9]+$/, '');
  return `${kept}-${hash}`;
}

/**
 * The entity ref of the API entity that stands for an HTTPRoute or a Gateway.
 *
 * @public
 */
export function apiEntityRef(object: ApiEntityObject): string {
  return `api:default/${apiEntityName(object)}`;
}
