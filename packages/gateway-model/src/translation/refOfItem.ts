import { ObjectRef } from '../resources';

/** The reference that names an item, and holds nothing else of it: a Secret's data goes nowhere. */
export function refOfItem({
  group,
  kind,
  namespace = '',
  name,
}: ObjectRef): ObjectRef {
  return namespace === ''
    ? { group, kind, name }
    : { group, kind, namespace, name };
}
