import { portOverlapProblems } from '../content/client';
import {
  AncestorStatuses,
  ContentInput,
  ContentOutcome,
  EffectivePolicy,
  ListenerContext,
  ListenerStage,
  PolicyStage,
  RouteContext,
  World,
} from '../types';
import { Claims, settleClaims } from './claims';
import { settleClientClaims } from './clientClaims';
import {
  ClientJudging,
  clientSpec,
  clientTrafficStatuses,
  effectiveClientTraffic,
} from './clientTraffic';
import { effectiveOnRule } from './effective';
import { effectiveOnLayer4 } from './effectiveLayer4';
import { createJudge, Judge, RoutePolicyKind } from './judgements';
import { holdersOnPath } from './path';
import { routePolicyStatuses } from './statuses';
import { Targetable, targetableOf } from './targetable';

const KINDS: readonly RoutePolicyKind[] = [
  'BackendTrafficPolicy',
  'SecurityPolicy',
  'EnvoyExtensionPolicy',
];

interface KindStage {
  readonly claims: Claims;
  readonly judge: Judge;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function effective(
  kind: RoutePolicyKind,
  { claims, judge }: KindStage,
  listener: ListenerContext,
  route: RouteContext,
  ruleIndex: number,
): EffectivePolicy | undefined {
  const holders = holdersOnPath(claims, listener, route, ruleIndex);
  return route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute'
    ? effectiveOnRule(kind, judge, holders, listener)
    : effectiveOnLayer4(kind, judge, holders, listener, route);
}

/**
 * Which policy holds what, what is in force on each rule, and what Envoy Gateway says of each policy. Claims are
 * settled when first needed; content is judged for what is asked alone.
 */
export function judgePolicies(
  world: World,
  stage: ListenerStage,
  routes: readonly RouteContext[],
  judgeContent: (input: ContentInput) => ContentOutcome,
): PolicyStage {
  const targetable = once<Targetable>(() => targetableOf(world, stage, routes));
  const surroundings = { gateways: stage.gateways, routes };
  const client = once<ClientJudging>(() => ({
    judgeContent,
    surroundings,
    claims: settleClientClaims(
      world,
      targetable(),
      (listener, scope) =>
        portOverlapProblems(world, listener, { ...surroundings, scope })
          .length > 0,
    ),
  }));
  const kinds = new Map<RoutePolicyKind, () => KindStage>(
    KINDS.map(kind => [
      kind,
      once(() => {
        const claims = settleClaims(world, targetable(), kind);
        const judge = createJudge(kind, claims, judgeContent, listener =>
          clientSpec(client().claims, listener),
        );
        return { claims, judge };
      }),
    ]),
  );
  const statuses = once<readonly AncestorStatuses[]>(() => [
    ...[...kinds].flatMap(([kind, ofKind]) => {
      const { claims, judge } = ofKind();
      return routePolicyStatuses(kind, targetable(), claims, judge);
    }),
    ...clientTrafficStatuses(client()),
  ]);
  return {
    get statuses() {
      return statuses();
    },
    effective(kind, listener, route, ruleIndex) {
      const ofKind = kinds.get(kind);
      return ofKind && effective(kind, ofKind(), listener, route, ruleIndex);
    },
    clientTraffic: listener => effectiveClientTraffic(client(), listener),
  };
}
