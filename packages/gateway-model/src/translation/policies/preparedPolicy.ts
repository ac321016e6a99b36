import {
  at,
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '../../json';
import { GATEWAY_API_GROUP } from '../../resources/references';
import { Item } from '../types';
import { Scope, scopeOf, scopeOfItem } from './scopes';

/** An object a policy refers to, or a section of it. */
export interface Target {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly sectionName: string | undefined;
  readonly scope: Scope;
}

/** What targets are processed together: whole objects of one kind, or sections of such. */
export type TargetKind = 'route' | 'ListenerSet' | 'Gateway';

export interface TargetSelector {
  readonly group: string;
  readonly kind: string;
  /** `matchLabels` and `matchExpressions`. */
  readonly labels: JsonObject;
  readonly from: string;
  /** Of namespaces. */
  readonly namespaces: JsonObject | undefined;
}

/** What is read of a policy once, as long as it does not change. */
export interface PreparedPolicy {
  readonly item: Item;
  /** What it names, in order. */
  readonly sections: Readonly<Record<TargetKind, readonly Target[]>>;
  readonly wholes: Readonly<Record<TargetKind, readonly Target[]>>;
  readonly selectors: readonly TargetSelector[];
  /** Any text: Envoy Gateway refuses those it does not know when it comes to merging. */
  readonly mergeType: string | undefined;
}

function readRef(ref: unknown, namespace: string): Target[] {
  const group = stringAt(ref, 'group') ?? '';
  const kind = stringAt(ref, 'kind') ?? '';
  const name = stringAt(ref, 'name') ?? '';
  const sectionName = stringAt(ref, 'sectionName');
  if (group === '' && kind === '' && name === '' && sectionName === undefined) {
    return [];
  }
  const scope = scopeOf({ kind, namespace, name }, sectionName);
  return [{ group, kind, name, namespace, sectionName, scope }];
}

/** A whole object that a selector selects. */
export function targetOf(item: Item): Target {
  const { group, kind, namespace, name } = item;
  return {
    group,
    kind,
    namespace,
    name,
    sectionName: undefined,
    scope: scopeOfItem(item),
  };
}

function readSelector(selector: unknown): TargetSelector[] {
  if (!isJsonObject(selector)) {
    return [];
  }
  return [
    {
      group: stringAt(selector, 'group') ?? GATEWAY_API_GROUP,
      kind: stringAt(selector, 'kind') ?? '',
      labels: selector,
      from: stringAt(selector, 'namespaces', 'from') || 'Same',
      namespaces: objectAt(selector, 'namespaces', 'selector'),
    },
  ];
}

function byKind(
  targets: readonly Target[],
): Readonly<Record<TargetKind, readonly Target[]>> {
  const of = (kind: string) => targets.filter(target => target.kind === kind);
  return {
    // Whatever is neither Gateway nor ListenerSet is looked for among the routes.
    route: targets.filter(
      ({ kind }) => kind !== 'Gateway' && kind !== 'ListenerSet',
    ),
    ListenerSet: of('ListenerSet'),
    Gateway: of('Gateway'),
  };
}

function prepare(item: Item): PreparedPolicy {
  const { spec, namespace } = item;
  // The deprecated single reference comes before the list, and alone.
  const raw =
    at(spec, 'targetRef') === undefined
      ? listAt(spec, 'targetRefs')
      : [at(spec, 'targetRef')];
  const refs = raw.flatMap(ref => readRef(ref, namespace));
  return {
    item,
    sections: byKind(refs.filter(ref => ref.sectionName !== undefined)),
    wholes: byKind(refs.filter(ref => ref.sectionName === undefined)),
    selectors: listAt(spec, 'targetSelectors').flatMap(readSelector),
    mergeType: stringAt(spec, 'mergeType'),
  };
}

const PREPARED = new WeakMap<Item, PreparedPolicy>();

export function preparedPolicy(item: Item): PreparedPolicy {
  let policy = PREPARED.get(item);
  if (!policy) {
    policy = prepare(item);
    PREPARED.set(item, policy);
  }
  return policy;
}
