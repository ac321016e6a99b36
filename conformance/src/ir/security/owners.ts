import {
  at,
  EffectivePolicy,
  listAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';

type Item = EffectivePolicy['winner'];

/** Who a part of a merged policy belongs to: the more specific policy where it says what decides that. */
export interface Owners {
  of(...deciding: string[][]): Item;
  ofContextExtension(name: string): Item;
}

function says(policy: Item, path: string[]): boolean {
  const value = at(policy.spec, ...path);
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

export function ownersOf({ winner, mergedWith }: EffectivePolicy): Owners {
  const parent = mergedWith ?? winner;
  return {
    of: (...deciding) =>
      deciding.some(path => says(winner, path)) ? winner : parent,
    ofContextExtension: name =>
      listAt(winner.spec, 'extAuth', 'contextExtensions').some(
        one => stringAt(one, 'name') === name,
      )
        ? winner
        : parent,
  };
}

/** What Envoy Gateway names after a policy. */
export function nameOf({ namespace, name }: Item): string {
  return `securitypolicy/${namespace}/${name}`;
}
