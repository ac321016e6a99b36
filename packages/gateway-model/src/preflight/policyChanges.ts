import { refOfItem } from '../checks/check';
import { itemKey } from '../checks/negativeConditions';
import { effectiveValues } from '../translation/policies';
import {
  EffectiveKind,
  EffectivePolicy,
  EffectiveValue,
  ListenerContext,
  RouteContext,
  RuleOutcome,
  Translation,
} from '../translation/types';
import { listenerRefOf } from './listenerRef';
import { PolicyChange } from './types';

const ROUTE_POLICIES = [
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'EnvoyExtensionPolicy',
] as const;

interface InForce {
  kind: EffectiveKind;
  listener: ListenerContext;
  route?: RouteContext;
  rule?: RuleOutcome;
  effective?: EffectivePolicy;
}

/** A rule is the same rule by its name, and without one by its position. */
function ruleKey(rule: RuleOutcome): string {
  return rule.name ? `name ${rule.name}` : `index ${rule.index}`;
}

function* inForce({
  listeners,
  policies,
  routes,
}: Translation): Generator<[string, InForce]> {
  for (const listener of listeners.gateways.flatMap(one => one.listeners)) {
    const kind = 'ClientTrafficPolicy';
    const effective = policies.clientTraffic(listener);
    yield [`${kind}\n${listener.key}`, { kind, listener, effective }];
  }
  for (const route of routes) {
    for (const { listeners: attached, rules } of route.parents) {
      for (const { listener, hostnames } of attached) {
        for (const rule of hostnames.length > 0 ? rules : []) {
          for (const kind of ROUTE_POLICIES) {
            const key = [
              kind,
              listener.key,
              itemKey(route.item),
              ruleKey(rule),
            ].join('\n');
            const effective = policies.effective(
              kind,
              listener,
              route,
              rule.index,
            );
            yield [key, { kind, listener, route, rule, effective }];
          }
        }
      }
    }
  }
}

function valuesOf(
  translation: Translation,
  one: InForce | undefined,
): Map<string, EffectiveValue> {
  const values = one?.effective
    ? effectiveValues(translation.world, one.effective)
    : [];
  return new Map(values.map(value => [JSON.stringify(value.path), value]));
}

function source({
  value,
  source: from,
}: EffectiveValue): Pick<EffectiveValue, 'value' | 'source'> {
  return { value, source: from };
}

/** Names a policy in force, so that a replacement shows even where the values are equal. */
function policyOf(one: InForce | undefined) {
  return one?.effective && refOfItem(one.effective.winner);
}

/** What is in force on each rule, and differs from before in its values or in where they come from. */
export function policyChanges(
  before: Translation,
  after: Translation,
): PolicyChange[] {
  const old = new Map(inForce(before));
  const changes: PolicyChange[] = [];
  const now = new Map(inForce(after));
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(key);
    const is = now.get(key);
    const either = is ?? was;
    if (!either || was?.effective?.spec === is?.effective?.spec) {
      continue;
    }
    const oldValues = valuesOf(before, was);
    const newValues = valuesOf(after, is);
    const paths = new Set([...oldValues.keys(), ...newValues.keys()]);
    const values = [...paths].flatMap(path => {
      const from = oldValues.get(path);
      const to = newValues.get(path);
      const found = to ?? from;
      return !found || JSON.stringify(from?.value) === JSON.stringify(to?.value)
        ? []
        : [
            {
              path: found.path,
              ...(from && { before: source(from) }),
              ...(to && { after: source(to) }),
            },
          ];
    });
    const winner = policyOf(was);
    const next = policyOf(is);
    if (
      values.length === 0 &&
      JSON.stringify(winner) === JSON.stringify(next)
    ) {
      continue;
    }
    changes.push({
      kind: either.kind,
      listener: listenerRefOf(either.listener),
      ...(either.route && { route: refOfItem(either.route.item) }),
      ...(either.rule && { rule: either.rule.index }),
      ...(winner && { before: winner }),
      ...(next && { after: next }),
      values,
    });
  }
  return changes;
}
