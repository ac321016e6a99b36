import { ObjectMeta, ObjectRef, Policy, Resource } from './types';
import { KubernetesObject } from './types';
import { POLICY_KINDS } from './policy';
import { ENVOY_GATEWAY_GROUP, GATEWAY_API_GROUP } from './references';

/** The group of an `apiVersion`: what stands before the slash; the core group has none. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

function groupOfKind(kind: string): string {
  if (kind === 'Service' || kind === 'Namespace') {
    return '';
  }
  return POLICY_KINDS.some(policy => policy === kind)
    ? ENVOY_GATEWAY_GROUP
    : GATEWAY_API_GROUP;
}

/**
 * The reference that names an object. The group is read from `apiVersion`; a resource this product has
 * read itself carries none, and its group follows from its kind.
 *
 * @public
 */
export function refOf(object: {
  apiVersion?: unknown;
  kind: string;
  metadata: Pick<ObjectMeta, 'name' | 'namespace'>;
}): ObjectRef {
  const { name, namespace } = object.metadata;
  const ref: ObjectRef = {
    group:
      typeof object.apiVersion === 'string'
        ? groupOf(object.apiVersion)
        : groupOfKind(object.kind),
    kind: object.kind,
    name,
  };
  if (namespace !== undefined) {
    ref.namespace = namespace;
  }
  return ref;
}

/** A key equal for equal references and for no others. Kubernetes names hold neither `/` nor `\n`. */
export function refKey(ref: { namespace?: string; name: string }): string {
  return `${ref.namespace ?? ''}\n${ref.name}`;
}

/** A key for the kind of a reference. */
export function kindKey(ref: { group: string; kind: string }): string {
  return `${ref.group}/${ref.kind}`;
}

/**
 * A reference in words, for messages: `HTTPRoute payments/invoices`.
 *
 * @public
 */
export function describeRef(ref: {
  kind: string;
  namespace?: string;
  name: string;
}): string {
  return ref.namespace === undefined
    ? `${ref.kind} ${ref.name}`
    : `${ref.kind} ${ref.namespace}/${ref.name}`;
}

/**
 * Whether a parsed object is one this product has read, as against one it merely keeps. Another API
 * group may use the same `kind`.
 *
 * @public
 */
export function isResource(
  parsed: Resource | KubernetesObject,
): parsed is Resource {
  return !('apiVersion' in parsed);
}

/**
 * Whether a kind is one of the policy kinds.
 *
 * @public
 */
export function isPolicy(parsed: Resource): parsed is Policy {
  return (POLICY_KINDS as readonly string[]).includes(parsed.kind);
}
