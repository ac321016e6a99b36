import { at, listAt, objectAt, stringAt } from '../../../json';
import { describeRef } from '../../../resources';
import { Item, Unknown } from '../../types';
import { withheld } from '../dataReference';
import { PartOutcome } from '../problem';
import { SecurityContext } from './context';

function hasKey({ kind, object }: Item, key: string): boolean {
  const fields = kind === 'Secret' ? ['data', 'stringData'] : ['data'];
  return fields.some(field => at(object, field, key) !== undefined);
}

function judgeReference(
  { world }: SecurityContext,
  reference: unknown,
  namespace: string,
  path: string,
): PartOutcome {
  const kind = stringAt(reference, 'kind') ?? '';
  if (kind !== 'ConfigMap' && kind !== 'Secret') {
    return {
      problem: {
        path,
        message: `${path} must refer to a ConfigMap or a Secret`,
      },
    };
  }
  const name = stringAt(reference, 'name') ?? '';
  const key = stringAt(reference, 'key') ?? '';
  const ref = { group: '', kind, namespace, name };
  const item = world.lookup(ref);
  if (item === 'unread') {
    const message = `It depends on ${describeRef(ref)}, which is not read here`;
    return { unknown: { reason: 'NotRead', message, ref } };
  }
  if (item === 'missing' || !hasKey(item, key)) {
    const missing = item === 'missing';
    const message = missing ? 'does not exist' : `has no key ${key}`;
    return { problem: { path, message: `${describeRef(ref)} ${message}` } };
  }
  // A Secret's value must be base64 once more below its own encoding.
  return kind === 'Secret' ? { unknown: withheld(ref) } : {};
}

/** Values sent to the service that authorizes; each may stand elsewhere, in the namespace of the policy it is from. */
export function judgeContextExtensions(context: SecurityContext): PartOutcome {
  const { spec, owner } = context.input;
  let unknown: Unknown | undefined;
  const extensions = listAt(spec, 'extAuth', 'contextExtensions');
  for (const [i, extension] of extensions.entries()) {
    if (stringAt(extension, 'type') !== 'ValueRef') {
      continue;
    }
    const path = `extAuth.contextExtensions[${i}].valueRef`;
    const name = stringAt(extension, 'name') ?? '';
    const { namespace } = owner('extAuth', 'contextExtensions', name);
    const outcome = judgeReference(
      context,
      objectAt(extension, 'valueRef'),
      namespace,
      path,
    );
    unknown ??= outcome.unknown;
    if (outcome.problem) {
      return { problem: outcome.problem, unknown };
    }
  }
  return { unknown };
}
