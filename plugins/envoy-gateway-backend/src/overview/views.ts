import {
  AttachedPolicy,
  policyEffects,
  Verdict,
} from '@envoy-gateway-portal/gateway-model';
import {
  AttachedPolicyView,
  ClusterView,
  VerdictView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { ClusterStatus } from '@envoy-gateway-portal/plugin-envoy-gateway-node';

/** Controllers may write 32 KiB into a message. */
const LONGEST_MESSAGE = 4_000;

/** A verdict as it is sent: without the conditions it was read from. */
export function verdictView(verdict: Verdict): VerdictView {
  const { state, reason, message, since, problems } = verdict;
  return {
    state,
    ...(reason !== undefined && { reason }),
    ...(message !== undefined && { message: shorten(message) }),
    problems: problems.map(problem => ({
      type: problem.type,
      reason: problem.reason,
      message: shorten(problem.message),
    })),
    ...(since !== undefined && { since }),
  };
}

function shorten(text: string): string {
  return text.length > LONGEST_MESSAGE
    ? `${text.slice(0, LONGEST_MESSAGE)}…`
    : text;
}

/** A policy as it reaches a rule on a listener. */
export function attachedPolicyView(
  attached: AttachedPolicy,
  listener: AttachedPolicyView['listener'],
): AttachedPolicyView {
  const { policy, kind, level, inForce, replacedBy, mergedWith } = attached;
  return {
    kind,
    namespace: policy.metadata.namespace,
    name: policy.metadata.name,
    level,
    listener,
    inForce,
    ...(replacedBy && { replacedBy: namedObject(replacedBy) }),
    ...(mergedWith && { mergedWith: namedObject(mergedWith) }),
    verdict: verdictView(attached.verdict),
    effects: policyEffects(policy),
  };
}

function namedObject(ref: { kind: string; namespace?: string; name: string }) {
  return { kind: ref.kind, namespace: ref.namespace ?? '', name: ref.name };
}

/** How a cluster stands, as it is sent. */
export function clusterView(status: ClusterStatus): ClusterView {
  const { name, title, phase, lastContact, error } = status;
  return {
    name,
    ...(title !== undefined && { title }),
    phase,
    ...(lastContact !== undefined && { lastContact }),
    ...(error !== undefined && { error }),
    kinds: status.kinds.map(kind => ({
      kind: kind.kind,
      ...(kind.version !== undefined && { version: kind.version }),
      phase: kind.phase,
      objects: kind.objects,
      unreadable: kind.unreadable,
      ...(kind.error !== undefined && { error: kind.error }),
    })),
  };
}
