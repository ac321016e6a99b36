import { Gateway, Listener } from '../../resources';
import { Finding } from './listenerFindings';

/** Protocols that share a port only among themselves: HTTPS and TLS go together. */
function family(protocol: string): string {
  return protocol === 'HTTPS' || protocol === 'TLS' ? 'HTTPS/TLS' : protocol;
}

/** What is wrong with a listener beside the others of its Gateway; `sound` are those that take part. */
export function conflictFindings(
  gateway: Gateway,
  listener: Listener,
  sound: readonly Listener[],
): Finding[] {
  const { namespace, name } = gateway.metadata;
  const names = (listeners: readonly Listener[]) =>
    listeners
      .map(one => `${namespace}/${name}/${one.name}`)
      .sort()
      .join(', ');
  const conflicted = (reason: string, message: string): Finding[] => [
    { type: 'Conflicted', status: 'True', reason, message },
  ];
  const onPort = sound.filter(
    one =>
      one.port === listener.port &&
      (one.protocol === 'UDP') === (listener.protocol === 'UDP'),
  );
  if (
    listener.protocol !== 'UDP' &&
    new Set(onPort.map(({ protocol }) => family(protocol))).size > 1
  ) {
    return conflicted(
      'ProtocolConflict',
      `All listeners for a given port must use a compatible protocol, conflicting listeners: ${names(
        onPort,
      )}`,
    );
  }
  if (listener.protocol === 'TCP' || listener.protocol === 'UDP') {
    return onPort.indexOf(listener) > 0
      ? conflicted(
          'ProtocolConflict',
          `Only one ${listener.protocol} listener is allowed in a given port`,
        )
      : [];
  }
  const sameHost = onPort.filter(
    one => (one.hostname ?? '') === (listener.hostname ?? ''),
  );
  return sameHost.length > 1
    ? conflicted(
        'HostnameConflict',
        `All listeners for a given port must use a unique hostname, conflicting listeners: ${names(
          sameHost,
        )}`,
      )
    : [];
}
