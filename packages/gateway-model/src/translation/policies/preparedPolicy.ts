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
import { ObjectName } from './scopes';

/** An object a policy refers to, or a section of it. */
export interface Target extends ObjectName {
  readonly group: string;
  readonly sectionName?: string;
}

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
  readonly refs: readonly Target[];
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
  return [
    sectionName === undefined
      ? { group, kind, name, namespace }
      : { group, kind, name, namespace, sectionName },
  ];
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

function prepare(item: Item): PreparedPolicy {
  const { spec, namespace } = item;
  // The deprecated single reference comes before the list, and alone.
  const refs =
    at(spec, 'targetRef') === undefined
      ? listAt(spec, 'targetRefs')
      : [at(spec, 'targetRef')];
  return {
    item,
    refs: refs.flatMap(ref => readRef(ref, namespace)),
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
