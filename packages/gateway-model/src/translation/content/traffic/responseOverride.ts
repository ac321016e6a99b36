import { at, listAt, objectAt, stringAt } from '../../../json';
import { ContentInput, World } from '../../types';
import { PartOutcome } from '../problem';

/** What Envoy Gateway looks for first; without it, any entry will do. */
export const BODY_KEY = 'response.body';

function hasEntries(object: unknown): boolean {
  return ['data', 'binaryData'].some(
    field => Object.keys(objectAt(object, field) ?? {}).length > 0,
  );
}

/** Bodies may stand in ConfigMaps, in the namespace of the policy that gave the overrides. */
export function judgeResponseOverrides(
  world: World,
  { spec, owner }: ContentInput,
): PartOutcome {
  let outcome: PartOutcome = {};
  for (const [i, override] of listAt(spec, 'responseOverride').entries()) {
    const body = at(override, 'response', 'body');
    const refersTo =
      at(override, 'redirect') === undefined &&
      stringAt(body, 'type') === 'ValueRef';
    if (!refersTo) {
      continue;
    }
    const ref = {
      group: '',
      kind: 'ConfigMap',
      namespace: owner('responseOverride').namespace,
      name: stringAt(body, 'valueRef', 'name') ?? '',
    };
    const path = `responseOverride[${i}].response.body.valueRef`;
    const configMap = world.lookup(ref);
    const name = `ConfigMap ${ref.namespace}/${ref.name}`;
    if (configMap === 'unread') {
      outcome = {
        unknown: {
          reason: 'NotRead',
          message: `It depends on ${name}, which is not read here`,
          ref,
        },
      };
    } else if (configMap === 'missing') {
      return {
        ...outcome,
        problem: { path, message: `${name} does not exist` },
      };
    } else if (!hasEntries(configMap.object)) {
      return { ...outcome, problem: { path, message: `${name} is empty` } };
    }
  }
  return outcome;
}
