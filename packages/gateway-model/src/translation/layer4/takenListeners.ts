import { Item, RouteListenerContext } from '../types';

/** The first route of layer 4 on each listener, by the listener's key. */
export type TakenListeners = Map<string, Item>;

/** Whether every listener that could serve the route serves an older one. */
export function allTaken(
  route: Item,
  listeners: readonly RouteListenerContext[],
  taken: TakenListeners,
): boolean {
  const ready = listeners.filter(({ listener }) => listener.ready);
  return (
    ready.length > 0 &&
    ready.every(({ listener }) => (taken.get(listener.key) ?? route) !== route)
  );
}

export function take(
  route: Item,
  listeners: readonly RouteListenerContext[],
  taken: TakenListeners,
): void {
  for (const { listener, hostnames } of listeners) {
    if (listener.ready && hostnames.length > 0 && !taken.has(listener.key)) {
      taken.set(listener.key, route);
    }
  }
}
