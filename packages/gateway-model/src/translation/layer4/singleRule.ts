import { listAt } from '../../json';
import { PredictedCondition, RouteParentContext, RuleOutcome } from '../types';
import { backendOutcomes, judgeRefs, resolvedRefs } from './backendRefs';
import { JudgeParent } from './judgeParent';
import { allTaken, take } from './takenListeners';

const INVALID_RULE = {
  type: 'Accepted',
  status: 'False',
  reason: 'InvalidRule',
  message: 'The route must have exactly one rule.',
} as const;

/** Before 1.9, a route that came too late for its listeners was not accepted. */
const TAKEN: PredictedCondition = {
  type: 'Accepted',
  status: 'False',
  reason: 'UnsupportedValue',
  message: 'Another route has each of the listeners.',
};

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
  { acceptedOnTakenListener },
) => {
  const { accepted, ...attached } = parent;
  if (listAt(route.item.spec, 'rules').length !== 1) {
    return invalid(attached);
  }
  const [rule] = judgeRefs(route, parent, backends);
  const late = allTaken(route.item, parent.listeners, taken);
  const refused = late && !acceptedOnTakenListener;
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
    ...(!acceptedOnTakenListener && {
      listeners: parent.listeners.map(one =>
        taken.get(one.listener.key) === route.item
          ? one
          : { ...one, hostnames: [] },
      ),
    }),
    conditions: [refused ? TAKEN : accepted, resolvedRefs([rule])],
    rules: [outcome],
  };
};
