import { BackendStage, ListenerStage, World } from '../types';
import {
  backendProblem,
  backendStatuses,
  BackendProblem,
} from './backendResource';
import { BackendFacts, judgeReference } from './judgeBackendRef';
import { BackendReference, isItem, lookupBackend } from './reference';
import { createRoutingTypes } from './routingType';

/** A Backend is judged once, however many routes refer to it. */
function backendProblems(
  world: World,
): (ref: BackendReference) => BackendProblem | undefined {
  const judged = new Map<string, BackendProblem | undefined>();
  return ref => {
    const key = `${ref.namespace}/${ref.name}`;
    if (!judged.has(key)) {
      const backend = lookupBackend(world, ref);
      judged.set(
        key,
        isItem(backend) ? backendProblem(world, backend) : undefined,
      );
    }
    return judged.get(key);
  };
}

/** Everything about backends: Backends themselves, references to them, and BackendTLSPolicies. */
export function createBackendStage(
  world: World,
  stage: ListenerStage,
): BackendStage {
  const facts: BackendFacts = {
    world,
    routingTypes: createRoutingTypes(world, stage.gateways),
    backendProblem: backendProblems(world),
  };
  return {
    backends: backendStatuses(world),
    judgeBackendRef: input => judgeReference(facts, input).outcome,
    judgeServiceRef: () => ({}),
    judgeServiceRefs: () => ({}),
    backendTlsPolicies: () => [],
  };
}
