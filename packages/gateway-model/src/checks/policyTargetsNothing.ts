import { listAt } from '../json';
import {
  ENVOY_GATEWAY_GROUP,
  GATEWAY_API_GROUP,
} from '../resources/references';
import { Item, Translation } from '../translation/types';
import { Check, Found, refOfItem } from './check';
import { isFalse, itemKey, policyStatuses } from './negativeConditions';
import { targetsOf, targetsPath } from './policyTargets';

const KINDS = [
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'ClientTrafficPolicy',
  'EnvoyExtensionPolicy',
];

/** Further kinds of which only this is known: that a target is not there. */
const TARGETING: ReadonlyArray<readonly [string, string]> = [
  [GATEWAY_API_GROUP, 'BackendTLSPolicy'],
  [ENVOY_GATEWAY_GROUP, 'EnvoyPatchPolicy'],
];

/** Targets that are not there at all: Envoy Gateway says nothing of them, and may leave an old verdict standing. */
function* missingTargets(
  { world }: Translation,
  policy: Item,
): Generator<Found> {
  for (const { path, group, kind, name } of targetsOf(policy)) {
    const namespace = kind === 'GatewayClass' ? undefined : policy.namespace;
    if (world.lookup({ group, kind, namespace, name }) === 'missing') {
      yield {
        ref: refOfItem(policy),
        path,
        message: `${kind} ${
          namespace ? `${namespace}/` : ''
        }${name} does not exist, so the policy does nothing there; Envoy Gateway reports no error.`,
        remedy:
          'Name an object of the policy’s own namespace; a policy cannot target one of another namespace by name.',
      };
    }
  }
}

export const policyTargetsNothing: Check = {
  code: 'EG112',
  title: 'Policy targets nothing',
  description:
    'A policy whose target does not exist protects nothing, and Envoy Gateway says nothing about it.',
  severity: 'error',
  *find(translation) {
    const judged = new Map(
      policyStatuses(translation).map(({ item, ancestors }) => [
        itemKey(item),
        ancestors,
      ]),
    );
    for (const [group, kind] of TARGETING) {
      for (const policy of translation.world.items(group, kind)) {
        yield* missingTargets(translation, policy);
      }
    }
    for (const kind of KINDS) {
      for (const policy of translation.world.items(ENVOY_GATEWAY_GROUP, kind)) {
        const missing = [...missingTargets(translation, policy)];
        yield* missing;
        const ancestors = judged.get(itemKey(policy)) ?? [];
        const lost = ancestors
          .flatMap(({ conditions }) => conditions)
          .find(
            condition =>
              isFalse(condition, 'Accepted') &&
              condition.reason === 'TargetNotFound',
          );
        if (lost) {
          yield {
            ref: refOfItem(policy),
            path: targetsPath(policy),
            message: lost.message,
            remedy:
              'Name a listener or a rule that exists in sectionName; a rule can be targeted only when it has a name.',
          };
        } else if (
          missing.length === 0 &&
          ancestors.length === 0 &&
          listAt(policy.spec, 'targetSelectors').length > 0
        ) {
          yield {
            ref: refOfItem(policy),
            path: 'spec.targetSelectors',
            severity: 'warning',
            message:
              'The selectors of the policy select no object that Envoy Gateway serves, so it does nothing.',
            remedy:
              'Compare the labels with those of the targets; targets of another namespace also need a ReferenceGrant there.',
          };
        }
      }
    }
  },
};
