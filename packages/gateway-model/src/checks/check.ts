import { Item, Translation } from '../translation/types';
import { ObjectRef } from '../resources';
import { Finding, FindingRule } from './types';

/** What a check found: the rule gives the code, and the severity where the check does not. */
export type Found = Omit<Finding, 'code' | 'severity'> &
  Partial<Pick<Finding, 'severity'>>;

/** A rule and how to look for it. A new check is one file with one of these, one line in `registry.ts`, and one page. */
export interface Check extends FindingRule {
  find(translation: Translation): Iterable<Found>;
}

/** The reference that names an item. */
export function refOfItem(item: Item): ObjectRef {
  return {
    group: item.group,
    kind: item.kind,
    ...(item.namespace && { namespace: item.namespace }),
    name: item.name,
  };
}
