import { listAt, objectAt, stringAt } from '../json';
import { GATEWAY_API_GROUP } from '../resources/references';
import { Item } from '../translation/types';

/** What a policy names as its target, and where. */
export interface PolicyTarget {
  path: string;
  group: string;
  kind: string;
  name: string;
}

/** The targets a policy names one by one. */
export function targetsOf(policy: Item): PolicyTarget[] {
  const read = (ref: unknown, path: string): PolicyTarget => ({
    path,
    group: stringAt(ref, 'group') ?? GATEWAY_API_GROUP,
    kind: stringAt(ref, 'kind') ?? '',
    name: stringAt(ref, 'name') ?? '',
  });
  const single = objectAt(policy.spec, 'targetRef');
  return [
    ...(single ? [read(single, 'spec.targetRef')] : []),
    ...listAt(policy.spec, 'targetRefs').map((ref, index) =>
      read(ref, `spec.targetRefs[${index}]`),
    ),
  ];
}

/** The field in which a policy says what it is for: the one target it has, where it has but one. */
export function targetsPath(policy: Item): string {
  const targets = targetsOf(policy);
  if (targets.length === 1) {
    return targets[0].path;
  }
  return targets.length > 1 ? 'spec.targetRefs' : 'spec.targetSelectors';
}
