import {
  BackendStage,
  ListenerStage,
  ServiceRefOutcome,
  ServiceRefsInput,
  World,
} from '../types';
import {
  BackendProblem,
  backendProblem,
  backendStatuses,
} from './backendResource';
import { BackendFacts, judgeReference } from './judgeBackendRef';
import { judgeServices } from './judgeServiceRefs';
import { BackendReference, isItem, lookupBackend } from './reference';
import { IsLoaded, loadedBackends } from './loadedBackends';
import { createRoutingTypes } from './routingType';
import { tlsPolicyStatuses } from './tlsPolicyStatuses';
import { findTlsPolicyUses, TlsPolicyUse, useBy } from './tlsPolicyUses';

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

/** Read when first asked: most snapshots never do. */
function once(read: () => IsLoaded): IsLoaded {
  let known: IsLoaded | undefined;
  return ref => {
    known ??= read();
    return known(ref);
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
    isLoaded: once(() => loadedBackends(world, stage)),
  };
  /** Which services policies call comes out as they are judged; that a call is judged twice changes nothing. */
  const calls: TlsPolicyUse[] = [];

  const judgeServiceRefs = (input: ServiceRefsInput): ServiceRefOutcome => {
    const { outcome, tlsPolicies } = judgeServices(facts, input);
    const { kind, namespace, name } = input.from;
    if (kind !== 'EnvoyProxy' && name !== undefined) {
      calls.push(
        ...tlsPolicies.map(policy => useBy(policy, { kind, namespace, name })),
      );
    }
    return outcome;
  };

  let backends: BackendStage['backends'] | undefined;
  return {
    get backends() {
      backends ??= backendStatuses(world).map(status => ({
        ...status,
        used: facts.isLoaded(status.item),
      }));
      return backends;
    },
    judgeBackendRef: input => judgeReference(facts, input).outcome,
    judgeServiceRef: ({ backendRef, ...input }) =>
      judgeServiceRefs({ ...input, backendRefs: [backendRef] }),
    judgeServiceRefs,
    backendTlsPolicies: routes =>
      tlsPolicyStatuses(world, [
        ...findTlsPolicyUses(facts, stage.gateways, routes),
        ...calls,
      ]),
  };
}
