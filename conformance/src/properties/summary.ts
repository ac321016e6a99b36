import {
  effectiveValues,
  runChecks,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { canonical } from '../compare/decision';
import { predictedStatuses } from '../compare/predicted';

const KINDS = [
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'EnvoyExtensionPolicy',
] as const;

/** Every policy in force on every rule and listener, with the source of each value. */
function* policiesInForce({
  listeners,
  policies,
  routes,
  world,
}: Translation): Generator<unknown> {
  for (const listener of listeners.gateways.flatMap(one => one.listeners)) {
    const effective = policies.clientTraffic(listener);
    yield [
      listener.key,
      effective?.winner.name,
      effective && effectiveValues(world, effective),
    ];
  }
  for (const route of routes) {
    for (const { listeners: attached, rules } of route.parents) {
      for (const { listener, hostnames } of attached) {
        for (const { index } of rules) {
          for (const kind of KINDS) {
            const effective = policies.effective(kind, listener, route, index);
            yield [
              kind,
              listener.key,
              hostnames,
              route.item.name,
              index,
              effective &&
                effectiveValues(world, effective, { route, ruleIndex: index }),
            ];
          }
        }
      }
    }
  }
}

/** Everything there is to say of a translation, as lines whose order does not count. */
export function summaryOf(translation: Translation): string[] {
  return [
    ...predictedStatuses(translation).map(canonical),
    ...[...policiesInForce(translation)].map(canonical),
    ...runChecks(translation).map(({ message: _, ...finding }) =>
      canonical(finding),
    ),
  ].sort();
}
