import { at } from '../../json';
import { Policy, PolicyTargetSelector } from '../../resources';
import {
  ENVOY_GATEWAY_GROUP,
  GATEWAY_API_GROUP,
} from '../../resources/references';
import { selectsLabels } from '../labelSelector';
import { GatewayContext, Item, World } from '../types';

const ROUTE_KINDS = [
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
];

/** What a policy is attached to: an object, or a section of it. */
export interface Scope {
  kind: string;
  namespace: string;
  name: string;
  sectionName?: string;
}

export type Candidates = (selector: PolicyTargetSelector) => readonly Item[];

const NONE: readonly Item[] = [];

function labelKey(kind: string, label: string, value: string): string {
  return [kind, label, value].join('\n');
}

/**
 * What a selector may select: accepted Gateways, and routes and ListenerSets of any Gateway; of those, the ones
 * that have the first label it asks for.
 */
export function candidatesOf(
  world: World,
  gateways: readonly GatewayContext[],
): Candidates {
  const byKind = new Map<string, readonly Item[]>(
    [...ROUTE_KINDS, 'ListenerSet'].map(kind => [
      kind,
      world.items(GATEWAY_API_GROUP, kind),
    ]),
  );
  const accepted = gateways.filter(gateway => gateway.accepted);
  byKind.set(
    'Gateway',
    accepted.map(({ item }) => item),
  );
  const byLabel = new Map<string, Item[]>();
  for (const [kind, items] of byKind) {
    for (const item of items) {
      for (const [label, value] of Object.entries(item.metadata.labels ?? {})) {
        const key = labelKey(kind, label, value);
        const known = byLabel.get(key);
        if (known) {
          known.push(item);
        } else {
          byLabel.set(key, [item]);
        }
      }
    }
  }
  return ({ group, kind, selector }) => {
    if (group !== GATEWAY_API_GROUP) {
      return NONE;
    }
    const [label] = Object.entries(selector.matchLabels ?? {});
    const found = label
      ? byLabel.get(labelKey(kind, ...label))
      : byKind.get(kind);
    return found ?? NONE;
  };
}

function selects(
  world: World,
  policy: Policy,
  selector: PolicyTargetSelector,
  target: Item,
): boolean {
  const { namespace } = policy.metadata;
  const { from, selector: ofNamespace } = selector.namespaces;
  if (from === 'Same' && target.namespace !== namespace) {
    return false;
  }
  if (from === 'Selector') {
    const labels = world.namespaceLabels(target.namespace) ?? {};
    // Upstream takes a Namespace without labels for one it does not know.
    const known = Object.keys(labels).length > 0;
    if (!known || !selectsLabels(ofNamespace, labels)) {
      return false;
    }
  }
  return (
    selectsLabels(selector.selector, target.metadata.labels ?? {}) &&
    world.permits(
      { group: ENVOY_GATEWAY_GROUP, kind: policy.kind, namespace },
      target,
    )
  );
}

/** What a policy targets, by its selectors and by name. */
export function scopesOf(
  world: World,
  policy: Policy,
  candidates: Candidates,
): Scope[] {
  const { namespace } = policy.metadata;
  const single = at(policy.spec, 'targetRef') !== undefined;
  const named = single ? policy.targetRefs.slice(0, 1) : policy.targetRefs;
  const selected = policy.targetSelectors.flatMap(selector =>
    candidates(selector).filter(one => selects(world, policy, selector, one)),
  );
  return [
    ...selected.map(({ kind, name, namespace: own }) => ({
      kind,
      name,
      namespace: own,
    })),
    ...named.map(({ kind, name, sectionName }) => ({
      kind,
      name,
      sectionName,
      namespace,
    })),
  ];
}
