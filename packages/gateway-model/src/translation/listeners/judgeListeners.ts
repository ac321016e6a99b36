import { refKey } from '../../resources/objectRef';
import {
  GatewayContext,
  Item,
  ListenerContext,
  ListenerSetContext,
  ListenerStage,
  World,
} from '../types';
import { VersionRules, versionRules } from '../versionRules';
import { listenerSetItems } from '../world';
import { judgeAllowedKinds, judgeAllowedNamespaces } from './allowedRoutes';
import { judgeConflicts } from './conflicts';
import {
  CertificateDoubt,
  draftListener,
  ListenerDraft,
  listenerSpecs,
  setInvalid,
  settle,
} from './draft';
import { envoyProxyStatuses } from './envoyProxyStatuses';
import { completeConditions } from './finalConditions';
import { judgeGatewayClasses } from './gatewayClasses';
import { draftGateways, GatewayDraft } from './gatewayContexts';
import {
  TlsJudgement,
  judgeFrontendValidation,
  judgeGatewayTls,
} from './gatewayTls';
import {
  allowsListenerSet,
  listenerSetConditions,
  notAllowed,
  parentGateway,
} from './listenerSets';
import { judgeTls } from './listenerTls';
import { markPresumptions, Rejudge } from './presumptions';
import { judgeTlsOverlaps } from './tlsOverlaps';

/** Layer 4 knows no hostnames. */
function judgeHostname(draft: ListenerDraft): void {
  const { protocol, hostname } = draft;
  if ((protocol === 'TCP' || protocol === 'UDP') && hostname !== undefined) {
    setInvalid(draft, `A ${protocol} listener cannot have a hostname`);
  }
}

/** Listeners of accepted Gateways, by Gateway: its own, then those of its ListenerSets. */
type Drafts = ReadonlyMap<GatewayContext, ListenerDraft[]>;

interface AttachedSet {
  item: Item;
  gateway?: GatewayContext;
  drafts: ListenerDraft[];
  allowed: boolean;
}

function attachListenerSets(
  world: World,
  gateways: readonly GatewayDraft[],
  drafts: Drafts,
): AttachedSet[] {
  const byName = new Map(
    gateways.map(({ context }) => [refKey(context), context]),
  );
  return listenerSetItems(world).map(item => {
    const gateway = parentGateway(world, item, byName);
    const onGateway = gateway && drafts.get(gateway);
    if (!gateway || !onGateway) {
      return { item, gateway, drafts: [], allowed: true };
    }
    const allowed = allowsListenerSet(world, gateway, item);
    const own = allowed
      ? listenerSpecs(item).map(spec => draftListener(gateway, spec, item))
      : [];
    onGateway.push(...own);
    return { item, gateway, drafts: own, allowed };
  });
}

/** What a listener is by itself. */
function judgeAlone(
  world: World,
  draft: ListenerDraft,
  tls: TlsJudgement,
  doubt?: CertificateDoubt,
): void {
  judgeAllowedNamespaces(draft);
  judgeAllowedKinds(draft);
  judgeTls(world, draft, doubt);
  judgeFrontendValidation(draft, tls.validationOn(draft.port));
  judgeHostname(draft);
}

/** Gateways of one class are translated together, apart from those of other classes. */
function judgeTogether(
  ofClass: readonly (readonly ListenerDraft[])[],
  merged: boolean,
  rules: VersionRules,
): void {
  judgeConflicts(ofClass, merged, rules);
  ofClass.flat().forEach(draft => completeConditions(draft, rules));
  if (merged) {
    judgeTlsOverlaps(ofClass.flat());
  } else {
    ofClass.forEach(judgeTlsOverlaps);
  }
}

function byGateway(drafts: readonly ListenerDraft[]): ListenerDraft[][] {
  const groups = new Map<GatewayContext, ListenerDraft[]>();
  for (const draft of drafts) {
    const own = groups.get(draft.gateway);
    if (own) {
      own.push(draft);
    } else {
      groups.set(draft.gateway, [draft]);
    }
  }
  return [...groups.values()];
}

