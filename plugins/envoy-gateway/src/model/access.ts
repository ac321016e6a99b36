import {
  AttachedPolicyView,
  ClusterView,
  PolicyEffectView,
  RouteView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { clientCertificates } from './clientCertificates';
import {
  byListener,
  canConclude,
  effectsInForce,
  listenerKey,
} from './policies';
import { isConfirmed } from './verdicts';

/** An effect that asks who calls. */
export type AccessEffect =
  | Extract<
      PolicyEffectView,
      {
        type:
          | 'apiKey'
          | 'jwt'
          | 'basicAuth'
          | 'oidc'
          | 'extAuth'
          | 'authorization';
      }
    >
  | { type: 'clientCertificate' };

/**
 * Who may call a rule.
 *
 * - `anyone`: on at least one listener nobody is asked
 * - `noOne`: everybody is refused
 * - `restricted`: on every listener somebody is asked
 * - `unknown`: policies of the cluster cannot be read, so it cannot be told
 */
export interface RuleAccess {
  grade: 'anyone' | 'noOne' | 'restricted' | 'unknown';
  /** What is asked for, without repetition. */
  effects: AccessEffect[];
  /** True when the listeners do not agree; `grade` is then that of the most open one. */
  differs: boolean;
  /** Policies that should be in force, but that the controller does not stand behind. */
  unconfirmed: AttachedPolicyView[];
}

const CLIENT_CERTIFICATE = { type: 'clientCertificate' } as const;

const OPENNESS = ['anyone', 'unknown', 'restricted', 'noOne'] as const;

/** Who may call a rule of a route, over all listeners it answers on. */
export function ruleAccess(
  route: RouteView,
  rule: RuleView,
  cluster: ClusterView | undefined,
): RuleAccess {
  const listeners = byListener(rule.policies);
  for (const exposure of route.exposures) {
    if (exposure.rule === rule.index) {
      const key = listenerKey({
        namespace: exposure.gateway.namespace,
        gateway: exposure.gateway.name,
        name: exposure.listener,
      });
      listeners.set(key, listeners.get(key) ?? []);
    }
  }
  const known = canConclude(cluster, 'SecurityPolicy');
  const withCertificate = new Set(
    clientCertificates(rule).flatMap(fact => fact.listeners.map(listenerKey)),
  );
  const perListener = (
    listeners.size > 0 ? [...listeners] : [['', []] as const]
  ).map(([key, policies]) => {
    const effects = [
      ...accessEffects(policies),
      ...(withCertificate.has(key) ? [CLIENT_CERTIFICATE] : []),
    ];
    return { effects, grade: gradeOf(effects, known) };
  });
  const grades = new Set(
    perListener.map(({ effects, grade }) => JSON.stringify([grade, effects])),
  );
  const all = [
    ...accessEffects(rule.policies),
    ...(withCertificate.size > 0 ? [CLIENT_CERTIFICATE] : []),
  ];
  return {
    grade: OPENNESS.find(grade =>
      perListener.some(listener => listener.grade === grade),
    )!,
    effects: all.filter(
      (effect, index) =>
        all.findIndex(
          other => JSON.stringify(other) === JSON.stringify(effect),
        ) === index,
    ),
    differs: grades.size > 1,
    unconfirmed: unconfirmedPolicies(rule.policies, 'SecurityPolicy'),
  };
}

/** Policies of a kind in force by the portal's reading that the controller has not confirmed. */
export function unconfirmedPolicies(
  policies: readonly AttachedPolicyView[],
  kind: string,
): AttachedPolicyView[] {
  const found = new Map<string, AttachedPolicyView>();
  for (const policy of policies) {
    if (
      policy.kind === kind &&
      policy.inForce &&
      !isConfirmed(policy.verdict)
    ) {
      found.set(`${policy.namespace}/${policy.name}`, policy);
    }
  }
  return [...found.values()];
}

function accessEffects(
  policies: readonly AttachedPolicyView[],
): AccessEffect[] {
  return effectsInForce(
    policies,
    'apiKey',
    'jwt',
    'basicAuth',
    'oidc',
    'extAuth',
    'authorization',
  ).map(({ effect }) => effect);
}

function gradeOf(effects: AccessEffect[], known: boolean): RuleAccess['grade'] {
  const denies = effects.some(
    effect => effect.type === 'authorization' && isDeny(effect),
  );
  const refusesAll = effects.some(
    effect =>
      effect.type === 'authorization' && isDeny(effect) && effect.rules === 0,
  );
  if (refusesAll) {
    return 'noOne';
  }
  const asks = effects.some(
    effect =>
      effect.type !== 'authorization' &&
      !(effect.type === 'jwt' && effect.optional),
  );
  if (asks || denies) {
    return 'restricted';
  }
  return known ? 'anyone' : 'unknown';
}

function isDeny(effect: { defaultAction: string }): boolean {
  return effect.defaultAction.toLocaleLowerCase('en-US') === 'deny';
}
