import { Check } from './check';
import { foundConditions, isFalse, remedies } from './negativeConditions';
import { listenerPath, listenersByOwner } from './listeners';

const remedyOf = remedies(
  {
    UnsupportedProtocol: 'Use HTTP, HTTPS, TLS, TCP or UDP.',
    InvalidRouteKinds:
      'Allow only kinds that the protocol of the listener carries.',
    InvalidCertificateRef:
      'Refer to an existing Secret of type kubernetes.io/tls with tls.crt and tls.key.',
    PartiallyInvalidCertificateRef:
      'Mend or remove the certificate reference that cannot be used.',
    RefNotPermitted:
      "Add a ReferenceGrant in the Secret's namespace that permits references from the listener's owner.",
  },
  'Mend what the message names; until then the listener serves nothing or less than it says.',
);

const TYPES = ['Accepted', 'Programmed', 'ResolvedRefs'];

export const listenerRejected: Check = {
  code: 'EG106',
  title: 'Listener is not valid',
  description:
    'A listener that is not valid is left out of the proxies, with all routes attached to it.',
  severity: 'error',
  *find(translation) {
    for (const { owner, listeners } of listenersByOwner(translation)) {
      const negative = listeners.flatMap(listener =>
        listener.conditions
          .filter(
            condition =>
              !condition.unknown &&
              TYPES.some(type => isFalse(condition, type)) &&
              // A listener in conflict is told by the check for conflicts.
              !listener.conditions.some(
                one => one.type === 'Conflicted' && one.status === 'True',
              ),
          )
          .slice(0, 1)
          .map(condition => ({
            condition,
            path: listenerPath(owner, listener),
          })),
      );
      yield* foundConditions(owner, negative, remedyOf);
    }
  },
};
