import { objectAt } from '../../json';
import {
  ENVOY_GATEWAY_GROUP,
  GATEWAY_API_GROUP,
} from '../../resources/references';
import { selectsLabels } from '../labelSelector';
import { Item, World } from '../types';
import {
  PreparedPolicy,
  Target,
  TargetKind,
  targetOf,
  TargetSelector,
} from './preparedPolicy';

const NONE: readonly Item[] = [];

/** Objects that selectors choose from, found by label or namespace. */
export interface Candidates {
  readonly items: readonly Item[];
  readonly kinds: ReadonlySet<string>;
  withLabel(key: string, value: string): readonly Item[];
  inNamespace(namespace: string): readonly Item[];
}

function grouped(
  items: readonly Item[],
  by: (item: Item) => string | undefined,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = by(item);
    if (key === undefined) {
      continue;
    }
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}

/** As `stringAt`, without the cost of a path: asked of every route there is. */
function labelOf({ metadata: { labels } }: Item, key: string) {
  const value =
    labels && Object.prototype.hasOwnProperty.call(labels, key)
      ? labels[key]
      : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Indexes are made when first asked for: most labels of most objects are never selected by. */
export function candidatesOf(
  items: readonly Item[],
  kinds: ReadonlySet<string>,
): Candidates {
  const byLabel = new Map<string, ReadonlyMap<string, readonly Item[]>>();
  let byNamespace: ReadonlyMap<string, readonly Item[]> | undefined;
  return {
    items,
    kinds,
    withLabel(key, value) {
      let index = byLabel.get(key);
      if (!index) {
        index = grouped(items, item => labelOf(item, key));
        byLabel.set(key, index);
      }
      return index.get(value) ?? NONE;
    },
    inNamespace(namespace) {
      byNamespace ??= grouped(items, item => item.namespace);
      return byNamespace.get(namespace) ?? NONE;
    },
  };
}

/** The shortest list sure to hold all that a selector selects. */
function shortlist(
  candidates: Candidates,
  selector: TargetSelector,
  namespace: string,
): readonly Item[] {
  const labels = Object.entries(objectAt(selector.labels, 'matchLabels') ?? {});
  const lists = labels.flatMap(([key, value]) =>
    typeof value === 'string' ? [candidates.withLabel(key, value)] : [],
  );
  if (lists.length === 0) {
    return selector.from === 'Same'
      ? candidates.inNamespace(namespace)
      : candidates.items;
  }
  return lists.reduce((a, b) => (b.length < a.length ? b : a));
}

function inNamespace(
  world: World,
  selector: TargetSelector,
  own: string,
  namespace: string,
): boolean {
  switch (selector.from) {
    case 'Same':
      return namespace === own;
    case 'All':
      return true;
    case 'Selector': {
      const labels = world.namespaceLabels(namespace);
      // Upstream takes a Namespace without labels for one it does not know.
      return (
        labels !== undefined &&
        Object.keys(labels).length > 0 &&
        selectsLabels(selector.namespaces, labels)
      );
    }
    default:
      return false;
  }
}

function isSelected(
  world: World,
  policy: Item,
  selector: TargetSelector,
  item: Item,
): boolean {
  return (
    item.kind === selector.kind &&
    item.group === selector.group &&
    inNamespace(world, selector, policy.namespace, item.namespace) &&
    selectsLabels(selector.labels, item.metadata.labels ?? {}) &&
    world.permits(
      {
        group: ENVOY_GATEWAY_GROUP,
        kind: policy.kind,
        namespace: policy.namespace,
      },
      item,
    )
  );
}

function byAge(a: Item, b: Item): number {
  const left = a.metadata.creationTimestamp ?? '';
  const right = b.metadata.creationTimestamp ?? '';
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

/**
 * The whole objects of a kind that a policy targets: those its selectors select, oldest first, then those it
 * names (upstream `resolvePolicyTargets`). What it names is not looked up here.
 */
export function wholeTargets(
  world: World,
  policy: PreparedPolicy,
  kind: TargetKind,
  candidates: Candidates,
): readonly Target[] {
  const named = policy.wholes[kind];
  if (policy.selectors.length === 0) {
    return named;
  }
  const selected = new Set<Item>();
  for (const selector of policy.selectors) {
    if (!candidates.kinds.has(selector.kind)) {
      continue;
    }
    const list = shortlist(candidates, selector, policy.item.namespace);
    for (const item of list) {
      if (isSelected(world, policy.item, selector, item)) {
        selected.add(item);
      }
    }
  }
  if (selected.size === 0) {
    return named;
  }
  const targets = [...selected].sort(byAge).map(targetOf);
  const known = new Set(targets.map(({ scope }) => scope.key));
  return [
    ...targets,
    ...named.filter(
      ({ group, scope }) =>
        group !== GATEWAY_API_GROUP || !known.has(scope.key),
    ),
  ];
}
