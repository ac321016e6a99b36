import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Draft, GATEWAY_API, Named } from './draft';

/** Something a policy can be attached to, and the sections it has. */
interface Target extends Named {
  kind: string;
  sections: string[];
}

function targetsIn(draft: Draft, kinds: readonly string[]): Target[] {
  return [
    ...draft.gateways.map(({ kind, namespace, name, listeners }) => ({
      kind: kind as string,
      namespace,
      name,
      sections: listeners.map(listener => listener.name),
    })),
    ...draft.routes.map(({ kind, namespace, name, rules }) => ({
      kind,
      namespace,
      name,
      sections: rules,
    })),
  ].filter(({ kind }) => kinds.includes(kind));
}

function targetRef(draft: Draft, target: Target): JsonObject {
  const { random } = draft;
  const section =
    target.sections.length > 0 && random.chance(0.35)
      ? {
          sectionName: random.chance(0.12)
            ? 'nope'
            : random.pick(target.sections),
        }
      : {};
  return {
    group: GATEWAY_API,
    kind: target.kind,
    name: random.chance(0.04) ? 'missing' : target.name,
    ...section,
  };
}

function selector(draft: Draft, kinds: readonly string[]): JsonObject {
  const { random, id } = draft;
  const labels = random.pick<JsonObject>([
    { matchLabels: { case: id } },
    { matchLabels: { case: id, tier: 'gold' } },
    {
      matchLabels: { case: id },
      matchExpressions: [{ key: 'tier', operator: 'In', values: ['gold'] }],
    },
    {
      matchExpressions: [
        { key: 'case', operator: 'In', values: [id] },
        { key: 'tier', operator: 'NotIn', values: ['silver'] },
      ],
    },
  ]);
  const namespaces = random.pick<JsonObject | undefined>([
    undefined,
    undefined,
    { from: 'Same' },
    { from: 'All' },
    { from: 'Selector', selector: { matchLabels: { case: id } } },
    {
      from: 'Selector',
      selector: { matchLabels: { case: id, team: 'red' } },
    },
  ]);
  return {
    group: GATEWAY_API,
    kind: random.pick(kinds),
    ...labels,
    ...(namespaces && { namespaces }),
  };
}

/** What a policy is attached to, and whether it may be merged there: only onto routes, says the CRD. */
export interface Targets {
  namespace: string;
  fields: JsonObject;
  mergeable: boolean;
}

/** Targets of a policy among what there is; `undefined` where there is nothing of these kinds. */
export function targetsOf(
  draft: Draft,
  kinds: readonly string[],
): Targets | undefined {
  const { random } = draft;
  const all = targetsIn(draft, kinds);
  if (all.length === 0) {
    return undefined;
  }
  const first = random.pick(all);
  const { namespace } = first;
  const isRoute = (kind: unknown) => String(kind).endsWith('Route');
  if (random.chance(0.2)) {
    const chosen = selector(draft, [first.kind, random.pick(all).kind]);
    return {
      namespace,
      fields: { targetSelectors: [chosen] },
      mergeable: isRoute(chosen.kind),
    };
  }
  if (random.chance(0.3)) {
    return {
      namespace,
      fields: { targetRef: targetRef(draft, first) },
      mergeable: isRoute(first.kind),
    };
  }
  const near = all.filter(target => target.namespace === namespace);
  const refs = [
    targetRef(draft, first),
    ...random
      .some(
        near.filter(target => target !== first),
        0,
        1,
      )
      .map(target => targetRef(draft, target)),
  ];
  return {
    namespace,
    fields: { targetRefs: refs },
    mergeable: refs.every(({ kind }) => isRoute(kind)),
  };
}
