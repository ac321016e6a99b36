import { stringAt } from '../../../json';
import { ListenerContext } from '../../types';

/** Whether Envoy serves HTTP on it. */
export function isHttp(listener: ListenerContext): boolean {
  return (
    listener.ready &&
    (listener.protocol === 'HTTP' || listener.protocol === 'HTTPS')
  );
}

/** Whether Envoy serves TCP on it, be it with TLS. */
export function isTcp(listener: ListenerContext): boolean {
  return (
    listener.ready &&
    (listener.protocol === 'TCP' || listener.protocol === 'TLS')
  );
}

/** Whether TLS ends at it: a listener that is ready then has a certificate. Without a mode, TLS does not end. */
export function hasTls(listener: ListenerContext): boolean {
  return (
    listener.protocol === 'HTTPS' ||
    (listener.protocol === 'TLS' &&
      stringAt(listener.spec, 'tls', 'mode') === 'Terminate')
  );
}
