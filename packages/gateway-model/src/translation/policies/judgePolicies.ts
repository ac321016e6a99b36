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
  RouteKind,
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
import { createJudge } from './judge';
import { Judge, RoutePolicyKind } from './judgements';
import { Holder, inheritedHolders, ownHolders } from './path';
import { appliedToRoutes } from './routePolicies';
import { routePolicyStatuses } from './statuses';
import { Targetable, targetableOf } from './targetable';
import { createTcpRoutePolicies } from './tcpRoutePolicies';

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

function layer7({ kind }: RouteContext): boolean {
  return kind === 'HTTPRoute' || kind === 'GRPCRoute';
}

/** What is in force on the rules of a kind of policies. */
function createEffective(
  kind: RoutePolicyKind,
  { claims, judge }: KindStage,
): (
  listener: ListenerContext,
  route: RouteContext,
  ruleIndex: number,
) => EffectivePolicy | undefined {
  const find = (
    own: readonly Holder[],
    listener: ListenerContext,
    route: RouteContext,
  ) => {
    const holders = [...own, ...inheritedHolders(claims, listener)];
    return layer7(route)
      ? effectiveOnRule(kind, judge, holders, listener, claims.losers)
      : effectiveOnLayer4(kind, judge, holders, listener, route);
  };
  const ofTcpRoutes = createTcpRoutePolicies(claims);
  /** Most routes have no policy of their own, so that those of one kind have the same on one listener. */
  const inherited = new Map<
    ListenerContext,
    Map<RouteKind, EffectivePolicy | undefined>
  >();
  return (listener, route, ruleIndex) => {
    const own =
      kind === 'SecurityPolicy' && !layer7(route)
        ? ofTcpRoutes(listener, route)
        : ownHolders(claims, route, ruleIndex);
    if (own.length > 0) {
      return find(own, listener, route);
    }
    let byKind = inherited.get(listener);
    if (!byKind) {
      byKind = new Map();
      inherited.set(listener, byKind);
    }
    if (!byKind.has(route.kind)) {
      byKind.set(route.kind, find(own, listener, route));
    }
    return byKind.get(route.kind);
  };
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
  const kinds = new Map(
    KINDS.map(kind => [
      kind,
      once(() => {
        const claims = settleClaims(world, targetable(), kind);
        const judge = createJudge(kind, claims, judgeContent, listener =>
          clientSpec(client().claims, listener),
        );
        const ofKind = { claims, judge };
        return { ...ofKind, effective: createEffective(kind, ofKind) };
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
      return kinds.get(kind)?.().effective(listener, route, ruleIndex);
    },
    clientTraffic: listener => effectiveClientTraffic(client(), listener),
    appliedToRoutes(kind) {
      const ofKind = kinds.get(kind)?.();
      return ofKind ? appliedToRoutes(ofKind.claims, ofKind.judge) : [];
    },
  };
}
