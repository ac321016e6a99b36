import { JsonObject, listAt, objectAt, stringAt } from '../json';
import { AppliedPolicy, Translation } from '../translation/types';
import { Check, Found, refOfItem } from './check';
import { named, Stop } from './stop';
import { telemetryStops } from './telemetryStops';

const CONSEQUENCE =
  'Envoy Gateway crashes over it, again with every change: no Gateway of any team gets new configuration or a new status, and new proxies get none at all.';

/** Where the policy names the route. */
function targetPath({ policy, route, sectionName }: AppliedPolicy): string {
  const isRoute = (ref: unknown) =>
    stringAt(ref, 'kind') === route.kind &&
    stringAt(ref, 'name') === route.item.name &&
    (stringAt(ref, 'sectionName') || undefined) === sectionName;
  if (isRoute(objectAt(policy.spec, 'targetRef'))) {
    return 'spec.targetRef';
  }
  const index = listAt(policy.spec, 'targetRefs').findIndex(isRoute);
  return index < 0 ? 'spec.targetSelectors' : `spec.targetRefs[${index}]`;
}

/**
 * The translation of a TCPRoute's SecurityPolicy takes the listener's place among the proxies' for granted
 * (upstream's `translateSecurityPolicyForRoute`).
 */
function* unservedListeners({ policies }: Translation): Generator<Stop> {
  for (const applied of policies.appliedToRoutes('SecurityPolicy')) {
    const { route, listener } = applied;
    if (route.kind === 'TCPRoute' && !listener.ready && !listener.unknown) {
      const owner = listener.listenerSet ?? listener.gateway.item;
      yield {
        item: applied.policy,
        path: targetPath(applied),
        because: `${named(route.item)} is attached to listener ${
          listener.name
        } of ${named(owner)}, which is not served`,
        remedy:
          'Mend that listener or detach the route from it; until then take the route out of the policy.',
      };
    }
  }
}

/** Where the kinds hold settings of load balancing that merging brings together. */
const LOAD_BALANCERS = {
  BackendTrafficPolicy: [['loadBalancer']],
  SecurityPolicy: [
    ['extAuth', 'http', 'backendSettings', 'loadBalancer'],
    ['extAuth', 'grpc', 'backendSettings', 'loadBalancer'],
    ['oidc', 'provider', 'backendSettings', 'loadBalancer'],
  ],
} as const;

/** Which settings a load balancer by a dynamic module has that upstream's `buildLoadBalancer` puts onto nothing. */
function settingBesideModule(spec: JsonObject, path: readonly string[]) {
  const balancer = objectAt(spec, ...path);
  if (stringAt(balancer, 'type') !== 'DynamicModule') {
    return undefined;
  }
  const zones = objectAt(balancer, 'zoneAware');
  if (objectAt(zones, 'preferLocal')) {
    return 'zoneAware.preferLocal';
  }
  if (listAt(zones, 'weightedZones').length > 0) {
    return 'zoneAware.weightedZones';
  }
  return objectAt(balancer, 'endpointOverride') && 'endpointOverride';
}

/** A call whose backends are wrong is given up before its load balancer is looked at. */
function isReached({ problems }: AppliedPolicy, path: readonly string[]) {
  const [field, part] = path;
  return (
    path.length === 1 ||
    !problems.some(
      problem =>
        problem.path === field || problem.path.startsWith(`${field}.${part}`),
    )
  );
}

/** The API server refuses the two in one policy; merging brings them together unseen. */
function* mergedLoadBalancers({ policies }: Translation): Generator<Stop> {
  for (const kind of ['BackendTrafficPolicy', 'SecurityPolicy'] as const) {
    for (const applied of policies.appliedToRoutes(kind)) {
      const { spec, mergedWith } = applied;
      for (const path of mergedWith ? LOAD_BALANCERS[kind] : []) {
        const setting = settingBesideModule(spec, path);
        if (mergedWith && setting && isReached(applied, path)) {
          yield {
            item: applied.policy,
            path: `spec.${path.join('.')}`,
            because: `merged with ${named(
              mergedWith,
            )} it balances load by a dynamic module, with ${setting} of the other policy`,
            remedy:
              'Leave out mergeType, or take the setting out of the other policy.',
          };
        }
      }
    }
  }
}

export const translationStops: Check = {
  code: 'EG115',
  title: 'Envoy Gateway stops working',
  description:
    'Envoy Gateway crashes while it translates the object, again with every change: nothing of anyone’s takes effect any more.',
  severity: 'error',
  *find(translation): Generator<Found> {
    const told = new Set<string>();
    for (const { item, path, because, remedy } of [
      ...unservedListeners(translation),
      ...mergedLoadBalancers(translation),
      ...telemetryStops(translation),
    ]) {
      const message = `${because}. ${CONSEQUENCE}`;
      const key = `${named(item)}\n${path}\n${message}`;
      if (!told.has(key)) {
        told.add(key);
        yield {
          ref: refOfItem(item),
          path,
          message: `${message
            .charAt(0)
            .toLocaleUpperCase('en-US')}${message.slice(1)}`,
          remedy,
        };
      }
    }
  },
};
