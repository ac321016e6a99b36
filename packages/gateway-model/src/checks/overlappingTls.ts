import { Check } from './check';
import { foundConditions, isTrue } from './negativeConditions';
import { listenerPath, listenersByOwner } from './listeners';

export const overlappingTls: Check = {
  code: 'EG304',
  title: 'Certificates or hostnames of listeners overlap',
  description:
    'Browsers may reuse one HTTP/2 connection for several hosts when a certificate covers them, and then reach the wrong listener; Envoy Gateway therefore offers HTTP/1.1 only on such listeners.',
  severity: 'warning',
  *find(translation) {
    for (const { owner, listeners } of listenersByOwner(translation)) {
      yield* foundConditions(
        owner,
        listeners.flatMap(listener =>
          listener.conditions
            .filter(condition => isTrue(condition, 'OverlappingTLSConfig'))
            .map(condition => ({
              condition,
              path: listenerPath(owner, listener),
            })),
        ),
        () =>
          'Give each listener hostnames and certificates of its own, or accept HTTP/1.1 there.',
      );
    }
  },
};