function settleAll(
  gateways: readonly GatewayDraft[],
  drafts: Drafts,
): ReadonlyMap<ListenerDraft, ListenerContext> {
  const settled = new Map<ListenerDraft, ListenerContext>();
  const occurrences = new Map<string, number>();
  for (const { context, listeners } of gateways) {
    for (const draft of drafts.get(context) ?? []) {
      const { listenerSet, ownerNamespace, name } = draft;
      const owner = listenerSet?.name ?? context.name;
      const key = JSON.stringify([!!listenerSet, ownerNamespace, owner, name]);
      const occurrence = occurrences.get(key) ?? 0;
      occurrences.set(key, occurrence + 1);
      const listener = settle(draft, occurrence);
      listeners.push(listener);
      settled.set(draft, listener);
    }
  }
  return settled;
}

function listenerSetContext(
  world: World,
  { item, gateway, drafts, allowed }: AttachedSet,
  settled: ReadonlyMap<ListenerDraft, ListenerContext>,
): ListenerSetContext {
  const listeners = drafts
    .map(draft => settled.get(draft))
    .filter((one): one is ListenerContext => one !== undefined);
  if (!gateway) {
    return {
      item,
      // The translator by itself takes every ListenerSet for one of ours.
      conditions: world.settings.translatorOnly
        ? listenerSetConditions(item, [])
        : [],
      listeners,
    };
  }
  return {
    item,
    gateway,
    conditions: allowed
      ? listenerSetConditions(item, listeners)
      : notAllowed(gateway, item),
    listeners,
  };
}

/**
 * The first stage: which Gateways are ours, with what parameters; their listeners and those of their
 * ListenerSets, and which of them serve.
 */
export function judgeListeners(world: World): ListenerStage {
  const rules = versionRules(world.settings);
  const classes = judgeGatewayClasses(world);
  const gateways = draftGateways(world, classes);
  const drafts = new Map<GatewayContext, ListenerDraft[]>();
  for (const { context } of gateways) {
    if (context.accepted) {
      drafts.set(
        context,
        listenerSpecs(context.item).map(spec => draftListener(context, spec)),
      );
    }
  }
  const sets = attachListenerSets(world, gateways, drafts);
  const tlsOf = new Map<GatewayContext, TlsJudgement>();
  for (const { context, conditions } of gateways) {
    const own = drafts.get(context);
    if (own) {
      const tls = judgeGatewayTls(world, context);
      tlsOf.set(context, tls);
      conditions.push(...tls.conditions);
      own.forEach(draft => judgeAlone(world, draft, tls));
    }
  }
  const rejudge: Rejudge = ({ gateway, spec, listenerSet }, doubt) => {
    const draft = draftListener(gateway, spec, listenerSet);
    const tls = tlsOf.get(gateway);
    if (tls) {
      judgeAlone(world, draft, tls, doubt);
    }
    return draft;
  };
  for (const ofClass of classes.values()) {
    const together = gateways
      .filter(gateway => gateway.ofClass === ofClass)
      .flatMap(({ context }) => {
        const own = drafts.get(context);
        return own ? [own] : [];
      });
    const { mergeGateways } = ofClass;
    judgeTogether(together, mergeGateways, rules);
    for (const shared of mergeGateways ? [together.flat()] : together) {
      markPresumptions(shared, rejudge, onPort =>
        judgeTogether(byGateway(onPort), mergeGateways, rules),
      );
    }
  }
  const settled = settleAll(gateways, drafts);
  return {
    gateways: gateways.map(({ context }) => context),
    listenerSets: sets.map(set => listenerSetContext(world, set, settled)),
    gatewayClasses: [...classes.values()].map(({ item, conditions }) => ({
      item,
      conditions,
    })),
    envoyProxies: rules.envoyProxyStatus
      ? envoyProxyStatuses(classes.values(), gateways)
      : [],
  };
}
