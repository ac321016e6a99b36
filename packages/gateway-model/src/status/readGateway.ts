import { Gateway } from '../resources';
import { Verdict } from './types';
import {
  findCondition,
  noVerdict,
  problemOf,
  ProblemRule,
  readVerdict,
} from './verdict';

const GATEWAY_RULES: readonly ProblemRule[] = [
  { type: 'ResolvedRefs', status: 'False', partly: true },
];

const LISTENER_RULES: readonly ProblemRule[] = [
  { type: 'Programmed', status: 'False', partly: true },
  { type: 'ResolvedRefs', status: 'False', partly: true },
  { type: 'Conflicted', status: 'True', partly: true },
  { type: 'OverlappingTLSConfig', status: 'True', partly: false },
];

/**
 * How a Gateway was judged: whether it was accepted, and apart from that whether proxies serve it. A
 * Gateway of which only some listeners are valid is accepted in part.
 *
 * @public
 */
export function readGatewayVerdicts(gateway: Gateway): {
  accepted: Verdict;
  programmed: Verdict;
} {
  const { conditions } = gateway.status;
  const { generation } = gateway.metadata;
  const accepted = readVerdict(
    conditions,
    generation,
    'Accepted',
    GATEWAY_RULES,
  );
  const deciding = findCondition(conditions, 'Accepted');
  if (
    deciding?.reason === 'ListenersNotValid' &&
    (accepted.state === 'accepted' || accepted.state === 'partlyValid')
  ) {
    accepted.state = 'partlyValid';
    accepted.problems = [problemOf(deciding), ...accepted.problems];
  }
  return {
    accepted,
    programmed: readVerdict(conditions, generation, 'Programmed', []),
  };
}

/**
 * How one listener of a Gateway was judged. A listener that was accepted but is not programmed, or whose
 * certificates are not resolved, is valid in part. Envoy Gateway says nothing of acceptance where a
 * listener is in conflict with another or plainly invalid; then that it is not programmed decides.
 *
 * @public
 */
export function readListenerVerdict(
  gateway: Gateway,
  listenerName: string,
): Verdict {
  const status = gateway.status.listeners.find(
    ({ name }) => name === listenerName,
  );
  if (!status) {
    return noVerdict();
  }
  return readVerdict(
    status.conditions,
    gateway.metadata.generation,
    findCondition(status.conditions, 'Accepted') ? 'Accepted' : 'Programmed',
    LISTENER_RULES,
  );
}
