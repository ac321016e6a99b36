import {
  at,
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '../../json';
import { MergeType } from '../../merge';
import { Item } from '../types';

/** One rule of a rate limit, and where it came from. */
export interface RateLimitRule {
  readonly scope: 'global' | 'local';
  readonly policy: Item;
  /** Position in the policy's own list. */
  readonly index: number;
  readonly rule: JsonObject;
  /** The merged policy's rule that says which headers tell clients of the limit, where this one does not. */
  readonly headersOf?: RateLimitRule;
}

/** What Envoy Gateway calls a rule, in Envoy's configuration and the rate limit service's. */
export function rateLimitRuleName({ policy, index }: RateLimitRule): string {
  return `${policy.namespace}/${policy.name}/rule/${index}`;
}

type Scope = RateLimitRule['scope'];

const HEADERS = 'xRateLimitHeaders';

const SCOPES: readonly Scope[] = ['global', 'local'];

/** The rules of one scope; `undefined` where the policy does not limit there (`type` decides, while it is set). */
function ownRules(policy: Item, scope: Scope): RateLimitRule[] | undefined {
  const { spec } = policy;
  const type = stringAt(spec, 'rateLimit', 'type');
  if (
    (type !== undefined && type.toLowerCase() !== scope) ||
    !objectAt(spec, 'rateLimit', scope)
  ) {
    return undefined;
  }
  return listAt(spec, 'rateLimit', scope, 'rules').flatMap((rule, index) =>
    isJsonObject(rule) ? [{ scope, policy, index, rule }] : [],
  );
}

/** The rules of a policy that is not merged with another's. */
export function rateLimitRulesOf(policy: Item): readonly RateLimitRule[] {
  return SCOPES.flatMap(scope => ownRules(policy, scope) ?? []);
}

/** A local rule without selectors is the limit of all requests no other rule is for. */
function isDefault({ scope, rule }: RateLimitRule): boolean {
  return scope === 'local' && listAt(rule, 'clientSelectors').length === 0;
}

/** A limit for all requests without a say in headers takes that of the one it replaces. */
function withHeadersOf(
  own: RateLimitRule,
  above: RateLimitRule | undefined,
): RateLimitRule {
  const headers = at(above?.rule, HEADERS);
  return above && headers !== undefined && at(own.rule, HEADERS) === undefined
    ? { ...own, rule: { ...own.rule, [HEADERS]: headers }, headersOf: above }
    : own;
}

function merged(
  scope: Scope,
  parent: Item,
  child: Item,
  mergeType: MergeType,
): RateLimitRule[] | undefined {
  const above = ownRules(parent, scope);
  const own = ownRules(child, scope);
  if (!above || !own) {
    return own ?? above;
  }
  const rules = own.map(rule =>
    isDefault(rule) ? withHeadersOf(rule, above.find(isDefault)) : rule,
  );
  // Rules go by the name of their policy, so that a merge by name keeps all, unless a policy is merged with itself.
  // A child without any leaves the parent's. The limit for all requests is the child's in any case, and none where
  // it has none.
  const keepsParent =
    parent !== child &&
    (mergeType === 'StrategicMerge' || own.every(isDefault));
  return keepsParent
    ? [...rules, ...above.filter(rule => !isDefault(rule))]
    : rules;
}

export interface RateLimits {
  readonly value: JsonObject;
  readonly rules: readonly RateLimitRule[];
}

/**
 * The rate limit of two merged policies that both have one. Envoy Gateway does not merge their specs here but
 * what it made of each (upstream `translateBackendTrafficPolicyForRouteWithMerge`).
 */
export function mergedRateLimits(
  parent: Item,
  child: Item,
  mergeType: MergeType,
): RateLimits {
  const byScope = SCOPES.flatMap(scope => {
    const rules = merged(scope, parent, child, mergeType);
    return rules ? [[scope, rules] as const] : [];
  });
  return {
    value: Object.fromEntries(
      byScope.map(([scope, rules]) => [
        scope,
        { rules: rules.map(({ rule }) => rule) },
      ]),
    ),
    rules: byScope.flatMap(([, rules]) => rules),
  };
}
