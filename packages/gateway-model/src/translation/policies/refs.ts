import { ObjectRef } from '../../resources';
import { Item } from '../types';

/** The reference that names an item. */
export function refOfItem({ group, kind, namespace, name }: Item): ObjectRef {
  return namespace === ''
    ? { group, kind, name }
    : { group, kind, namespace, name };
}
