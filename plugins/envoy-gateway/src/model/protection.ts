import {
  AttachedPolicyView,
  ClusterView,
  EffectivePolicyView,
  RouteView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { distinct } from './distinct';
import { Fact, ruleFacts } from './facts';
import { canConclude, listenerKey } from './policies';

const AUTHENTICATION = 'authentication';

/** Fields of policies that are told under one heading. */
const TOPIC_OF_FIELD: ReadonlyMap<string, string> = new Map(
  ['apiKeyAuth', 'basicAuth', 'jwt', 'oidc', 'extAuth', 'tls'].map(field => [
    field,
    AUTHENTICATION,
  ]),
);

/** Told first, in this order. Other fields follow in the order of the policies. */
const FOREMOST = [
  AUTHENTICATION,
  'authorization',
  'rateLimit',
  'timeout',
  'retry',
  'cors',
];

/** What every rule should have, by the kind of policy that gives it. */
const EXPECTED = {
  authentication: 'SecurityPolicy',
  rateLimit: 'BackendTrafficPolicy',
  timeout: 'BackendTrafficPolicy',
} as const;

/** What every rule should have. */
export type Expected = keyof typeof EXPECTED;

/**
 * How something that is expected is missing:
 *
 * - `everywhere`: nothing asks for it
 * - `somewhere`: nothing asks for it on at least one listener
 * - `unknown`: policies that could ask for it cannot be read
 */
export type Lack = 'everywhere' | 'somewhere' | 'unknown';

/** What is said under one heading. */
export interface ProtectionTopic {
  /** The heading: {@link Expected}, or a field of a policy. */
  topic: string;
  facts: Fact[];
  lack?: { of: Expected; kind: string; how: Lack };
}

/** What protects a rule and what does not. */
export interface RuleProtection {
  topics: ProtectionTopic[];
  /** Listeners the rule answers on, as far as policies tell. */
  listeners: AttachedPolicyView['listener'][];
  /** Policies that cannot be applied, so that requests get an error. */
  failures: Array<
    EffectivePolicyView & {
      failure: NonNullable<EffectivePolicyView['failure']>;
    }
  >;
  /** Policies of which the portal cannot know everything. */
  unknowns: Array<EffectivePolicyView & { unknown: string }>;
  valuesOmitted: number;
}

/** What holds on a rule and what nothing asks for there; undefined when the rule is on no listener. */
export function ruleProtection(
  route: RouteView,
  rule: RuleView,
  cluster: ClusterView | undefined,
): RuleProtection | undefined {
  const facts = ruleFacts(route, rule);
  if (
    facts.length === 0 &&
    rule.effective.length === 0 &&
    rule.without.length === 0
  ) {
    return undefined;
  }
  const byTopic = new Map<string, Fact[]>(FOREMOST.map(topic => [topic, []]));
  for (const fact of facts) {
    const topic = TOPIC_OF_FIELD.get(fact.field) ?? fact.field;
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), fact]);
  }
  const topics = [...byTopic].flatMap(([topic, held]): ProtectionTopic[] => {
    const lack = isExpected(topic)
      ? lackOf(topic, held, rule, cluster)
      : undefined;
    return held.length > 0 || lack
      ? [{ topic, facts: held, ...(lack && { lack }) }]
      : [];
  });
  return {
    topics,
    listeners: listenersOf(rule),
    failures: rule.effective.flatMap(policy =>
      policy.failure ? [{ ...policy, failure: policy.failure }] : [],
    ),
    unknowns: rule.effective.flatMap(policy =>
      policy.unknown === undefined
        ? []
        : [{ ...policy, unknown: policy.unknown }],
    ),
    valuesOmitted: rule.effective.reduce(
      (sum, { valuesOmitted = 0 }) => sum + valuesOmitted,
      0,
    ),
  };
}

function isExpected(topic: string): topic is Expected {
  return Object.keys(EXPECTED).includes(topic);
}

function lackOf(
  of: Expected,
  facts: readonly Fact[],
  rule: RuleView,
  cluster: ClusterView | undefined,
): ProtectionTopic['lack'] {
  if (!rule.without.includes(of)) {
    return undefined;
  }
  const kind = EXPECTED[of];
  if (!canConclude(cluster, kind)) {
    return { of, kind, how: 'unknown' };
  }
  return {
    of,
    kind,
    how: facts.some(isBinding) ? 'somewhere' : 'everywhere',
  };
}

/** What may be left out protects nobody, nor does a timeout of something else than the request. */
function isBinding({ effect }: Fact): boolean {
  return effect !== undefined && !(effect.type === 'jwt' && effect.optional);
}

function listenersOf(rule: RuleView): AttachedPolicyView['listener'][] {
  const all = [
    ...rule.effective.flatMap(({ listeners }) => listeners),
    ...rule.policies.map(({ listener }) => listener),
  ];
  return distinct(all, listenerKey);
}
