import { at, JsonObject, JsonStep } from '../../json';
import { leavesOf, mergedLeaves } from '../../merge';
import {
  EffectiveKind,
  EffectivePolicy,
  EffectiveValue,
  Item,
  RouteContext,
  World,
} from '../types';
import { inForce } from './inForce';
import { mergedRateLimitRules, mergeOf } from './effectiveMerge';
import { RateLimitRule } from './rateLimits';
import { RuleValues, ruleValues, valueOfRule } from './ruleValues';
import { sourceOf, upToList } from './values';

/**
 * The rule values are asked for, where a route's own come before the policy's.
 *
 * @public
 */
export interface RulePlace {
  readonly route: RouteContext;
  readonly ruleIndex: number;
}

type Path = readonly JsonStep[];
type Overridden = EffectiveValue['overridden'][number];

/** A value in force, before what it stands above is looked up. */
interface Value {
  readonly path: Path;
  readonly value: unknown;
  readonly item: Item;
  readonly at: Path;
  /** The merged policy's value it took the place of. */
  readonly under?: Overridden;
}

function* plainValues(spec: JsonObject, item: Item): Generator<Value> {
  for (const { path, value } of leavesOf(spec)) {
    if (path.length > 0) {
      yield { path, value, item, at: path };
    }
  }
}

function* rateLimitValues(rules: readonly RateLimitRule[]): Generator<Value> {
  const counts = new Map<string, number>();
  for (const one of rules) {
    const { scope, rule, headersOf } = one;
    const place = counts.get(scope) ?? 0;
    counts.set(scope, place + 1);
    for (const { path, value } of leavesOf(rule)) {
      const { policy, index } =
        path[0] === 'xRateLimitHeaders' && headersOf ? headersOf : one;
      yield {
        path: ['rateLimit', scope, 'rules', place, ...path],
        value,
        item: policy,
        at: ['rateLimit', scope, 'rules', index, ...path],
      };
    }
  }
}

function* mergedValues(effective: EffectivePolicy): Generator<Value> {
  const merge = mergeOf(effective);
  if (!merge) {
    return;
  }
  const { parent, child } = merge;
  const rules = mergedRateLimitRules(effective, merge);
  const leaves = mergedLeaves(
    merge.kind,
    inForce(parent.spec),
    inForce(child.spec),
    merge.mergeType,
  );
  for (const { path, value, from, at: place, under } of leaves) {
    if (path.length === 0 || (rules && path[0] === 'rateLimit')) {
      continue;
    }
    yield {
      path,
      value,
      item: from === 'child' ? child : parent,
      at: place,
      ...(under && {
        under: {
          source: sourceOf(parent, under.path),
          value: under.value,
          why: `${child.kind} ${child.namespace}/${child.name} is merged over it`,
        },
      }),
    };
  }
  if (rules) {
    yield* rateLimitValues(rules);
  }
}

/** Of the parts of TCP, TLS and UDP routes' policies. */
function* composedValues(effective: EffectivePolicy): Generator<Value> {
  const { spec, fieldSources, winner } = effective;
  const merged = mergeOf(effective) ? [...mergedValues(effective)] : undefined;
  for (const [field, item] of fieldSources ?? []) {
    if (item === winner && merged) {
      yield* merged.filter(
        ({ path }) => path[0] === field && at(spec, ...path) !== undefined,
      );
    } else {
      yield* plainValues({ [field]: spec[field] }, item);
    }
  }
}

function valuesOf(effective: EffectivePolicy): Generator<Value> {
  const { fieldSources, spec, winner } = effective;
  if (fieldSources) {
    return composedValues(effective);
  }
  return mergeOf(effective)
    ? mergedValues(effective)
    : plainValues(spec, winner);
}

/** Of these, a policy that fails leaves nothing but its failure. */
function isEmptied({ kind, failure, fieldSources }: EffectivePolicy): boolean {
  return (
    !fieldSources &&
    failure?.answers !== undefined &&
    (kind === 'BackendTrafficPolicy' || kind === 'EnvoyExtensionPolicy')
  );
}

/** The policy whose values hold: where one failed, what stands in for it, if anything does. */
function standing(effective: EffectivePolicy): EffectivePolicy | undefined {
  return isEmptied(effective) ? effective.filledBy : effective;
}

