import { at, booleanAt, JsonObject, listAt, stringAt } from '../../../json';
import { BackendStage, GatewayContext, Item } from '../../types';
import { parseDuration } from '../../values';
import { clusterSettingsProblem } from '../clusterSettings';
import { EntryFindings, entryFindings, Findings } from './findings';

function judgeProcessor(
  backends: BackendStage,
  owner: Item,
  gateway: GatewayContext,
  processor: unknown,
): EntryFindings {
  const { problem, unknown } = backends.judgeServiceRefs({
    from: {
      group: owner.group,
      kind: owner.kind,
      namespace: owner.namespace,
      name: owner.name,
    },
    backendRefs: listAt(processor, 'backendRefs'),
    protocol: 'GRPC',
    gateway,
  });
  if (problem) {
    return { problem: problem.message, unknown };
  }
  const settings = at(processor, 'backendSettings');
  const bad = clusterSettingsProblem(settings, 'backendSettings');
  if (bad) {
    return { problem: bad.message, unknown };
  }
  const timeout = stringAt(processor, 'messageTimeout');
  return timeout !== undefined && parseDuration(timeout) === undefined
    ? { problem: `messageTimeout ${timeout} is not a duration`, unknown }
    : { unknown };
}

/** External processors: their services must be there, and how they are called in order. */
export function judgeExtProcs(
  backends: BackendStage,
  spec: JsonObject,
  owner: Item,
  gateway: GatewayContext,
): Findings {
  return entryFindings(
    'extProc',
    listAt(spec, 'extProc').map(processor => ({
      findings: judgeProcessor(backends, owner, gateway, processor),
      failOpen: booleanAt(processor, 'failOpen') === true,
    })),
  );
}
