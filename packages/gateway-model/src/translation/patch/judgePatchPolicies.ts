import { booleanAt, stringAt } from '../../json';
import {
  ENVOY_GATEWAY_GROUP,
  GATEWAY_API_GROUP,
} from '../../resources/references';
import {
  AncestorStatus,
  AncestorStatuses,
  Item,
  ListenerStage,
  PredictedCondition,
  World,
} from '../types';
import { judgePatches } from './staticProblems';

/** A GatewayClass, as far as patches of its proxies go: Envoy Gateway translates each class by itself. */
interface ClassScope {
  name: string;
  mergeGateways: boolean;
  /** Whether any Gateway is of it, accepted or not. */
  hasGateways: boolean;
  /** `namespace/name` of them. */
  gateways: ReadonlySet<string>;
}

function mergesGateways(world: World, gatewayClass: Item): boolean {
  const proxy = world.lookup({
    group: ENVOY_GATEWAY_GROUP,
    kind: 'EnvoyProxy',
    namespace: stringAt(gatewayClass.spec, 'parametersRef', 'namespace'),
    name: stringAt(gatewayClass.spec, 'parametersRef', 'name') ?? '',
  });
  return (
    typeof proxy !== 'string' && booleanAt(proxy.spec, 'mergeGateways') === true
  );
}

function classScopes(world: World, stage: ListenerStage): ClassScope[] {
  const names = new Set([
    ...stage.gatewayClasses.map(({ item }) => item.name),
    ...stage.gateways.map(({ className }) => className),
  ]);
  return [...names].map(name => {
    const gateways = stage.gateways.filter(one => one.className === name);
    const own = stage.gatewayClasses.find(({ item }) => item.name === name);
    return {
      name,
      hasGateways: gateways.length > 0,
      mergeGateways:
        gateways.some(one => one.mergeGateways) ||
        (gateways.length === 0 && !!own && mergesGateways(world, own.item)),
      gateways: new Set(gateways.map(one => `${one.namespace}/${one.name}`)),
    };
  });
}

function refused(reason: string, message: string): PredictedCondition[] {
  return [{ type: 'Accepted', status: 'False', reason, message }];
}

/** Whether the patches could be applied is decided last, against the configuration Envoy is to get. */
function programmed(policy: Item): PredictedCondition {
  const { problems, complete } = judgePatches(policy.spec);
  const unknown = {
    reason: 'Infrastructure' as const,
    message:
      'It depends on the configuration of Envoy that the patches are applied to',
  };
  if (problems.length > 0) {
    return {
      type: 'Programmed',
      status: 'False',
      reason: 'Invalid',
      message: problems.join('; '),
      // A patch of a resource that is not there would be reported in its place.
      ...(!complete && { unknown }),
    };
  }
  return {
    type: 'Programmed',
    status: 'True',
    reason: 'Programmed',
    message: 'The patches are applied',
    unknown,
  };
}

function targetConditions(
  world: World,
  policy: Item,
  kind: 'Gateway' | 'GatewayClass',
): PredictedCondition[] {
  if (!world.settings.envoyPatchPolicyEnabled) {
    return refused(
      'Disabled',
      'EnvoyPatchPolicy is not enabled in the configuration of Envoy Gateway',
    );
  }
  const target = {
    group: stringAt(policy.spec, 'targetRef', 'group') ?? '',
    kind: stringAt(policy.spec, 'targetRef', 'kind') ?? '',
  };
  if (target.group !== GATEWAY_API_GROUP || target.kind !== kind) {
    return refused(
      'Invalid',
      `It can target a ${kind} of ${GATEWAY_API_GROUP} only, but targets ${target.kind} of ${target.group}`,
    );
  }
  return [
    {
      type: 'Accepted',
      status: 'True',
      reason: 'Accepted',
      message: 'The policy is accepted',
    },
    programmed(policy),
  ];
}

/** What Envoy Gateway writes to a policy while it translates one class; nothing when it is none of its business. */
function judgeForClass(
  world: World,
  policy: Item,
  scope: ClassScope,
): AncestorStatus | undefined {
  const name = stringAt(policy.spec, 'targetRef', 'name') ?? '';
  if (scope.mergeGateways) {
    const ancestorRef = {
      group: GATEWAY_API_GROUP,
      kind: 'GatewayClass',
      name,
    };
    // The merged proxies go by the name of their class, and are there once any Gateway is.
    return scope.hasGateways && name === scope.name
      ? {
          ancestorRef,
          conditions: targetConditions(world, policy, 'GatewayClass'),
        }
      : {
          ancestorRef,
          conditions: refused(
            'Invalid',
            `GatewayClass ${scope.name} merges its Gateways, so that only the class itself can be targeted, once it has a Gateway; the target is ${name}`,
          ),
        };
  }
  const { namespace } = policy;
  return scope.gateways.has(`${namespace}/${name}`)
    ? {
        ancestorRef: {
          group: GATEWAY_API_GROUP,
          kind: 'Gateway',
          namespace,
          name,
        },
        conditions: targetConditions(world, policy, 'Gateway'),
      }
    : undefined;
}

/** Statuses of all EnvoyPatchPolicies. */
export function judgePatchPolicies(
  world: World,
  stage: ListenerStage,
): readonly AncestorStatuses[] {
  const policies = world.items(ENVOY_GATEWAY_GROUP, 'EnvoyPatchPolicy');
  if (policies.length === 0) {
    return [];
  }
  const scopes = classScopes(world, stage);
  return policies
    .map(item => ({
      item,
      ancestors: scopes.flatMap(
        scope => judgeForClass(world, item, scope) ?? [],
      ),
    }))
    .filter(({ ancestors }) => ancestors.length > 0);
}
