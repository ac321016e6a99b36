import {
  BackendOutcome,
  booleanAt,
  JsonObject,
  listAt,
  numberAt,
  RuleAnswer,
  stringAt,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { RouteSubject } from '../types';

/** A share of the traffic, and whether there is anything to send it to. */
function share(weight: number, goesNowhere: boolean): string {
  return goesNowhere ? `${weight} nowhere` : `${weight}`;
}

function settingShare(setting: unknown): string {
  const reaches =
    listAt(setting, 'endpoints').length > 0 ||
    booleanAt(setting, 'isDynamicResolver') ||
    booleanAt(setting, 'isCustomBackend');
  return share(numberAt(setting, 'weight') ?? 1, !reaches);
}

/** The shares of a route's destination, in no order: backends that routes have in common stand apart. */
export function observedShares(route: JsonObject): string[] {
  return [
    ...listAt(route, 'destination', 'settings').map(settingShare),
    ...listAt(route, 'destination', 'backendClusterRefs').map(ref =>
      share(numberAt(ref, 'weight') ?? 1, false),
    ),
  ].sort();
}

function isDynamicResolver(
  { world }: Translation,
  { ref }: BackendOutcome,
): boolean {
  const found = world.lookup(ref);
  return (
    typeof found === 'object' &&
    found.kind === 'Backend' &&
    stringAt(found.spec, 'type') === 'DynamicResolver'
  );
}

/** Rules of layer 4 are one destination, without what cannot be sent to; a dynamic resolver is the only one. */
function layer4Shares({ translation, route, rule }: RouteSubject): string[] {
  const parent = route.parents.find(({ rules }) => rules.includes(rule));
  const backends = (parent?.rules ?? [rule])
    .flatMap(one => one.backends)
    .filter(({ weight, problem }) => weight > 0 && !problem);
  const mixed =
    route.kind === 'TLSRoute' &&
    backends.length > 1 &&
    backends.some(one => isDynamicResolver(translation, one));
  return mixed ? [] : backends.map(({ weight }) => share(weight, false));
}

/** The same, as the model says it: where Envoy answers by itself, there are none. */
export function expectedShares(
  subject: RouteSubject,
  answers: RuleAnswer | undefined,
): string[] {
  const { route, rule } = subject;
  if (route.kind !== 'HTTPRoute' && route.kind !== 'GRPCRoute') {
    return layer4Shares(subject).sort();
  }
  return answers
    ? []
    : rule.backends
        .filter(({ weight }) => weight !== 0)
        .map(({ weight, problem }) => share(weight, problem !== undefined))
        .sort();
}
