import {
  attachedPolicies,
  EffectivePolicy,
  effectiveValues,
  EffectiveValue,
  HTTPRoute,
  ListenerContext,
  ObjectRef,
  protectionOf,
  refOf,
  RouteContext,
  RulePlace,
  translateRoutes,
  Translation,
  valuesOfRule,
} from '@envoy-gateway-portal/gateway-model';
import {
  EffectivePolicyView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { InventoryCluster } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { GatewayName, ListenerName } from './names';
import { attachedPolicyView } from './views';

/** No reader takes in more values of one policy. */
const MOST_VALUES = 200;
/** Inline scripts and key sets are long; their place tells where to read on. */
const LONGEST_VALUE = 400;

const KINDS = [
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'EnvoyExtensionPolicy',
] as const;

const ASPECTS = ['authentication', 'rateLimit', 'timeout'] as const;

/** The policies that reach a rule, what is in force, and what nothing asks for. */
export type EffectiveOnRule = Pick<
  RuleView,
  'policies' | 'effective' | 'own' | 'without'
>;

function inText(path: EffectiveValue['path']): string {
  return path
    .map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

function asJson(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > LONGEST_VALUE
    ? `${text.slice(0, LONGEST_VALUE)}…`
    : text;
}

function objectName({ kind, namespace, name }: ObjectRef) {
  return { kind, namespace: namespace ?? '', name };
}

/** The field from the object's root on, as people write it. */
function sourceView(source: EffectiveValue['source']) {
  return { ...objectName(source), path: `spec.${source.path}` };
}

function valueView({
  path,
  value,
  source,
  overridden,
}: EffectiveValue): EffectivePolicyView['values'][number] {
  return {
    path: inText(path),
    value: asJson(value),
    source: sourceView(source),
    overridden: overridden.map(one => ({
      source: sourceView(one.source),
      value: asJson(one.value),
      why: one.why,
    })),
  };
}

function listenerName({ gateway, name }: ListenerContext): ListenerName {
  return { namespace: gateway.namespace, gateway: gateway.name, name };
}

function policyView(
  effective: EffectivePolicy,
  values: readonly EffectiveValue[],
): EffectivePolicyView {
  const { failure, mergedWith, mergeType, unknown, winner } = effective;
  return {
    kind: effective.kind,
    namespace: winner.namespace,
    name: winner.name,
    level: effective.level,
    listeners: [],
    ...(mergeType && { mergeType }),
    ...(mergedWith && { mergedWith: objectName(mergedWith) }),
    values: values.slice(0, MOST_VALUES).map(valueView),
    ...(values.length > MOST_VALUES && {
      valuesOmitted: values.length - MOST_VALUES,
    }),
    replaced: effective.replaced.map(({ policy, level, by, why }) => ({
      ...objectName(policy),
      level,
      by: objectName(by),
      why,
    })),
    ...(failure && {
      failure: { path: failure.path, message: failure.message },
    }),
    ...(unknown && { unknown: unknown.message }),
  };
}

/** Listeners on which the route serves something, each once; of one Gateway, where that alone is asked for. */
function servingListeners(
  route: RouteContext,
  only: GatewayName | undefined,
): ListenerContext[] {
  const listeners = route.parents
    .filter(
      ({ gateway }) =>
        !only ||
        (gateway.namespace === only.namespace && gateway.name === only.name),
    )
    .flatMap(parent =>
      parent.listeners
        .filter(({ hostnames }) => hostnames.length > 0)
        .map(({ listener }) => listener),
    );
  return [...new Set(listeners)];
}

/** Policies of a kind in force on a rule; listeners on which the same is in force are told together. */
function policiesOfKind(
  { policies, world }: Translation,
  kind: (typeof KINDS)[number],
  listeners: readonly ListenerContext[],
  rule: RulePlace,
): EffectivePolicyView[] {
  const groups = new Map<
    string,
    { view: EffectivePolicyView; on: ListenerContext[] }
  >();
  for (const listener of listeners) {
    const one = policies.effective(kind, listener, rule.route, rule.ruleIndex);
    if (!one) {
      continue;
    }
    const view = policyView(one, effectiveValues(world, one, rule));
    const key = JSON.stringify(view);
    const group = groups.get(key);
    if (group) {
      group.on.push(listener);
    } else {
      groups.set(key, { view, on: [listener] });
    }
  }
  return [...groups.values()].map(({ view, on }) => ({
    ...view,
    listeners: on.map(listenerName),
  }));
}

/** What the rule says itself; beside a policy in force, its values tell of it. */
function ownValues(
  { policies }: Translation,
  listeners: readonly ListenerContext[],
  rule: RulePlace,
): EffectiveOnRule['own'] {
  return KINDS.flatMap(kind => {
    const values = valuesOfRule(kind, rule).map(valueView);
    const on = listeners.filter(
      listener =>
        !policies.effective(kind, listener, rule.route, rule.ruleIndex),
    );
    return values.length > 0 && on.length > 0
      ? [{ listeners: on.map(listenerName), values }]
      : [];
  });
}

function effectiveOnRule(
  translation: Translation,
  rule: RulePlace,
  only: GatewayName | undefined,
): EffectiveOnRule {
  const listeners = servingListeners(rule.route, only);
  const protections = listeners.map(listener =>
    protectionOf(translation.policies, listener, rule.route, rule.ruleIndex),
  );
  const lacks = {
    authentication: protections.some(one => one.authentication.length === 0),
    rateLimit: protections.some(one => one.rateLimit.length === 0),
    timeout: protections.some(one => one.timeout === undefined),
  };
  return {
    policies: listeners.flatMap(listener =>
      attachedPolicies(translation, rule.route, rule.ruleIndex, listener).map(
        attached => attachedPolicyView(attached, listenerName(listener)),
      ),
    ),
    effective: KINDS.flatMap(kind =>
      policiesOfKind(translation, kind, listeners, rule),
    ),
    own: ownValues(translation, listeners, rule),
    without: ASPECTS.filter(aspect => lacks[aspect]),
  };
}

/** What is told of a rule that is not looked at. */
export const NOTHING_ON_RULE: EffectiveOnRule = {
  policies: [],
  effective: [],
  own: [],
  without: [],
};

/** Tells what is in force on a rule, value by value, with the object and field each came from. */
export type EffectiveRules = (
  route: HTTPRoute,
  ruleIndex: number,
  only: GatewayName | undefined,
) => EffectiveOnRule;

/** Translates some routes of a cluster, when first asked, once for each controller. */
export function effectiveRules(
  {
    snapshot,
    envoyGatewayVersion: version,
  }: Pick<InventoryCluster, 'snapshot' | 'envoyGatewayVersion'>,
  routes: readonly HTTPRoute[],
  controllerNames: readonly string[],
): EffectiveRules {
  let translated:
    | Array<{ translation: Translation; contexts: Map<unknown, RouteContext> }>
    | undefined;
  return (route, ruleIndex, only) => {
    translated ??= controllerNames.map(controllerName => {
      const translation = translateRoutes(snapshot, routes.map(refOf), {
        controllerName,
        version,
      });
      const contexts = new Map(
        translation.routes.map(one => [one.item.object, one] as const),
      );
      return { translation, contexts };
    });
    const found = translated.flatMap(({ translation, contexts }) => {
      const context = contexts.get(route.object);
      return context
        ? [effectiveOnRule(translation, { route: context, ruleIndex }, only)]
        : [];
    });
    return found.length > 1
      ? {
          policies: found.flatMap(({ policies }) => policies),
          effective: found.flatMap(({ effective }) => effective),
          own: found.flatMap(({ own }) => own),
          without: ASPECTS.filter(aspect =>
            found.some(({ without }) => without.includes(aspect)),
          ),
        }
      : found[0] ?? NOTHING_ON_RULE;
  };
}
