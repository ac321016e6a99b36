import { isJsonObject } from '../../json';
import {
  refersToGateway,
  refersToListenerSet,
} from '../../resources/references';
import { parentRefsOf, readParentRef } from '../routes';
import { AncestorStatuses, Item, PredictedCondition, Unknown } from '../types';
import { VersionRules } from '../versionRules';
import {
  AncestorRef,
  ancestorOf,
  Ancestors,
  createAncestors,
  invalid,
  refused,
} from './ancestors';
import {
  Attachment,
  Claims,
  ListenersAttachment,
  RouteAttachment,
} from './claims';
import { deprecationOf } from './deprecatedFields';
import { Judge, MergeOnListener, RoutePolicyKind } from './judgements';
import { overridesOf } from './overrides';
import { scopesAbove } from './path';
import { createScopeGraph, ScopeGraph } from './scopeGraph';
import { describeScopes, Scope, scopeOf, scopeOfItem } from './scopes';
import { Targetable } from './targetable';

/** Before 1.8, those of other controllers' Gateways were not told apart. */
function routeAncestors(
  targetable: Targetable,
  { route }: RouteAttachment,
  { ownAncestorsOnly }: VersionRules,
): readonly AncestorRef[] {
  const { item, parents } = route;
  const parentRefs = ownAncestorsOnly
    ? parents.map(({ parentRef }) => parentRef)
    : parentRefsOf(item)
        .filter(isJsonObject)
        .map(raw => readParentRef(raw, item.namespace))
        .filter(refersToGateway);
  return parentRefs.flatMap(parentRef => {
    if (!refersToListenerSet(parentRef)) {
      return [ancestorOf('Gateway', parentRef, parentRef.sectionName)];
    }
    return targetable.listenerSet.has(scopeOf(parentRef).key)
      ? [ancestorOf(parentRef.kind, parentRef, parentRef.sectionName)]
      : [];
  });
}

function listenerAncestor({ listener }: MergeOnListener): AncestorRef {
  const { gateway, listenerSet, name } = listener;
  return listenerSet
    ? ancestorOf(listenerSet.kind, listenerSet, name)
    : ancestorOf('Gateway', gateway, name);
}

function isSameAncestor(a: AncestorRef, b: AncestorRef): boolean {
  return (
    a.kind === b.kind &&
    a.namespace === b.namespace &&
    a.name === b.name &&
    a.sectionName === b.sectionName
  );
}

/** Conditions of the listeners a route's policy was merged on. */
function writeMerges(ancestors: Ancestors, merges: readonly MergeOnListener[]) {
  for (const merge of merges) {
    const { parent, problems, unknown } = merge;
    if (problems.length > 0) {
      ancestors.set(
        listenerAncestor(merge),
        refused('Invalid', problems.join('; ')),
      );
    } else if (parent) {
      const { namespace, name } = parent.policy.item;
      ancestors.set(listenerAncestor(merge), {
        type: 'Merged',
        status: 'True',
        reason: 'Merged',
        message: `Merged with the policy ${namespace}/${name}`,
        ...(unknown && { unknown }),
      });
    }
  }
}

interface Writing {
  readonly kind: RoutePolicyKind;
  readonly targetable: Targetable;
  readonly claims: Claims;
  readonly judge: Judge;
  readonly overrides: ScopeGraph;
  readonly merged: Merged;
}

/** Which routes' policies were merged into those of which scopes. */
interface Merged {
  readonly routes: ScopeGraph;
  /** By scope: what all of that depends on, where nothing of it is certain. */
  readonly unknown: ReadonlyMap<string, Unknown>;
}

function writeOnRoute(
  { kind, targetable, claims, judge }: Writing,
  ancestors: Ancestors,
  attachment: RouteAttachment,
): void {
  const refs = routeAncestors(targetable, attachment, claims.rules);
  const setAll = (condition: PredictedCondition) =>
    refs.forEach(ref => ancestors.set(ref, condition));
  const { refusal, policy, scope, sectionName } = attachment;
  if (refusal) {
    setAll(refused(refusal.reason, refusal.message));
    return;
  }
  const { problems, rejected, merges, unknown, warnings } = judge(attachment);
  if (problems.length > 0) {
    setAll(invalid(problems));
  }
  if (rejected) {
    return;
  }
  writeMerges(ancestors, merges);
  const unknownOf = (ref: AncestorRef): Unknown | undefined =>
    unknown ??
    merges.find(
      merge => merge.unknown && isSameAncestor(listenerAncestor(merge), ref),
    )?.unknown;
  refs.forEach(ref => ancestors.accept(ref, unknownOf(ref)));
  for (const merge of merges) {
    // A listener on which it stands by itself is an ancestor only when something is wrong there.
    ancestors.mayBeMore ??= merge.parent ? undefined : merge.unknown;
  }
  writeWarnings(kind, ancestors, refs, policy.item, warnings);
  const rules = claims.heldRules.get(scope.key);
  if (sectionName === undefined && rules) {
    setAll({
      type: 'Overridden',
      status: 'True',
      reason: 'Overridden',
      message: `Other policies take its place on the rules ${[...rules]
        .sort()
        .join(', ')}`,
    });
  }
}

