import { attachRoute, ParentAttachment } from '../../attachment';
import { Condition, HTTPRoute, KubernetesObject } from '../../resources';
import { field, isFields } from '../../resources/read';
import { sameReference } from '../../resources/references';
import { Snapshot } from '../../snapshot';
import { backendProblem, BackendProblem } from './backends';
import { Pen, sentence, write } from './conditions';

/** A raw list under `spec` or `status`, entry by entry. */
export function rawList(
  object: KubernetesObject,
  section: 'spec' | 'status',
  key: string,
): unknown[] {
  const fields = field(object, section);
  const list = isFields(fields) ? field(fields, key) : undefined;
  return Array.isArray(list) ? list : [];
}

/** Entries of other controllers, which a controller leaves as they are. */
export function entriesOfOthers(
  entries: readonly unknown[],
  controllerNames: readonly string[],
): unknown[] {
  return entries.filter(entry => {
    const name = isFields(entry) ? field(entry, 'controllerName') : undefined;
    return !(typeof name === 'string' && controllerNames.includes(name));
  });
}

function backendProblems(
  snapshot: Snapshot,
  route: HTTPRoute,
): BackendProblem[] {
  return route.rules.flatMap(({ backendRefs }, rule) =>
    backendRefs.flatMap((ref, index) => {
      const problem = backendProblem(snapshot, route, ref);
      return problem
        ? [
            {
              reason: problem.reason,
              message: `failed to process route rule ${rule} backendRef ${index}: ${problem.message}`,
            },
          ]
        : [];
    }),
  );
}

function resolvedRefs(
  problems: readonly BackendProblem[],
  pen: Pen,
  before: readonly Condition[],
): Condition {
  if (problems.length === 0) {
    return write(
      pen,
      before,
      'ResolvedRefs',
      'True',
      'ResolvedRefs',
      'Resolved all the Object references for the Route',
    );
  }
  const reasons = [...new Set(problems.map(({ reason }) => reason))].sort();
  return write(
    pen,
    before,
    'ResolvedRefs',
    'False',
    reasons.join(','),
    problems.map(({ message }) => sentence(message)).join('\n'),
  );
}

const REFUSALS: Partial<
  Record<NonNullable<ParentAttachment['reason']>, string>
> = {
  NoMatchingParent: 'No listeners match this parent ref',
  NotAllowedByListeners:
    'No listeners included by this parent ref allowed this attachment.',
  NoMatchingListenerHostname:
    "There were no hostname intersections between the HTTPRoute and this parent ref's Listener(s).",
};

function accepted(
  attachment: ParentAttachment,
  pen: Pen,
  before: readonly Condition[],
): Condition {
  const refusal = attachment.reason && REFUSALS[attachment.reason];
  return attachment.reason && refusal
    ? write(pen, before, 'Accepted', 'False', attachment.reason, refusal)
    : write(pen, before, 'Accepted', 'True', 'Accepted', 'Route is accepted');
}

/** Whether our controller speaks about this parentRef at all. */
export function isJudged({ gateway, reason }: ParentAttachment): boolean {
  return gateway !== undefined && reason !== 'NotOurs';
}

/**
 * The status Envoy Gateway will write to a route, or nothing when it has nothing to do with it. Judged are
 * attachment and backends; filters, matches and endpoints are not looked into.
 */
export function predictRoute(
  snapshot: Snapshot,
  route: HTTPRoute,
  now: string,
  controllerNames: readonly string[],
): Record<string, unknown> | undefined {
  const pen: Pen = { now, generation: route.metadata.generation };
  const attachments = attachRoute(snapshot, route, controllerNames);
  const rawParents = rawList(route.object, 'spec', 'parentRefs');
  const problems = backendProblems(snapshot, route);
  const ours = attachments.flatMap((attachment, index) => {
    if (!isJudged(attachment)) {
      return [];
    }
    const controllerName = controllerOf(snapshot, attachment);
    const before =
      route.parents.find(
        entry =>
          entry.controllerName === controllerName &&
          sameReference(entry.parentRef, attachment.parentRef),
      )?.conditions ?? [];
    const raw = rawParents[index];
    return [
      {
        parentRef: {
          group: attachment.parentRef.group,
          kind: attachment.parentRef.kind,
          ...(isFields(raw) ? raw : {}),
        },
        controllerName,
        conditions: [
          accepted(attachment, pen, before),
          resolvedRefs(problems, pen, before),
        ],
      },
    ];
  });
  const entries = rawList(route.object, 'status', 'parents');
  const others = entriesOfOthers(entries, controllerNames);
  return ours.length === 0 && others.length === entries.length
    ? undefined
    : { parents: [...others, ...ours] };
}

/** The controller of the Gateway a route attaches to. */
export function controllerOf(
  snapshot: Snapshot,
  { gateway }: Pick<ParentAttachment, 'gateway'>,
): string {
  const object = gateway && snapshot.gateway(gateway.namespace, gateway.name);
  const gatewayClass = object && snapshot.gatewayClass(object.gatewayClassName);
  return gatewayClass?.controllerName ?? '';
}
