import {
  Fields,
  compact,
  optionalInteger,
  optionalString,
  requiredFields,
  requiredName,
  shorten,
  stringMap,
  UnreadableField,
} from './read';
import { ObjectMeta } from './types';

/** Kubernetes refuses such names in every kind; here they would also end up in paths and keys. */
// eslint-disable-next-line no-control-regex -- control characters are what is refused
const NOT_IN_NAMES = /[/%\u0000-\u0020]|^\.\.?$/;

const LONGEST_NAME = 253;

function checkName(name: string, path: string): void {
  if (name.length > LONGEST_NAME || NOT_IN_NAMES.test(name)) {
    throw new UnreadableField(
      path,
      `must be a Kubernetes name, is ${JSON.stringify(shorten(name))}`,
    );
  }
}

/** Reads `metadata`; throws what `parseResource` reports. */
export function readMetadata(object: Fields): ObjectMeta {
  const at = 'metadata';
  const metadata = requiredFields(object, 'metadata', '');
  const name = requiredName(metadata, 'name', at);
  const namespace = optionalString(metadata, 'namespace', at) || undefined;
  checkName(name, 'metadata.name');
  checkName(namespace ?? '', 'metadata.namespace');
  return compact({
    name,
    namespace,
    uid: optionalString(metadata, 'uid', at),
    resourceVersion: optionalString(metadata, 'resourceVersion', at),
    generation: optionalInteger(metadata, 'generation', at),
    creationTimestamp: optionalString(metadata, 'creationTimestamp', at),
    deletionTimestamp: optionalString(metadata, 'deletionTimestamp', at),
    labels: stringMap(metadata, 'labels', at),
    annotations: stringMap(metadata, 'annotations', at),
  });
}

/** The metadata of a kind that lives in namespaces. */
export function namespaced(
  metadata: ObjectMeta,
): ObjectMeta & { namespace: string } {
  if (metadata.namespace === undefined) {
    throw new UnreadableField(
      'metadata.namespace',
      'must be a string, is missing',
    );
  }
  return metadata as ObjectMeta & { namespace: string };
}
