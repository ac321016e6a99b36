import { readLifecycle, readOwnerRef, readSystemRef } from './entityRefs';

/**
 * The steps of the chain that decides owner, lifecycle and system, as recorded in
 * `envoy-gateway.backstage.io/owner-source`.
 */
export type FactStep =
  | 'annotation'
  | 'component'
  | 'namespace'
  | 'gateway'
  | 'default';

/** What one step of the chain has to say. */
export interface FactSource {
  step: FactStep;
  /** The object that says it, for people. */
  where: string;
  owner?: string;
  lifecycle?: string;
  system?: string;
}

/** Owner, lifecycle and system of an entity, and which step decided the owner. */
export interface Facts {
  owner: string;
  ownerSource: FactStep;
  lifecycle: string;
  system?: string;
}

export interface FactDefaults {
  owner: string;
  lifecycle: string;
  system?: string;
}

/**
 * Goes through the chain and takes the first valid answer to each question. An invalid answer is passed
 * over; `problems` tells which, and why.
 */
export function chooseFacts(
  sources: readonly FactSource[],
  defaults: FactDefaults,
): { facts: Facts; problems: string[] } {
  const problems: string[] = [];
  const facts: Partial<Facts> = {};
  const passedOver = (where: string, field: string, reason: string) =>
    problems.push(`${where}: the ${field} ${reason}; it is passed over`);

  for (const { step, where, owner, lifecycle, system } of sources) {
    if (owner && !facts.owner) {
      const read = readOwnerRef(owner);
      if ('ref' in read) {
        facts.owner = read.ref;
        facts.ownerSource = step;
      } else {
        passedOver(where, 'owner', read.invalid);
      }
    }
    if (lifecycle && !facts.lifecycle) {
      const read = readLifecycle(lifecycle);
      if ('lifecycle' in read) {
        facts.lifecycle = read.lifecycle;
      } else {
        passedOver(where, 'lifecycle', read.invalid);
      }
    }
    if (system && !facts.system) {
      const read = readSystemRef(system);
      if ('ref' in read) {
        facts.system = read.ref;
      } else {
        passedOver(where, 'system', read.invalid);
      }
    }
  }
  return {
    facts: {
      owner: facts.owner ?? defaults.owner,
      ownerSource: facts.ownerSource ?? 'default',
      lifecycle: facts.lifecycle ?? defaults.lifecycle,
      system: facts.system ?? defaults.system,
    },
    problems,
  };
}
