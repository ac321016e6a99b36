import {
  GatewayView,
  ParentView,
  RouteView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { isListenerDown, PlaceState } from './place';
import { RankedProblem, sentence, Severity } from './problem';
import { remedyFor, remedyForState } from './remedies';

const nameOf = (object: { namespace: string; name: string }) =>
  `${object.namespace}/${object.name}`;

/** Conditions that only tell of something worth knowing. */
const HINTS: readonly string[] = ['RouteRulesOverlap'];

/** What stands against a route at one of its parents. */
export function parentProblems(
  route: RouteView,
  parent: ParentView,
  state: PlaceState,
): RankedProblem[] {
  const { cluster } = route;
  const { verdict } = parent;
  const object = `HTTPRoute ${nameOf(route)}`;
  const gateway = `Gateway ${nameOf(parent.gateway)}`;
  const base = { cluster, object };
  switch (verdict.state) {
    case 'notOurs':
      return [];
    case 'rejected':
      return [
        {
          ...base,
          severity: 'down',
          reason: verdict.reason ?? 'Rejected',
          message: `${object} is rejected by ${gateway} in cluster ${cluster} (${
            verdict.reason
          }): ${sentence(verdict.message)}`,
          remedy: remedyFor(verdict.reason),
        },
      ];
    case 'noVerdict':
    case 'stale':
      return [
        {
          ...base,
          severity: 'unjudged',
          reason: parent.notAttached?.reason ?? verdict.state,
          message: unjudgedMessage(object, gateway, cluster, parent),
          remedy:
            remedyFor(parent.notAttached?.reason) ??
            remedyForState(verdict.state),
        },
      ];
    default:
      return verdict.problems.map(({ type, reason, message }) => ({
        ...base,
        severity: severityOf(type, state),
        reason,
        message: `${object} is accepted by ${gateway} in cluster ${cluster}, with a problem (${type}: ${reason}): ${sentence(
          message,
        )}`,
        remedy: remedyFor(reason),
      }));
  }
}

function severityOf(type: string, state: PlaceState): Severity {
  if (HINTS.includes(type)) {
    return 'hint';
  }
  return state === 'down' ? 'down' : 'degraded';
}

function unjudgedMessage(
  object: string,
  gateway: string,
  cluster: string,
  { verdict, notAttached }: ParentView,
): string {
  if (verdict.state === 'stale') {
    return `${object} has changed since ${gateway} in cluster ${cluster} judged it; what it said is out of date.`;
  }
  const why = notAttached ? ` ${sentence(notAttached.message)}` : '';
  return `${object} has no verdict for ${gateway} in cluster ${cluster} yet.${why}`;
}

/** What stands against the Gateway of a place, and against the listeners the route attaches to. */
export function gatewayProblems(
  gateway: GatewayView,
  listeners: readonly string[],
): RankedProblem[] {
  const { cluster, programmed, verdict: accepted } = gateway;
  const object = `Gateway ${nameOf(gateway)}`;
  const base = { cluster, object };
  const problems: RankedProblem[] = [];
  if (accepted.state === 'rejected') {
    problems.push({
      ...base,
      severity: 'down',
      reason: accepted.reason ?? 'Rejected',
      message: `${object} in cluster ${cluster} is rejected (${
        accepted.reason
      }): ${sentence(accepted.message)}`,
      remedy: remedyFor(accepted.reason),
    });
  } else if (programmed.state === 'rejected') {
    problems.push({
      ...base,
      severity: 'down',
      reason: programmed.reason ?? 'NotProgrammed',
      message: `${object} in cluster ${cluster} is served by no proxy (${
        programmed.reason
      }): ${sentence(programmed.message)}`,
      remedy: remedyFor(programmed.reason),
    });
  } else if (programmed.state === 'noVerdict' || programmed.state === 'stale') {
    problems.push({
      ...base,
      severity: 'unjudged',
      reason: programmed.state,
      message: `Whether proxies serve ${object} in cluster ${cluster} as it stands is not known: its controller has not said.`,
      remedy: remedyForState(programmed.state),
    });
  }
  for (const listener of gateway.listeners) {
    if (listeners.includes(listener.name) && isListenerDown(listener)) {
      const { verdict } = listener;
      const against =
        verdict.state === 'rejected' ? verdict : verdict.problems[0];
      problems.push({
        cluster,
        object: `${object}, listener ${listener.name}`,
        severity: 'down',
        reason: against.reason ?? 'Rejected',
        message: `Listener ${
          listener.name
        } of ${object} in cluster ${cluster} takes no requests (${
          against.reason
        }): ${sentence(against.message)}`,
        remedy: remedyFor(
          verdict.problems.map(({ reason }) => reason).join() || verdict.reason,
        ),
      });
    }
  }
  return problems;
}

/** What stands against the policies that reach a route. */
export function policyProblems(route: RouteView): RankedProblem[] {
  const { cluster } = route;
  return route.rules.flatMap(rule =>
    rule.policies.flatMap((policy): RankedProblem[] => {
      const { verdict } = policy;
      const object = `${policy.kind} ${nameOf(policy)}`;
      if (verdict.state === 'rejected') {
        return [
          {
            cluster,
            object,
            severity: 'degraded',
            reason: verdict.reason ?? 'Rejected',
            message: `${object} in cluster ${cluster} is rejected and does not hold (${
              verdict.reason
            }): ${sentence(verdict.message)}`,
            remedy: remedyFor(verdict.reason),
          },
        ];
      }
      return policy.inForce &&
        (verdict.state === 'noVerdict' || verdict.state === 'stale')
        ? [
            {
              cluster,
              object,
              severity: 'unjudged',
              reason: verdict.state,
              message: `Whether ${object} in cluster ${cluster} holds as it stands is not known: its controller has not said.`,
              remedy: remedyForState(verdict.state),
            },
          ]
        : [];
    }),
  );
}
