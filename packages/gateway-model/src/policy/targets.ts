import {
  LabelSelector,
  matchesLabels,
  ObjectMeta,
  ObjectRef,
  Policy,
  PolicyTargetSelector,
} from '../resources';
import { ENVOY_GATEWAY_GROUP } from '../resources/references';
import { Snapshot } from '../snapshot';
import { mayRefer } from './referenceGrants';

/** What a policy can be attached to: an object, or one section of it (a listener, a rule). */
export type PolicyScope = ObjectRef & {
  namespace: string;
  sectionName?: string;
};

export function scopeKey(scope: PolicyScope): string {
  return [
    scope.group,
    scope.kind,
    scope.namespace,
    scope.name,
    scope.sectionName ?? '',
  ].join('\n');
}

function inNamespaces(
  snapshot: Snapshot,
  policy: Policy,
  { namespaces }: PolicyTargetSelector,
  namespace: string,
): boolean {
  const matches = (selector: LabelSelector) => {
    const object = snapshot.namespace(namespace);
    return (
      object !== undefined && matchesLabels(selector, object.metadata.labels)
    );
  };
  switch (namespaces.from) {
    case 'All':
      return true;
    case 'Selector':
      return namespaces.selector !== undefined && matches(namespaces.selector);
    default:
      return namespace === policy.metadata.namespace;
  }
}

/**
 * Whether one of a policy's `targetSelectors` selects an object as a whole. Selectors never select a
 * section; one that reaches into another namespace needs a ReferenceGrant there.
 */
export function selects(
  snapshot: Snapshot,
  policy: Policy,
  scope: PolicyScope,
  metadata: ObjectMeta,
): boolean {
  return (
    scope.sectionName === undefined &&
    policy.targetSelectors.some(
      selector =>
        selector.kind === scope.kind &&
        selector.group === scope.group &&
        inNamespaces(snapshot, policy, selector, scope.namespace) &&
        matchesLabels(selector.selector, metadata.labels) &&
        mayRefer(
          snapshot,
          {
            group: ENVOY_GATEWAY_GROUP,
            kind: policy.kind,
            namespace: policy.metadata.namespace,
          },
          scope,
        ),
    )
  );
}

interface PolicyIndex {
  /** Position in the order claims are settled in. */
  position: ReadonlyMap<Policy, number>;
  byTarget: ReadonlyMap<string, readonly Policy[]>;
  selecting: readonly Policy[];
}

/** Lists of a snapshot are shared until they change, so an index lives exactly as long as it is right. */
const INDEXES = new WeakMap<readonly Policy[], PolicyIndex>();

function buildIndex(policies: readonly Policy[]): PolicyIndex {
  const byTarget = new Map<string, Policy[]>();
  for (const policy of policies) {
    const keys = new Set(
      policy.targetRefs.map(ref =>
        scopeKey({ ...ref, namespace: policy.metadata.namespace }),
      ),
    );
    for (const key of keys) {
      const known = byTarget.get(key);
      if (known) {
        known.push(policy);
      } else {
        byTarget.set(key, [policy]);
      }
    }
  }
  return {
    position: new Map(policies.map((policy, index) => [policy, index])),
    byTarget,
    selecting: policies.filter(policy => policy.targetSelectors.length > 0),
  };
}

function indexOf(policies: readonly Policy[]): PolicyIndex {
  let index = INDEXES.get(policies);
  if (!index) {
    index = buildIndex(policies);
    INDEXES.set(policies, index);
  }
  return index;
}

/**
 * The policies that target a scope, in the order claims are settled in: the first one has it, the others
 * are in conflict with it. `metadata` is that of the object.
 */
export function claimants(
  snapshot: Snapshot,
  policies: readonly Policy[],
  scope: PolicyScope,
  metadata: ObjectMeta,
): readonly Policy[] {
  const { position, byTarget, selecting } = indexOf(policies);
  const named = byTarget.get(scopeKey(scope)) ?? [];
  const selected = selecting.filter(
    policy =>
      !named.includes(policy) && selects(snapshot, policy, scope, metadata),
  );
  if (selected.length === 0) {
    return named;
  }
  return [...named, ...selected].sort(
    (a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0),
  );
}
