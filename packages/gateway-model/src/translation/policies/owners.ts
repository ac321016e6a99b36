import { at, listAt } from '../../json';
import { EffectiveKind, Item } from '../types';

type Path = readonly string[];

const EXT_AUTH_BACKENDS: readonly Path[] = [
  ['extAuth', 'http', 'backendRefs'],
  ['extAuth', 'http', 'backendRef'],
  ['extAuth', 'grpc', 'backendRefs'],
  ['extAuth', 'grpc', 'backendRef'],
];

/**
 * Paths within which the fields that decide are others than the path itself: the most specific first (upstream
 * `buildSecurityPolicyOwners`).
 */
const DECIDING: ReadonlyArray<readonly [within: Path, by: readonly Path[]]> = [
  ...EXT_AUTH_BACKENDS.map(path => [path, EXT_AUTH_BACKENDS] as const),
  [['extAuth', 'backendRefs'], EXT_AUTH_BACKENDS],
  [['extAuth'], [['extAuth']]],
  [['oidc', 'provider', 'backendRefs'], [['oidc', 'provider', 'backendRefs']]],
  [['oidc', 'clientIDRef'], [['oidc', 'clientIDRef']]],
  [['oidc'], [['oidc']]],
  [['basicAuth'], [['basicAuth']]],
  [['apiKeyAuth'], [['apiKeyAuth', 'credentialRefs']]],
  [['authorization'], [['authorization', 'rules']]],
  [['jwt'], [['jwt', 'providers']]],
];

function isWithin(path: Path, prefix: Path): boolean {
  return prefix.every((step, index) => path[index] === step);
}

function says(policy: Item, path: Path): boolean {
  const value = at(policy.spec, ...path);
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** The context extension of a name belongs to the child if it has one of that name. */
function hasContextExtension(policy: Item, name: string): boolean {
  return listAt(policy.spec, 'extAuth', 'contextExtensions').some(
    extension => (at(extension, 'name') ?? '') === name,
  );
}

/**
 * Which of two merged policies a value belongs to, so that references in it resolve from that policy's namespace:
 * the child's if it says anything there, the parent's if not.
 */
export function ownerOf(
  kind: EffectiveKind,
  parent: Item,
  child: Item,
  path: Path,
): Item {
  if (kind === 'SecurityPolicy') {
    const [first, second, name] = path;
    if (first === 'extAuth' && second === 'contextExtensions' && name) {
      return hasContextExtension(child, name) ? child : parent;
    }
    const entry = DECIDING.find(([prefix]) => isWithin(path, prefix));
    if (entry) {
      return entry[1].some(one => says(child, one)) ? child : parent;
    }
  }
  return says(child, path.slice(0, 1)) ? child : parent;
}
