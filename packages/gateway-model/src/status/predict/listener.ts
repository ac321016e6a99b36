import { Condition, Gateway } from '../../resources';
import { Snapshot } from '../../snapshot';
import { Pen, write } from './conditions';
import { conflictFindings } from './listenerConflicts';
import { Finding, listenerFindings, notProgrammed } from './listenerFindings';

const ACCEPTED: Finding = {
  type: 'Accepted',
  status: 'True',
  reason: 'Accepted',
  message: 'Listener has been successfully translated',
};
const PROGRAMMED: Finding = {
  type: 'Programmed',
  status: 'True',
  reason: 'Programmed',
  message: 'Sending translated listener configuration to the data plane',
};
const RESOLVED: Finding = {
  type: 'ResolvedRefs',
  status: 'True',
  reason: 'ResolvedRefs',
  message: 'Listener references have been resolved',
};
const SEE_OTHERS = notProgrammed(
  'Listener is invalid, see other Conditions for details.',
);

/** Completes what was found with what Envoy Gateway says besides. */
function complete(findings: readonly Finding[]): Finding[] {
  if (findings.length === 0) {
    return [PROGRAMMED, ACCEPTED, RESOLVED];
  }
  const has = (type: string) => findings.some(one => one.type === type);
  if (
    findings.length === 1 &&
    findings[0].reason === 'PartiallyInvalidCertificateRef'
  ) {
    return [...findings, ACCEPTED, PROGRAMMED];
  }
  return [
    ...findings,
    ...(has('Programmed') ? [] : [SEE_OTHERS]),
    ...(has('ResolvedRefs') ? [] : [RESOLVED]),
  ];
}

/** The conditions Envoy Gateway will write for each listener of a Gateway, in order. */
export function predictListeners(
  snapshot: Snapshot,
  gateway: Gateway,
  pen: Pen,
): Condition[][] {
  const own = gateway.listeners.map(listener =>
    listenerFindings(snapshot, gateway, listener),
  );
  const sound = gateway.listeners.filter(
    (_, index) =>
      own[index].length === 0 ||
      own[index].every(one => one.reason === 'PartiallyInvalidCertificateRef'),
  );
  return gateway.listeners.map((listener, index) => {
    const before =
      gateway.status.listeners.find(({ name }) => name === listener.name)
        ?.conditions ?? [];
    const conflicts = sound.includes(listener)
      ? conflictFindings(gateway, listener, sound)
      : [];
    return complete([...own[index], ...conflicts]).map(
      ({ type, status, reason, message }) =>
        write(pen, before, type, status, reason, message),
    );
  });
}
