import {
  DEFAULT_CONTROLLER_NAMES,
  gatewayIsOurs,
} from '../attachment/ownership';
import { HTTPRoute, ParentReference, RouteParentStatus } from '../resources';
import {
  refersToGateway,
  refersToListenerSet,
  sameReference,
} from '../resources/references';
import { Snapshot } from '../snapshot';
import { ParentVerdict, Verdict } from './types';
import { findCondition, noVerdict, ProblemRule, readVerdict } from './verdict';

const ROUTE_RULES: readonly ProblemRule[] = [
  { type: 'ResolvedRefs', status: 'False', partly: true },
  { type: 'PartiallyInvalid', status: 'True', partly: true },
  { type: 'BackendsAvailable', status: 'False', partly: true },
  { type: 'RouteRulesOverlap', status: 'True', partly: false },
];

function notOurs(entry?: RouteParentStatus): Verdict {
  return {
    state: 'notOurs',
    problems: [],
    conditions: entry?.conditions ?? [],
    ...(entry && { controllerName: entry.controllerName }),
  };
}

/** Whether the parent certainly belongs to another controller; absence proves nothing. */
function belongsToOther(
  snapshot: Snapshot,
  parentRef: ParentReference,
  controllerNames: readonly string[],
): boolean {
  if (!refersToGateway(parentRef)) {
    return !refersToListenerSet(parentRef);
  }
  const gateway = snapshot.gateway(parentRef.namespace, parentRef.name);
  return (
    gateway !== undefined &&
    snapshot.gatewayClass(gateway.gatewayClassName) !== undefined &&
    !gatewayIsOurs(snapshot, gateway, controllerNames)
  );
}

function readParent(
  snapshot: Snapshot,
  route: HTTPRoute,
  parentRef: ParentReference,
  controllerNames: readonly string[],
): Verdict {
  const entries = route.parents.filter(entry =>
    sameReference(entry.parentRef, parentRef),
  );
  const ours = entries.find(entry =>
    controllerNames.includes(entry.controllerName),
  );
  if (belongsToOther(snapshot, parentRef, controllerNames)) {
    return notOurs(entries.find(entry => entry !== ours));
  }
  if (ours) {
    return {
      ...readVerdict(
        ours.conditions,
        route.metadata.generation,
        'Accepted',
        ROUTE_RULES,
      ),
      controllerName: ours.controllerName,
    };
  }
  if (entries.length > 0) {
    return notOurs(entries[0]);
  }
  const aggregated = route.parents
    .filter(entry => controllerNames.includes(entry.controllerName))
    .map(entry => findCondition(entry.conditions, 'Aggregated'))
    .find(condition => condition?.status === 'True');
  return noVerdict([], aggregated?.message);
}

/**
 * How our controllers judged each parentRef of a route, in the order of `spec.parentRefs`, as its status
 * tells.
 *
 * @public
 */
export function readRouteVerdicts(
  snapshot: Snapshot,
  route: HTTPRoute,
  controllerNames: readonly string[] = DEFAULT_CONTROLLER_NAMES,
): ParentVerdict[] {
  return route.parentRefs.map(parentRef => ({
    parentRef,
    verdict: readParent(snapshot, route, parentRef, controllerNames),
  }));
}
