import { refKey } from '../../resources/objectRef';
import { GATEWAY_API_GROUP } from '../../resources/references';
import { AncestorStatus, AncestorStatuses, Item } from '../types';
import { ClassContext } from './gatewayClasses';
import { GatewayDraft } from './gatewayContexts';
import { EnvoyProxyJudgement } from './validateEnvoyProxy';

function ancestor(
  kind: 'GatewayClass' | 'Gateway',
  item: Item,
  { problem, unknown }: EnvoyProxyJudgement,
): AncestorStatus {
  return {
    ancestorRef: {
      group: GATEWAY_API_GROUP,
      kind,
      ...(kind === 'Gateway' && { namespace: item.namespace }),
      name: item.name,
    },
    conditions: [
      problem
        ? {
            type: 'Accepted',
            status: 'False',
            reason: 'InvalidParameters',
            message: problem.message,
          }
        : {
            type: 'Accepted',
            status: 'True',
            reason: 'Accepted',
            message: 'The EnvoyProxy has been accepted',
            ...(unknown && { unknown }),
          },
    ],
  };
}

function classAncestor(ofClass: ClassContext): AncestorStatus {
  return ancestor('GatewayClass', ofClass.item, ofClass);
}

/** Whether a Gateway came so far that its EnvoyProxy was looked at. */
function looksAtProxy({ context, ownProxy }: GatewayDraft): boolean {
  return (
    context.accepted ||
    ownProxy?.judgement.problem !== undefined ||
    context.conditions.some(one => one.reason === 'UnsupportedAddress')
  );
}

/** Gateways as upstream hands them on: of those with a copy, the ones that failed come last. */
function handedOn(gateways: readonly GatewayDraft[]): GatewayDraft[] {
  const isLate = ({ context, ownProxy }: GatewayDraft) =>
    ownProxy?.copied === true && !context.accepted;
  return [
    ...gateways.filter(draft => !isLate(draft)),
    ...gateways.filter(isLate),
  ];
}

/** Statuses of all EnvoyProxies in use. */
export function envoyProxyStatuses(
  classes: Iterable<ClassContext>,
  gateways: readonly GatewayDraft[],
): AncestorStatuses[] {
  const statuses = new Map<
    string,
    { item: Item; ancestors: AncestorStatus[]; closed: boolean }
  >();
  const add = (item: Item, ancestors: AncestorStatus[], closed = false) => {
    const known = statuses.get(refKey(item));
    if (!known) {
      statuses.set(refKey(item), { item, ancestors, closed });
    } else if (!known.closed) {
      known.ancestors.push(...ancestors);
    }
  };
  for (const ofClass of classes) {
    if (ofClass.envoyProxy) {
      add(ofClass.envoyProxy, [classAncestor(ofClass)]);
    }
  }
  for (const draft of handedOn(gateways)) {
    const { ownProxy, ofClass, context } = draft;
    if (ownProxy && looksAtProxy(draft)) {
      const own = ancestor('Gateway', context.item, ownProxy.judgement);
      // Of a merged EnvoyProxy upstream writes the status of the merged copy, with that of the class's in
      // it, and only that of the first Gateway which has it.
      add(
        ownProxy.item,
        ownProxy.withClass ? [classAncestor(ofClass), own] : [own],
        ownProxy.copied,
      );
    }
  }
  return [...statuses.values()].map(({ item, ancestors }) => ({
    item,
    ancestors,
  }));
}
