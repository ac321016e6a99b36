import {
  AttachedPolicyView,
  EffectivePolicyView,
  EffectiveValueView,
  PolicyEffectView,
  RouteView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { clientCertificates } from './clientCertificates';
import { distinct } from './distinct';
import { objectKey } from './names';
import { listenerKey } from './policies';
import {
  effectOfValues,
  LimitCondition,
  statementOf,
  ValueEffect,
} from './valueEffects';
import { FieldValue, spreadValue, topField, valueFields } from './valueFields';

type Listener = AttachedPolicyView['listener'];
type Source = EffectiveValueView['source'];

/** What a fact does: what a policy does, or what only a listener's policy can. */
export type FactEffect = PolicyEffectView | { type: 'clientCertificate' };

/** An object that gave values of a fact. */
export interface FactSource {
  kind: string;
  namespace: string;
  name: string;
  /** Where it is attached; absent when it is the route itself. */
  level?: AttachedPolicyView['level'];
}

/** What would hold if something nearer did not. */
export interface SetAside {
  source: FactSource;
  /** The field it stands in. */
  path: string;
  value: string;
  /** What the value would come to, as far as there are words for it. */
  effects: ValueEffect[];
  why: string;
}

/** One thing that holds on a rule, and who said so. */
export interface Fact {
  /** The policy's field: `jwt`, `rateLimit`. */
  field: string;
  /** Absent when there are no words for it but its values. */
  effect?: FactEffect;
  /** Of a rate limit. */
  conditions: LimitCondition[];
  values: EffectiveValueView[];
  sources: FactSource[];
  setAside: SetAside[];
  /** The listeners on which it holds. */
  listeners: Listener[];
}

/** What holds on a rule, statement by statement; said once where listeners agree. */
export function ruleFacts(
  route: Pick<RouteView, 'namespace'>,
  rule: RuleView,
): Fact[] {
  const levels = levelsOf(rule);
  const joined = new Map<string, Fact>();
  for (const policy of rule.effective) {
    for (const fact of factsOfPolicy(policy, levels)) {
      const key = JSON.stringify([policy.kind, fact.values]);
      const known = joined.get(key);
      if (known) {
        known.listeners = distinct(
          [...known.listeners, ...fact.listeners],
          listenerKey,
        );
      } else {
        joined.set(key, fact);
      }
    }
  }
  return [
    ...joined.values(),
    ...factsOfRuleAlone(route, rule),
    ...clientCertificates(rule),
  ];
}

function factsOfPolicy(policy: EffectivePolicyView, levels: Levels): Fact[] {
  return statements(policy.values).map(([statement, values]) => ({
    field: topField(statement),
    ...effectOfValues(statement, valueFields(values), policy.namespace),
    values,
    sources: distinct(
      values.map(({ source }) => factSource(source, levels)),
      objectKey,
    ),
    setAside: setAsideOf(values, levels),
    listeners: policy.listeners,
  }));
}

/** Values by statement. What a rate limit says beside its rules goes with the first of them. */
function statements<T extends FieldValue>(
  values: readonly T[],
): Array<[string, T[]]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const statement = statementOf(value.path);
    const group = groups.get(statement);
    if (group) {
      group.push(value);
    } else {
      groups.set(statement, [value]);
    }
  }
  const beside = groups.get('rateLimit');
  const first = [...groups.keys()].find(key => key.startsWith('rateLimit.'));
  if (beside && first !== undefined) {
    groups.delete('rateLimit');
    groups.get(first)?.push(...beside);
  }
  return [...groups];
}

function setAsideOf(
  values: readonly EffectiveValueView[],
  levels: Levels,
): SetAside[] {
  const lost = distinct(
    values.flatMap(({ overridden }) => overridden),
    one => JSON.stringify([one.source, one.value]),
  );
  return lost.map(({ source, value, why }) => {
    const path = source.path.replace(/^spec\./, '');
    return {
      source: factSource(source, levels),
      path,
      value,
      effects: statements(spreadValue({ path, value })).map(
        ([statement, inside]) =>
          effectOfValues(statement, valueFields(inside), source.namespace),
      ),
      why,
    };
  });
}

/** What the rule says itself, where no policy stands beside it. */
function factsOfRuleAlone(
  { namespace }: Pick<RouteView, 'namespace'>,
  { own }: RuleView,
): Fact[] {
  return own.flatMap(({ listeners, values }) =>
    statements(values).map(([statement, group]) => ({
      field: topField(statement),
      ...effectOfValues(statement, valueFields(group), namespace),
      values: group,
      sources: [factSource(group[0].source, new Map())],
      setAside: [],
      listeners,
    })),
  );
}

type Levels = ReadonlyMap<string, AttachedPolicyView['level']>;

function levelsOf({ effective, policies }: RuleView): Levels {
  return new Map([
    ...policies.map(policy => [objectKey(policy), policy.level] as const),
    ...effective
      .flatMap(({ replaced }) => replaced)
      .map(policy => [objectKey(policy), policy.level] as const),
    ...effective.map(policy => [objectKey(policy), policy.level] as const),
  ]);
}

function factSource(source: Source, levels: Levels): FactSource {
  const { kind, namespace, name } = source;
  const level = levels.get(objectKey(source));
  return { kind, namespace, name, ...(level && { level }) };
}

/** The effects of a type among facts, without repetition: listeners may differ. */
export function factEffects<TType extends PolicyEffectView['type']>(
  facts: readonly Fact[],
  type: TType,
): Array<Extract<PolicyEffectView, { type: TType }>> {
  const effects = facts.flatMap(({ effect }) =>
    effect?.type === type
      ? [effect as Extract<PolicyEffectView, { type: TType }>]
      : [],
  );
  return distinct(effects, effect => JSON.stringify(effect));
}
