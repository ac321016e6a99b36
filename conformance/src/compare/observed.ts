import {
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { Verdicts } from '../cases';
import {
  Condition,
  distinct,
  ObjectStatus,
  referenceKey,
  StatusPart,
} from './status';

const ROUTES = new Set([
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
]);

const WITH_ANCESTORS = new Set([
  'BackendTLSPolicy',
  'BackendTrafficPolicy',
  'ClientTrafficPolicy',
  'EnvoyExtensionPolicy',
  'EnvoyPatchPolicy',
  'EnvoyProxy',
  'SecurityPolicy',
]);

/** The CRDs' own defaults say `Unknown`; Envoy Gateway never does. */
function conditionsOf(status: unknown): Condition[] {
  return listAt(status, 'conditions')
    .map(condition => ({
      type: stringAt(condition, 'type') ?? '',
      status: stringAt(condition, 'status') ?? '',
      reason: stringAt(condition, 'reason') ?? '',
    }))
    .filter(condition => condition.status !== 'Unknown');
}

function kindsOf(listener: unknown): string[] {
  return listAt(listener, 'supportedKinds')
    .map(kind => stringAt(kind, 'kind') ?? '')
    .sort();
}

function listenersOf(status: unknown, row: string): StatusPart[] {
  return listAt(status, 'listeners').map(listener => ({
    row,
    key: stringAt(listener, 'name') ?? '',
    conditions: conditionsOf(listener),
    facts: {
      supportedKinds: kindsOf(listener),
      attachedRoutes: numberAt(listener, 'attachedRoutes') ?? 0,
    },
  }));
}

/** Entries of a list of the status that this controller wrote; those of an EnvoyProxy name no controller. */
function written(
  status: unknown,
  list: string,
  controllerName: string,
): readonly unknown[] {
  return listAt(status, list).filter(
    entry =>
      (stringAt(entry, 'controllerName') ?? controllerName) === controllerName,
  );
}

function partsOf(
  kind: string,
  object: JsonObject,
  controllerName: string,
): StatusPart[] | undefined {
  const status = objectAt(object, 'status');
  const namespace = stringAt(object, 'metadata', 'namespace') ?? '';
  const own = { row: kind, key: '', conditions: conditionsOf(status) };
  if (['Gateway', 'ListenerSet', 'XListenerSet'].includes(kind)) {
    return [own, ...listenersOf(status, `${kind} listener`)];
  }
  if (kind === 'GatewayClass' || kind === 'Backend') {
    return [own];
  }
  if (ROUTES.has(kind)) {
    return written(status, 'parents', controllerName).map(parent => ({
      row: kind,
      key: referenceKey(objectAt(parent, 'parentRef'), namespace),
      conditions: conditionsOf(parent),
    }));
  }
  if (WITH_ANCESTORS.has(kind)) {
    return written(status, 'ancestors', controllerName).map(ancestor => ({
      row: kind,
      key: referenceKey(objectAt(ancestor, 'ancestorRef'), namespace),
      conditions: conditionsOf(ancestor),
    }));
  }
  return undefined;
}

/** The statuses Envoy Gateway wrote. */
export function observedStatuses(
  verdicts: Verdicts,
  controllerName: string,
): ObjectStatus[] {
  return verdicts.objects.flatMap(object => {
    const kind = stringAt(object, 'kind') ?? '';
    const parts = partsOf(kind, object, controllerName);
    if (!parts) {
      return [];
    }
    const namespace = stringAt(object, 'metadata', 'namespace') ?? '';
    const name = stringAt(object, 'metadata', 'name') ?? '';
    return [{ kind, name: `${namespace}/${name}`, parts: distinct(parts) }];
  });
}
