import { JsonObject, listAt } from '../../json';
import {
  ContentInput,
  ContentOutcome,
  ContentProblem,
  GatewayContext,
  Item,
  ListenerContext,
  RouteContext,
} from '../types';
import { isIn } from './contentProblems';
import { MergedPolicy } from './mergedPolicy';
import { ownerOf } from './owners';

export type JudgeContent = (input: ContentInput) => ContentOutcome;

/** What is judged, and where. */
export interface ContentQuestion {
  readonly policy: Item;
  readonly merged?: MergedPolicy;
  readonly gateway: GatewayContext;
  readonly route?: RouteContext;
  /** Asked by the way, where Envoy Gateway does not come to translate it. */
  readonly idle?: boolean;
}

/** Asks about the content of policies of one kind, once for what has one answer. */
export interface ContentAsker {
  /** What holds on every listener of the Gateway. */
  ask(question: ContentQuestion): ContentOutcome;
  /** Problems one listener adds to those. */
  onListener(
    question: ContentQuestion,
    listener: ListenerContext,
  ): readonly ContentProblem[];
}

const NO_PROBLEMS: readonly ContentProblem[] = [];

/**
 * Of the three kinds, one rule alone looks at the listener: where clients are must be known from their address
 * (upstream `validateAuthorizationGeoIP`).
 */
function dependsOnListener(kind: string, spec: JsonObject): boolean {
  return (
    kind === 'SecurityPolicy' &&
    listAt(spec, 'authorization', 'rules').some(
      rule => listAt(rule, 'principal', 'clientIPGeoLocations').length > 0,
    )
  );
}

function isSame(a: ContentProblem, b: ContentProblem): boolean {
  return a.path === b.path && a.message === b.message;
}

export function createContentAsker(
  kind: 'SecurityPolicy' | 'BackendTrafficPolicy' | 'EnvoyExtensionPolicy',
  judge: JudgeContent,
  clientTraffic: ContentInput['clientTraffic'],
): ContentAsker {
  const outcomes = new Map<Item, Map<string, ContentOutcome>>();

  const judged = (
    { policy, merged, gateway, route, idle }: ContentQuestion,
    listeners: readonly ListenerContext[],
  ): ContentOutcome => {
    const parent = merged?.parent;
    // A route's kind decides what is allowed, and nothing else of it.
    const key = [
      gateway.namespace,
      gateway.name,
      route?.kind ?? '',
      idle ? 'idle' : '',
      parent ? `${parent.namespace}/${parent.name}` : '',
      ...listeners.map(listener => listener.key),
    ].join('\n');
    let ofPolicy = outcomes.get(policy);
    if (!ofPolicy) {
      ofPolicy = new Map();
      outcomes.set(policy, ofPolicy);
    }
    let outcome = ofPolicy.get(key);
    if (!outcome) {
      outcome = judge({
        kind,
        spec: merged?.judged ?? policy.spec,
        policy,
        ...(parent && { parent }),
        owner: (...path) =>
          parent ? ownerOf(kind, parent, policy, path) : policy,
        gateway,
        listeners,
        clientTraffic,
        ...(route && { route }),
        ...(idle && { idle }),
      });
      ofPolicy.set(key, outcome);
    }
    return outcome;
  };

  return {
    ask: question => judged(question, []),
    onListener(question, listener) {
      const spec = question.merged?.judged ?? question.policy.spec;
      if (!dependsOnListener(kind, spec)) {
        return NO_PROBLEMS;
      }
      const known = judged(question, []).problems;
      // Upstream looks at listeners only once the rules themselves are in order.
      if (known.some(problem => isIn('authorization', problem))) {
        return NO_PROBLEMS;
      }
      return judged(question, [listener]).problems.filter(
        problem => !known.some(one => isSame(one, problem)),
      );
    },
  };
}
