import {
  AttachedPolicyView,
  ClusterView,
  PolicyEffectView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';

type Listener = AttachedPolicyView['listener'];

const LEVELS: AttachedPolicyView['level'][] = [
  'gateway',
  'listenerSet',
  'listener',
  'route',
  'rule',
];

/** One policy as it reaches a rule, with the listeners on which it does so the same way. */
export interface PolicyOnRule extends Omit<AttachedPolicyView, 'listener'> {
  listeners: Listener[];
}

/** Joins what is the same on several listeners; in force first, then most specific first. */
export function policiesOnRule(
  policies: readonly AttachedPolicyView[],
): PolicyOnRule[] {
  const joined = new Map<string, PolicyOnRule>();
  for (const { listener, ...policy } of policies) {
    const key = JSON.stringify([
      policy.kind,
      policy.namespace,
      policy.name,
      policy.level,
      policy.inForce,
      policy.replacedBy,
      policy.mergedWith,
      policy.verdict.state,
    ]);
    const known = joined.get(key);
    if (known) {
      known.listeners.push(listener);
    } else {
      joined.set(key, { ...policy, listeners: [listener] });
    }
  }
  return [...joined.values()].sort(
    (a, b) =>
      Number(b.inForce) - Number(a.inForce) ||
      LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) ||
      a.kind.localeCompare(b.kind) ||
      a.name.localeCompare(b.name),
  );
}

/** An effect in force, and the policy it comes from. */
export interface EffectInForce<
  TType extends PolicyEffectView['type'] = PolicyEffectView['type'],
> {
  effect: Extract<PolicyEffectView, { type: TType }>;
  policy: AttachedPolicyView;
}

/** The effects of some types that are in force on a rule, each with its policy. */
export function effectsInForce<TType extends PolicyEffectView['type']>(
  policies: readonly AttachedPolicyView[],
  ...types: TType[]
): Array<EffectInForce<TType>> {
  return policies
    .filter(policy => policy.inForce)
    .flatMap(policy =>
      policy.effects
        .filter(
          (effect): effect is Extract<PolicyEffectView, { type: TType }> =>
            (types as string[]).includes(effect.type),
        )
        .map(effect => ({ effect, policy })),
    );
}

/** The policies of a rule, listener by listener. */
export function byListener(
  policies: readonly AttachedPolicyView[],
): Map<string, AttachedPolicyView[]> {
  const groups = new Map<string, AttachedPolicyView[]>();
  for (const policy of policies) {
    const key = listenerKey(policy.listener);
    groups.set(key, [...(groups.get(key) ?? []), policy]);
  }
  return groups;
}

/** `namespace/gateway/listener`. */
export function listenerKey(listener: Listener): string {
  return `${listener.namespace}/${listener.gateway}/${listener.name}`;
}

/**
 * Whether the absence of a kind's objects means anything: false when the cluster has not said, so that
 * "no policy" is never concluded from "cannot be read".
 */
export function canConclude(
  cluster: ClusterView | undefined,
  kind: string,
): boolean {
  const status = cluster?.kinds.find(candidate => candidate.kind === kind);
  return !status || status.phase === 'watching' || status.phase === 'absent';
}
