import { apiVersionOf } from '../store/servedKinds';
import { ServedKind, StoredObject } from '../store/types';

/** An object as a version of the API shows it. The served versions of a kind differ in name alone. */
export function present(
  kind: ServedKind,
  version: string,
  object: StoredObject,
): StoredObject {
  const apiVersion = apiVersionOf(kind, version);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}
