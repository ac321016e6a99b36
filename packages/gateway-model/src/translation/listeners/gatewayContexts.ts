import { booleanAt, listAt, objectAt, stringAt } from '../../json';
import { describeRef } from '../../resources/objectRef';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import {
  GatewayContext,
  Item,
  ListenerContext,
  PredictedCondition,
  Unknown,
  World,
} from '../types';
import { versionRules } from '../versionRules';
import { gatewayApiItems } from '../world';
import { ClassContext } from './gatewayClasses';
import {
  envoyProxyInForce,
  isMergedWithClass,
  isMergedWithDefaults,
} from './mergeEnvoyProxy';
import { EnvoyProxyJudgement, validateEnvoyProxy } from './validateEnvoyProxy';

/** A Gateway under judgement: its listeners and conditions are added by the stages to come. */
export interface GatewayDraft {
  readonly context: GatewayContext;
  readonly listeners: ListenerContext[];
  readonly conditions: PredictedCondition[];
  readonly ofClass: ClassContext;
  /** Its own EnvoyProxy, and whether that passed: told in the EnvoyProxy's status. */
  readonly ownProxy?: {
    item: Item;
    /** What is in force is a merged copy of it. */
    copied: boolean;
    /** The copy has what the class's has in its status. */
    withClass: boolean;
    judgement: EnvoyProxyJudgement;
  };
}

interface OwnProxy {
  item?: Item;
  problem?: string;
  unknown?: Unknown;
}

/** The EnvoyProxy a Gateway names itself; what its provider would refuse is a problem. */
function ownProxy(
  world: World,
  gateway: Item,
  ofClass: ClassContext,
): OwnProxy {
  const ref = objectAt(gateway.spec, 'infrastructure', 'parametersRef');
  if (!ref) {
    return {};
  }
  if (ofClass.mergeGateways) {
    // Where Envoy Gateway's own configuration merges them, its provider lets them pass.
    return booleanAt(ofClass.envoyProxy?.spec, 'mergeGateways')
      ? {
          problem:
            'A Gateway of a class that merges Gateways cannot have parameters of its own',
        }
      : {};
  }
  const target = {
    group: stringAt(ref, 'group') ?? '',
    kind: stringAt(ref, 'kind') ?? '',
    namespace: gateway.namespace,
    name: stringAt(ref, 'name') ?? '',
  };
  const name = describeRef(target);
  if (
    target.group !== ENVOY_GATEWAY_GROUP ||
    target.kind !== 'EnvoyProxy' ||
    target.name === ''
  ) {
    return {
      problem: `Its parameters must be an EnvoyProxy of ${ENVOY_GATEWAY_GROUP}, not ${name}`,
    };
  }
  const found = world.lookup(target);
  if (found === 'missing') {
    return { problem: `${name} does not exist` };
  }
  return found === 'unread'
    ? {
        unknown: {
          reason: 'NotRead',
          message: `It depends on ${name}, which is not read`,
          ref: target,
        },
      }
    : { item: found };
}

function unsupportedAddress(gateway: Item): string | undefined {
  return listAt(gateway.spec, 'addresses')
    .map(address => stringAt(address, 'type'))
    .find(
      type => type !== undefined && type !== 'IPAddress' && type !== 'Hostname',
    );
}

interface Refusal {
  reason: string;
  message: string;
}

function refusal(
  world: World,
  gateway: Item,
  ofClass: ClassContext,
  own: OwnProxy,
  spec: unknown,
): Refusal | undefined {
  const invalid = (message: string) => ({
    reason: 'InvalidParameters',
    message,
  });
  const mergesBackends = [
    spec,
    ofClass.envoyProxy?.spec,
    world.settings.envoyProxyDefaults,
  ].some(one => objectAt(one, 'mergeBackends'));
  if (ofClass.mergeGateways && mergesBackends) {
    return invalid('mergeGateways and mergeBackends exclude each other');
  }
  if (own.problem !== undefined && !world.settings.translatorOnly) {
    return invalid(own.problem);
  }
  const problem = own.item
    ? validateEnvoyProxy(own.item).problem
    : ofClass.problem;
  if (problem) {
    return invalid(`Its EnvoyProxy is invalid: ${problem.message}`);
  }
  const address = versionRules(world.settings).gatewayAddresses
    ? unsupportedAddress(gateway)
    : undefined;
  return address === undefined
    ? undefined
    : {
        reason: 'UnsupportedAddress',
        message: `Addresses of the type ${address} are not supported`,
      };
}

function draftGateway(
  world: World,
  item: Item,
  ofClass: ClassContext,
): GatewayDraft {
  const own = ownProxy(world, item, ofClass);
  const levels = {
    defaults: world.settings.envoyProxyDefaults,
    ofClass: ofClass.envoyProxy,
    ofGateway: own.item,
  };
  const envoyProxy = envoyProxyInForce(levels);
  const refused = refusal(world, item, ofClass, own, envoyProxy?.spec);
  const listeners: ListenerContext[] = [];
  const conditions: PredictedCondition[] = refused
    ? [{ type: 'Accepted', status: 'False', ...refused }]
    : [];
  const judgement = own.item && validateEnvoyProxy(own.item);
  const unknown = judgement
    ? judgement.unknown
    : own.unknown ?? ofClass.unknown;
  const context: GatewayContext = {
    item,
    namespace: item.namespace,
    name: item.name,
    className: ofClass.item.name,
    ...(envoyProxy && { envoyProxy }),
    mergeGateways: ofClass.mergeGateways,
    irKey: ofClass.mergeGateways
      ? ofClass.item.name
      : `${item.namespace}/${item.name}`,
    accepted: !refused,
    ...(!refused && unknown && { unknown }),
    listeners,
    conditions,
  };
  return {
    context,
    listeners,
    conditions,
    ofClass,
    ...(own.item &&
      judgement && {
        ownProxy: {
          item: own.item,
          copied: isMergedWithClass(levels) || isMergedWithDefaults(levels),
          withClass: isMergedWithClass(levels),
          judgement,
        },
      }),
  };
}

/** Every Gateway of our classes, with the EnvoyProxy in force. */
export function draftGateways(
  world: World,
  classes: ReadonlyMap<string, ClassContext>,
): GatewayDraft[] {
  const drafts: GatewayDraft[] = [];
  for (const item of gatewayApiItems(world, 'Gateway')) {
    const ofClass = classes.get(stringAt(item.spec, 'gatewayClassName') ?? '');
    if (ofClass) {
      drafts.push(draftGateway(world, item, ofClass));
    }
  }
  return drafts;
}