function writeWarnings(
  kind: RoutePolicyKind,
  ancestors: Ancestors,
  refs: readonly AncestorRef[],
  policy: Item | undefined,
  warnings: readonly { reason: string; message: string }[],
): void {
  const deprecation = policy && deprecationOf(kind, policy);
  for (const ref of refs) {
    warnings.forEach(({ reason, message }) =>
      ancestors.warn(ref, reason, message),
    );
    if (deprecation !== undefined) {
      ancestors.warn(ref, 'DeprecatedField', deprecation);
    }
  }
}

function writeOnListeners(
  { kind, claims, judge, overrides, merged }: Writing,
  ancestors: Ancestors,
  attachment: ListenersAttachment,
): void {
  const { gateway, listenerSet, sectionName, refusal, policy, scope } =
    attachment;
  const ref = listenerSet
    ? ancestorOf(listenerSet.kind, listenerSet, sectionName)
    : ancestorOf('Gateway', gateway, sectionName);
  if (refusal) {
    ancestors.set(ref, refused(refusal.reason, refusal.message));
    return;
  }
  const { problems, unknown, warnings } = judge(attachment);
  if (problems.length > 0) {
    ancestors.set(ref, invalid(problems));
  }
  ancestors.accept(ref, unknown);
  const warn = () =>
    writeWarnings(
      kind,
      ancestors,
      [ref],
      // Before 1.9, of SecurityPolicies only those on routes were looked through for deprecated fields.
      kind === 'SecurityPolicy' && !claims.rules.deprecationsEverywhere
        ? undefined
        : policy.item,
      warnings,
    );
  // Of an ancestor that comes back as it is overridden, after others took its place, only what is said last is left.
  const warnsLast =
    kind === 'SecurityPolicy' ||
    (kind === 'BackendTrafficPolicy' && listenerSet !== undefined);
  if (!warnsLast) {
    warn();
  }
  const mergedHere = merged.routes.children(scope);
  if (mergedHere.size > 0) {
    const presumed = merged.unknown.get(scope.key);
    ancestors.set(ref, {
      type: 'Merged',
      status: 'True',
      reason: 'Merged',
      message: `Other policies are merged into it on ${describeScopes(
        mergedHere.values(),
      )}`,
      ...(presumed && { unknown: presumed }),
    });
  }
  // A route whose policy is merged here does not count as lost, too.
  const lost = [...overrides.descendants(scope).values()].filter(
    child => !mergedHere.has(child.key),
  );
  if (lost.length > 0) {
    ancestors.set(ref, {
      type: 'Overridden',
      status: 'True',
      reason: 'Overridden',
      message: `Other policies take its place on ${describeScopes(lost)}`,
    });
  }
  if (warnsLast) {
    warn();
  }
}

/** Whose policies tell of a merge: that which is merged. Before 1.9, that of the listener and of its Gateway. */
function mergedInto(
  { rules }: Claims,
  parent: Attachment,
  listener: MergeOnListener['listener'],
): readonly Scope[] {
  return rules.mergesToldByParentAlone
    ? [parent.scope]
    : scopesAbove(listener, rules);
}

function mergesOf(claims: Claims, judge: Judge): Merged {
  const routes = createScopeGraph();
  const certain = new Set<string>();
  const presumed = new Map<string, Unknown>();
  for (const [, attachments] of claims.byPolicy) {
    for (const attachment of attachments) {
      if (
        attachment.to !== 'route' ||
        attachment.refusal ||
        attachment.policy.mergeType === undefined
      ) {
        continue;
      }
      for (const { parent, listener, problems, unknown } of judge(attachment)
        .merges) {
        if (!parent || problems.length > 0) {
          continue;
        }
        for (const scope of mergedInto(claims, parent, listener)) {
          routes.add(scope, scopeOfItem(attachment.route.item));
          if (unknown) {
            presumed.set(scope.key, unknown);
          } else {
            certain.add(scope.key);
          }
        }
      }
    }
  }
  certain.forEach(key => presumed.delete(key));
  return { routes, unknown: presumed };
}

function statusOf(
  writing: Writing,
  item: Item,
  attachments: readonly Attachment[],
): AncestorStatuses {
  const ancestors = createAncestors(writing.claims.rules);
  for (const attachment of attachments) {
    if (attachment.to === 'route') {
      writeOnRoute(writing, ancestors, attachment);
    } else {
      writeOnListeners(writing, ancestors, attachment);
    }
  }
  const { mayBeMore } = ancestors;
  return {
    item,
    ancestors: ancestors.result(),
    ...(mayBeMore && { mayBeMore }),
  };
}

/** Statuses of the policies of one kind that found something of Envoy Gateway's to be attached to. */
export function routePolicyStatuses(
  kind: RoutePolicyKind,
  targetable: Targetable,
  claims: Claims,
  judge: Judge,
): readonly AncestorStatuses[] {
  const writing: Writing = {
    kind,
    targetable,
    claims,
    judge,
    overrides: overridesOf(claims, targetable),
    merged: mergesOf(claims, judge),
  };
  return [...claims.byPolicy].map(([item, attachments]) =>
    statusOf(writing, item, attachments),
  );
}
