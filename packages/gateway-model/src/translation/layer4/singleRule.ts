import { listAt } from '../../json';
import { RouteParentContext, RuleOutcome } from '../types';
import { backendOutcomes, judgeRefs, resolvedRefs } from './backendRefs';
import { JudgeParent } from './judgeParent';
import { allTaken, take } from './takenListeners';

const INVALID_RULE = {
  type: 'Accepted',
  status: 'False',
  reason: 'InvalidRule',
  message: 'The route must have exactly one rule.',
} as const;

/** Without its one rule nothing of the route is looked at, and listeners do not count it. */
function invalid(
  parent: Omit<RouteParentContext, 'conditions' | 'rules'>,
): RouteParentContext {
  return {
    ...parent,
    listeners: parent.listeners.map(one => ({ ...one, hostnames: [] })),
    conditions: [INVALID_RULE],
    rules: [],
  };
}

/** TCPRoutes and UDPRoutes: one rule, and the oldest route has the listener. */
export const judgeSingleRule: JudgeParent = (
  route,
  parent,
  backends,
  taken,
) => {
  const { accepted, ...attached } = parent;
  if (listAt(route.item.spec, 'rules').length !== 1) {
    return invalid(attached);
  }
  const [rule] = judgeRefs(route, parent, backends);
  const late = allTaken(route.item, parent.listeners, taken);
  take(route.item, parent.listeners, taken);
  const outcome: RuleOutcome = {
    index: rule.index,
    ...(rule.name !== undefined && { name: rule.name }),
    ...(late && {
      dropped: {
        reason: 'ListenerTaken',
        message: 'An older route has the listener, which serves one alone.',
      },
    }),
    matches: [{ index: -1, key: '' }],
    backends: backendOutcomes(rule),
  };
  return {
    ...attached,
    conditions: [accepted, resolvedRefs([rule])],
    rules: [outcome],
  };
};
