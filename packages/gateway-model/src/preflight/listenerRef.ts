import { refOfItem } from '../checks/check';
import { ListenerContext } from '../translation/types';
import { ListenerRef } from './types';

/** A listener as people name it. */
export function listenerRefOf(listener: ListenerContext): ListenerRef {
  return {
    gateway: refOfItem(listener.gateway.item),
    ...(listener.listenerSet && {
      listenerSet: refOfItem(listener.listenerSet),
    }),
    name: listener.name,
  };
}
