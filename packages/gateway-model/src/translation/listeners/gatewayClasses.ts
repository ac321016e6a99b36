import { booleanAt, objectAt, stringAt, stringsAt } from '../../json';
import { describeRef } from '../../resources/objectRef';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { gatewayApiItems } from '../world';
import { Item, PredictedCondition, Unknown, World } from '../types';
import { EnvoyProxyProblem, validateEnvoyProxy } from './validateEnvoyProxy';

const FINALIZER = 'gateway-exists-finalizer.gateway.networking.k8s.io';

/** A GatewayClass of ours, with the EnvoyProxy it hands down to its Gateways. */
export interface ClassContext {
  readonly item: Item;
  readonly envoyProxy?: Item;
  /** Why that EnvoyProxy cannot be used. */
  readonly problem?: EnvoyProxyProblem;
  readonly mergeGateways: boolean;
  readonly conditions: readonly PredictedCondition[];
  /** What the use of its EnvoyProxy depends on beyond the snapshot. */
  readonly unknown?: Unknown;
}

function isManaged(world: World, item: Item): boolean {
  const deleted = item.metadata.deletionTimestamp !== undefined;
  return (
    stringAt(item.spec, 'controllerName') === world.settings.controllerName &&
    !(
      deleted &&
      !stringsAt(item.object, 'metadata', 'finalizers').includes(FINALIZER)
    )
  );
}

function accepted(unknown?: Unknown): PredictedCondition {
  return {
    type: 'Accepted',
    status: 'True',
    reason: 'Accepted',
    message: 'The GatewayClass is valid',
    ...(unknown && { unknown }),
  };
}

function invalid(message: string): PredictedCondition {
  return {
    type: 'Accepted',
    status: 'False',
    reason: 'InvalidParameters',
    message,
  };
}

/** Whether Gateways are merged: an EnvoyProxy goes before Envoy Gateway's own configuration. */
function mergesGateways({ settings }: World, envoyProxy?: Item): boolean {
  return (
    booleanAt(envoyProxy?.spec, 'mergeGateways') ??
    booleanAt(settings.envoyProxyDefaults, 'mergeGateways') ??
    false
  );
}

/** Envoy Gateway goes on without parameters it cannot use: its Gateways then have none. */
function withoutParameters(
  world: World,
  item: Item,
  message: string,
): ClassContext {
  return {
    item,
    mergeGateways: mergesGateways(world),
    conditions: [invalid(message)],
  };
}

function judgeGatewayClass(world: World, item: Item): ClassContext {
  const { settings } = world;
  const ref = objectAt(item.spec, 'parametersRef');
  if (!ref || item.metadata.deletionTimestamp !== undefined) {
    return {
      item,
      mergeGateways: mergesGateways(world),
      // The translator by itself judges a class by its EnvoyProxy alone.
      conditions: settings.translatorOnly ? [] : [accepted()],
    };
  }
  const target = {
    group: stringAt(ref, 'group') ?? '',
    kind: stringAt(ref, 'kind') ?? '',
    namespace: stringAt(ref, 'namespace') ?? 'default',
    name: stringAt(ref, 'name') ?? '',
  };
  const name = describeRef(target);
  if (
    target.group !== ENVOY_GATEWAY_GROUP ||
    target.kind !== 'EnvoyProxy' ||
    target.name === ''
  ) {
    return withoutParameters(
      world,
      item,
      `Its parameters must be an EnvoyProxy of ${ENVOY_GATEWAY_GROUP}, not ${name}`,
    );
  }
  const found = world.lookup(target);
  if (found === 'missing') {
    return withoutParameters(world, item, `${name} does not exist`);
  }
  if (found === 'unread') {
    const unknown: Unknown = {
      reason: 'NotRead',
      message: `It depends on ${name}, which is not read`,
      ref: target,
    };
    return {
      item,
      mergeGateways: mergesGateways(world),
      conditions: [accepted(unknown)],
      unknown,
    };
  }
  if (booleanAt(found.spec, 'mergeGateways') && settings.gatewayNamespaceMode) {
    return withoutParameters(
      world,
      item,
      'Gateways cannot be merged while their proxies run in their own namespaces',
    );
  }
  const { problem, unknown } = validateEnvoyProxy(found);
  return {
    item,
    envoyProxy: found,
    mergeGateways: mergesGateways(world, found),
    ...(problem && { problem }),
    ...(unknown && { unknown }),
    conditions: [
      problem
        ? invalid(`${name} is invalid: ${problem.message}`)
        : accepted(unknown),
    ],
  };
}

/** All GatewayClasses of our controller, by name. */
export function judgeGatewayClasses(
  world: World,
): ReadonlyMap<string, ClassContext> {
  const classes = new Map<string, ClassContext>();
  for (const item of gatewayApiItems(world, 'GatewayClass')) {
    if (isManaged(world, item)) {
      classes.set(item.name, judgeGatewayClass(world, item));
    }
  }
  return classes;
}
