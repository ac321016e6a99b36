import { isJsonObject, JsonObject, objectAt, stringAt } from '../../json';
import { EffectivePolicy, Item, ListenerContext, RouteContext } from '../types';
import { inWords, isIn } from './contentProblems';
import { Judge, OnListener, RoutePolicyKind } from './judgements';
import { Holder } from './path';
import { refOfItem } from '../refOfItem';

interface Applied {
  readonly holder: Holder;
  readonly found: OnListener;
}

const TCP_FIELDS = [
  'loadBalancer',
  'proxyProtocol',
  'healthCheck',
  'circuitBreaker',
  'tcpKeepalive',
  'timeout',
  'connection',
  'dns',
  'telemetry',
];

const UDP_FIELDS = ['loadBalancer', 'dns'];

/** Upstream passes these by where a policy is attached to Gateways and ListenerSets. */
const OF_ROUTES_ALONE = new Set(['connection']);

/** What is wrong of these is left out alone (upstream's `buildClusterSettingsTimeout`), of others the whole field. */
const IN_PARTS = new Set(['timeout']);

/** Of telemetry, nothing but a name in statistics reaches these routes, and even one with unknown operators does. */
function statName(spec: JsonObject): JsonObject | undefined {
  const routeStatName = stringAt(spec, 'telemetry', 'metrics', 'routeStatName');
  return routeStatName ? { metrics: { routeStatName } } : undefined;
}

/** Load balancing by a dynamic module is in the API, and nothing comes of it (upstream's `buildLoadBalancer`). */
function isWithoutEffect(field: string, value: JsonObject | undefined) {
  return (
    field === 'loadBalancer' && stringAt(value, 'type') === 'DynamicModule'
  );
}

/** A value without what lies at some paths in it. */
function without(
  value: JsonObject,
  paths: readonly (readonly string[])[],
): JsonObject {
  const below = (field: string) =>
    paths.flatMap(([first, ...rest]) => (first === field ? [rest] : []));
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, inner]) => {
      const gone = below(field);
      if (gone.some(rest => rest.length === 0)) {
        return [];
      }
      return isJsonObject(inner) && gone.length > 0
        ? [[field, without(inner, gone)]]
        : [[field, inner]];
    }),
  );
}

function fieldOf(
  { holder, found }: Applied,
  field: string,
): JsonObject | undefined {
  if (field === 'telemetry') {
    return statName(found.spec);
  }
  const left =
    OF_ROUTES_ALONE.has(field) && holder.attachment.to === 'listeners';
  const broken = found.problems.filter(problem => isIn(field, problem));
  const value = objectAt(found.spec, field);
  if (left || isWithoutEffect(field, value)) {
    return undefined;
  }
  if (value === undefined || broken.length === 0) {
    return value;
  }
  return IN_PARTS.has(field)
    ? without(
        value,
        broken.map(({ path }) => path.split('.').slice(1)),
      )
    : undefined;
}

/** Which policy a field of a merged policy came from is told by the merge. */
function giverOf({ holder }: Applied): Item {
  return holder.attachment.policy.item;
}

function compose(
  kind: RoutePolicyKind,
  applied: readonly Applied[],
  fields: readonly string[],
): EffectivePolicy | undefined {
  const [first] = applied;
  if (!first) {
    return undefined;
  }
  const given = fields.flatMap(field => {
    const giver = applied.find(one => fieldOf(one, field) !== undefined);
    const value = giver && fieldOf(giver, field);
    return giver && value ? [{ field, giver, value }] : [];
  });
  const givers = new Set(given.map(({ giver }) => giver));
  const { merged, problems, unknown } = first.found;
  return {
    kind,
    winner: giverOf(first),
    level: first.holder.level,
    ...(merged && { mergeType: merged.mergeType, mergedWith: merged.parent }),
    spec: Object.fromEntries(given.map(({ field, value }) => [field, value])),
    fieldSources: new Map(
      given.map(({ field, giver }) => [field, giverOf(giver)]),
    ),
    replaced: applied
      .filter(one => one !== first && !givers.has(one))
      .map(one => ({
        policy: refOfItem(giverOf(one)),
        level: one.holder.level,
        by: refOfItem(giverOf(first)),
        why: `Every field it has for this route is set by a more specific policy`,
      })),
    ...(problems.length > 0 && {
      failure: {
        message: inWords(problems),
        path: problems[0].path,
      },
    }),
    ...(unknown && { unknown }),
  };
}

/**
 * The policies in force on a TCPRoute, TLSRoute or UDPRoute. Envoy Gateway gives these each field from the most
 * specific policy that has it; of SecurityPolicies they have the authorization alone, and EnvoyExtensionPolicies
 * do not reach them.
 */
export function effectiveOnLayer4(
  kind: RoutePolicyKind,
  judge: Judge,
  holders: readonly Holder[],
  listener: ListenerContext,
  route: RouteContext,
): EffectivePolicy | undefined {
  const applied: Applied[] = holders.flatMap(holder => {
    const found = judge(holder.attachment).on.get(listener.key);
    return found ? [{ holder, found }] : [];
  });
  if (kind === 'BackendTrafficPolicy') {
    const udp = route.kind === 'UDPRoute';
    const found = compose(kind, applied, udp ? UDP_FIELDS : TCP_FIELDS);
    return udp && found?.fieldSources?.size === 0 ? undefined : found;
  }
  if (kind === 'EnvoyExtensionPolicy' || route.kind === 'UDPRoute') {
    return undefined;
  }
  const reaching = applied.filter(
    one => fieldOf(one, 'authorization') !== undefined,
  );
  return compose(kind, reaching, ['authorization']);
}
