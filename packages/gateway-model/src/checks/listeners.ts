import { listAt, stringAt } from '../json';
import { Item, ListenerContext, Translation } from '../translation/types';

/** Listeners under the object in which they are written: a Gateway or a ListenerSet. */
export function listenersByOwner(
  translation: Translation,
): Array<{ owner: Item; listeners: ListenerContext[] }> {
  const byOwner = new Map<Item, ListenerContext[]>();
  for (const gateway of translation.listeners.gateways) {
    for (const listener of gateway.listeners) {
      const owner = listener.listenerSet ?? gateway.item;
      const known = byOwner.get(owner);
      if (known) {
        known.push(listener);
      } else {
        byOwner.set(owner, [listener]);
      }
    }
  }
  return [...byOwner].map(([owner, listeners]) => ({ owner, listeners }));
}

/** The field of its owner in which a listener is written. */
export function listenerPath(owner: Item, listener: ListenerContext): string {
  const index = listAt(owner.spec, 'listeners').findIndex(
    one => stringAt(one, 'name') === listener.name,
  );
  return `spec.listeners[${Math.max(0, index)}]`;
}
