import { listAt, stringAt, stringsAt } from '../json';
import { createSnapshot } from '../snapshot';
import { judgeListeners } from '../translation/listeners';
import { judgePolicies } from '../translation/policies';
import { attachParents } from '../translation/routes';
import { DEFAULT_TRANSLATION_SETTINGS } from '../translation/settings';
import {
  ContentInput,
  ContentOutcome,
  ContentProblem,
  EffectiveKind,
  ListenerContext,
  RouteContext,
  RouteKind,
  World,
} from '../translation/types';
import { createWorld, gatewayApiItems } from '../translation/world';
import { gateway, gatewayClass, RawObject } from './objects';

const ROUTE_KINDS: readonly RouteKind[] = [
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
];

export const NO_PROBLEMS: ContentOutcome = { problems: [], warnings: [] };

export function problem(more: Partial<ContentProblem> = {}): ContentOutcome {
  return {
    problems: [
      {
        reason: 'Invalid',
        message: 'it is wrong',
        path: 'timeout',
        phase: 'translation',
        ...more,
      },
    ],
    warnings: [],
  };
}

/** Judges the content of the policies named, and finds nothing in others. */
export function judging(
  outcomes: Record<string, ContentOutcome>,
): (input: ContentInput) => ContentOutcome {
  return ({ policy }) => outcomes[policy.name] ?? NO_PROBLEMS;
}

/** Routes with their parents, each rule with one match. */
function routesOf(world: World, stage: ReturnType<typeof judgeListeners>) {
  return ROUTE_KINDS.flatMap(kind =>
    gatewayApiItems(world, kind).map((item): RouteContext => {
      const hostnames = stringsAt(item.spec, 'hostnames');
      const rules = listAt(item.spec, 'rules').map((rule, index) => {
        const corsFilter = listAt(rule, 'filters').findIndex(
          filter => stringAt(filter, 'type') === 'CORS',
        );
        return {
          index,
          name: stringAt(rule, 'name'),
          ...(corsFilter >= 0 && { corsFilter }),
          matches: [{ index: 0, key: '' }],
          backends: [],
        };
      });
      return {
        item,
        kind,
        hostnames,
        parents: attachParents(world, stage, item, kind, hostnames).map(
          ({ accepted, ...parent }) => ({
            ...parent,
            conditions: [accepted],
            rules,
          }),
        ),
      };
    }),
  );
}

/** The policies of some objects, and what is said of them. A GatewayClass and Gateway `infra/eg` are added. */
export function policiesOf(
  objects: readonly RawObject[],
  judge: (input: ContentInput) => ContentOutcome = () => NO_PROBLEMS,
) {
  const eg = objects.some(
    ({ kind, metadata }) => kind === 'Gateway' && metadata.name === 'eg',
  )
    ? []
    : [gateway('infra/eg')];
  const world = createWorld(
    createSnapshot([gatewayClass(), ...eg, ...objects], { order: 'given' }),
    DEFAULT_TRANSLATION_SETTINGS,
  );
  const stage = judgeListeners(world);
  const routes = routesOf(world, stage);
  const policies = judgePolicies(world, stage, routes, judge);
  const route = (name: string): RouteContext => {
    const found = routes.find(({ item }) => item.name === name);
    if (!found) {
      throw new Error(`no route ${name}`);
    }
    return found;
  };
  const listener = (name = 'http'): ListenerContext => {
    const found = stage.gateways
      .flatMap(({ listeners }) => listeners)
      .find(one => one.name === name);
    if (!found) {
      throw new Error(`no listener ${name}`);
    }
    return found;
  };
  return {
    world,
    policies,
    route,
    listener,
    effective: (
      kind: Exclude<EffectiveKind, 'ClientTrafficPolicy'>,
      name: string,
      ruleIndex = 0,
      on = 'http',
    ) => policies.effective(kind, listener(on), route(name), ruleIndex),
    /** `Gateway infra/eg#http: Accepted=True/Accepted …` of a policy, one line for each ancestor. */
    status: (name: string): string[] =>
      policies.statuses
        .filter(({ item }) => item.name === name)
        .flatMap(({ ancestors }) =>
          ancestors.map(({ ancestorRef, conditions }) => {
            const { kind, namespace, name: of, sectionName } = ancestorRef;
            const section = sectionName === undefined ? '' : `#${sectionName}`;
            const said = conditions.map(
              one => `${one.type}=${one.status}/${one.reason}`,
            );
            return `${kind} ${namespace}/${of}${section}: ${said.join(' ')}`;
          }),
        ),
    message: (name: string, type: string): string | undefined =>
      policies.statuses
        .filter(({ item }) => item.name === name)
        .flatMap(({ ancestors }) => ancestors)
        .flatMap(({ conditions }) => conditions)
        .find(one => one.type === type)?.message,
  };
}
