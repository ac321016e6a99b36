import { listAt, stringAt } from '../../json';
import { indexed, gatewayApiItems } from '../world';
import { Item, World } from '../types';
import { versionRules } from '../versionRules';

export interface TlsPolicyTarget {
  group: string;
  kind: string;
  name: string;
  sectionName?: string;
}

/** BackendTLSPolicies, in the order Envoy Gateway settles claims in. */
export function backendTlsPolicyItems(world: World): readonly Item[] {
  return gatewayApiItems(world, 'BackendTLSPolicy');
}

export function targetsOf(policy: Item): TlsPolicyTarget[] {
  return listAt(policy.spec, 'targetRefs').map(ref => ({
    group: stringAt(ref, 'group') ?? '',
    kind: stringAt(ref, 'kind') ?? '',
    name: stringAt(ref, 'name') ?? '',
    sectionName: stringAt(ref, 'sectionName'),
  }));
}

function objectKey(
  namespace: string,
  { group, kind, name }: TlsPolicyTarget,
): string {
  return [namespace, group, kind, name].join('\n');
}

const policiesByTarget = indexed<string, readonly Item[]>(policies => {
  const index = new Map<string, Item[]>();
  for (const policy of policies) {
    const keys = new Set(
      targetsOf(policy).map(target => objectKey(policy.namespace, target)),
    );
    for (const key of keys) {
      const known = index.get(key);
      if (known) {
        known.push(policy);
      } else {
        index.set(key, [policy]);
      }
    }
  }
  return index;
});

/**
 * Whether a policy is meant for a section. By upstream's reading the first targetRef to the whole object
 * ends the search for one to the section, even if a later one names it.
 */
function namesSection(policy: Item, target: TlsPolicyTarget): boolean {
  for (const own of targetsOf(policy)) {
    if (objectKey('', own) === objectKey('', target)) {
      if (own.sectionName === undefined) {
        return false;
      }
      if (own.sectionName === target.sectionName) {
        return true;
      }
    }
  }
  return false;
}

function covers(policy: Item, target: TlsPolicyTarget): boolean {
  return targetsOf(policy).some(
    own =>
      objectKey('', own) === objectKey('', target) &&
      (own.sectionName === undefined || own.sectionName === target.sectionName),
  );
}

/**
 * The BackendTLSPolicy in force for a backend: the oldest that names the section, else the oldest for the
 * object as a whole. Before 1.9 the oldest of both.
 */
export function tlsPolicyFor(
  world: World,
  namespace: string,
  target: TlsPolicyTarget,
): Item | undefined {
  const candidates =
    policiesByTarget(backendTlsPolicyItems(world)).get(
      objectKey(namespace, target),
    ) ?? [];
  const special =
    target.sectionName === undefined ||
    !versionRules(world.settings).backendTlsGoesBySection
      ? undefined
      : candidates.find(policy => namesSection(policy, target));
  return special ?? candidates.find(policy => covers(policy, target));
}
