import { StatusError } from '../operations/statusError';
import { qualifiedResource } from '../store/servedKinds';
import { ServedKind } from '../store/types';
import { Identity } from './identities';

/** What a request wants to do. */
export interface Attempt {
  verb: string;
  kind: ServedKind;
  subresource?: string;
  namespace?: string;
  name?: string;
}

function covers(list: string[], wanted: string): boolean {
  return list.includes('*') || list.includes(wanted);
}

/**
 * Refuses what an identity may not do.
 *
 * @throws StatusError 403
 */
export function authorize(
  identity: Identity,
  attempt: Attempt,
  forbiddenKinds: ReadonlySet<string>,
): void {
  const { verb, kind, subresource, namespace, name } = attempt;
  const resource = subresource ? `${kind.plural}/${subresource}` : kind.plural;
  const allowed = identity.rules.some(
    rule =>
      covers(rule.apiGroups, kind.group) &&
      covers(rule.resources, resource) &&
      covers(rule.verbs, verb),
  );
  if (allowed && !forbiddenKinds.has(kind.kind)) return;
  const scope = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  throw new StatusError(
    403,
    'Forbidden',
    `${qualifiedResource(kind)}${
      name ? ` "${name}"` : ''
    } is forbidden: User "${
      identity.user
    }" cannot ${verb} resource "${resource}" in API group "${
      kind.group
    }" ${scope}`,
    { name, group: kind.group || undefined, kind: kind.plural },
  );
}