/** Parts of a SecurityPolicy or EnvoyExtensionPolicy that are in error are left out, and the others are not. */
function brokenFields({
  kind,
  failure,
}: EffectivePolicy): ReadonlySet<JsonStep | undefined> {
  const paths =
    failure && (kind === 'SecurityPolicy' || kind === 'EnvoyExtensionPolicy')
      ? failure.paths ?? [failure.path]
      : [];
  return new Set(paths.map(path => path.split(/[.[]/, 1)[0]));
}

interface Below {
  readonly item: Item;
  readonly spec: JsonObject;
  readonly why: string;
}

/** The policies whose values would hold without those in force, the nearest first. */
function policiesBelow(world: World, effective: EffectivePolicy): Below[] {
  const replaced = effective.replaced.flatMap(({ policy, why }) => {
    const item = world.lookup(policy);
    return typeof item === 'string' ? [] : [{ item, why }];
  });
  const givers = [...new Set(effective.fieldSources?.values() ?? [])].map(
    item => ({ item, why: 'A more specific policy sets the field' }),
  );
  return [...givers, ...replaced].map(({ item, why }) => ({
    item,
    why,
    spec: inForce(item.spec),
  }));
}

function overriddenBelow(
  below: readonly Below[],
  giver: Item,
  path: Path,
): Overridden[] {
  const place = upToList(path);
  return below.flatMap(({ item, spec, why }) => {
    const value = item === giver ? undefined : at(spec, ...place);
    return value === undefined
      ? []
      : [{ source: sourceOf(item, place), value, why }];
  });
}

function isWithin(path: Path, field: Path): boolean {
  return field.every((step, index) => path[index] === step);
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && isWithin(a, b);
}

/**
 * A rule's own values, with the policy's they take the place of. What the policy has beyond them in a field the
 * rule replaces is told with the first value of the rule there.
 */
function valuesOverPolicy(
  { route, ruleIndex }: RulePlace,
  { values, replaces }: RuleValues,
  lost: readonly Value[],
): EffectiveValue[] {
  const { namespace, name } = route.item;
  const why = `Rule ${ruleIndex} of ${route.kind} ${namespace}/${name} says it itself`;
  return values.map((value, index) => {
    const field = replaces.find(one => isWithin(value.path, one)) ?? value.path;
    const isFirst = !values
      .slice(0, index)
      .some(one => isWithin(one.path, field));
    return valueOfRule(
      route,
      value,
      lost
        .filter(
          one =>
            isSame(one.path, value.path) ||
            (isFirst &&
              isWithin(one.path, field) &&
              !values.some(own => isSame(own.path, one.path))),
        )
        .map(one => ({
          source: sourceOf(one.item, one.at),
          value: one.value,
          why,
        })),
    );
  });
}

/**
 * Every single value of a policy in force: the object and field it came from, and what it stands above. With a
 * rule, what an HTTPRoute says there itself comes before the policy.
 *
 * @public
 */
export function effectiveValues(
  world: World,
  effective: EffectivePolicy,
  rule?: RulePlace,
): EffectiveValue[] {
  const below = policiesBelow(world, effective);
  const own: RuleValues = rule
    ? ruleValues(effective.kind, rule.route, rule.ruleIndex)
    : { values: [], replaces: [] };
  const applied = standing(effective);
  const broken = applied ? brokenFields(applied) : new Set();
  const lost: Value[] = [];
  const values: EffectiveValue[] = [];
  for (const one of applied ? valuesOf(applied) : []) {
    if (broken.has(one.path[0])) {
      continue;
    }
    if (own.replaces.some(field => isWithin(one.path, field))) {
      lost.push(one);
      continue;
    }
    values.push({
      path: [...one.path],
      value: one.value,
      source: sourceOf(one.item, one.at),
      overridden: [
        ...(one.under ? [one.under] : []),
        ...overriddenBelow(below, one.item, one.path),
      ],
    });
  }
  return rule ? [...values, ...valuesOverPolicy(rule, own, lost)] : values;
}

/**
 * What a rule says itself, where no policy of the kind is in force.
 *
 * @public
 */
export function valuesOfRule(
  kind: EffectiveKind,
  { route, ruleIndex }: RulePlace,
): EffectiveValue[] {
  return ruleValues(kind, route, ruleIndex).values.map(value =>
    valueOfRule(route, value, []),
  );
}
