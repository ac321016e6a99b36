import { Scope } from './scopes';

type Scopes = ReadonlyMap<string, Scope>;

/** Which scopes' policies stand above others', for the conditions `Overridden` and `Merged`. */
export interface ScopeGraph {
  /** A policy of `child` displaces one of `parent`, or merges into it. */
  add(parent: Scope, child: Scope): void;
  /** A ListenerSet is part of a Gateway. Known of those alone that a policy reaches. */
  register(listenerSet: Scope, gateway: Scope): void;
  /** What was added under a scope itself. */
  children(scope: Scope): Scopes;
  /**
   * What was added under a scope and its parts. A section has the routes of its whole object, too, since a route
   * that names no section is served by each.
   */
  descendants(scope: Scope): Scopes;
}

const NONE: Scopes = new Map();

export function createScopeGraph(): ScopeGraph {
  const below = new Map<string, Map<string, Scope>>();
  const parts = new Map<string, Map<string, Scope>>();

  const put = (
    index: Map<string, Map<string, Scope>>,
    key: string,
    scope: Scope,
  ) => {
    const known = index.get(key);
    if (known) {
      known.set(scope.key, scope);
    } else {
      index.set(key, new Map([[scope.key, scope]]));
    }
  };
  const children = (scope: Scope): Scopes => below.get(scope.key) ?? NONE;
  const partsOf = (scope: Scope) => parts.get(scope.key)?.values() ?? [];

  return {
    add(parent, child) {
      put(below, parent.key, child);
      if (parent.whole) {
        put(parts, parent.whole.key, parent);
      }
    },
    register(listenerSet, gateway) {
      put(parts, gateway.key, listenerSet);
    },
    children,
    descendants(scope) {
      const found = new Map(children(scope));
      if (scope.whole) {
        for (const [key, child] of children(scope.whole)) {
          if (child.kind === 'Route') {
            found.set(key, child);
          }
        }
        return found;
      }
      // Two levels at most: a Gateway's ListenerSets, and their listeners.
      const pending = [...partsOf(scope)];
      for (const part of pending) {
        children(part).forEach((child, key) => found.set(key, child));
        if (part.kind === 'ListenerSet') {
          pending.push(...partsOf(part));
        }
      }
      return found;
    },
  };
}
