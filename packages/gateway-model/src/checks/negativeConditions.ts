import {
  AncestorStatuses,
  Item,
  PredictedCondition,
  Translation,
} from '../translation/types';
import { kindKey } from '../resources/objectRef';
import { Found, refOfItem } from './check';

/**
 * A finding for each condition chosen, once for an object, a field and a reason. What is only presumed is not
 * found.
 */
export function* foundConditions(
  item: Item,
  conditions: Iterable<{
    condition: PredictedCondition;
    path?: string;
    about?: string;
  }>,
  remedyOf: (reason: string) => string,
): Generator<Found> {
  const told = new Set<string>();
  for (const { condition, path: place, about } of conditions) {
    const path = place ?? condition.path;
    const key = `${path ?? ''}\n${condition.type}\n${condition.reason}`;
    if (condition.unknown || told.has(key)) {
      continue;
    }
    told.add(key);
    yield {
      ref: refOfItem(item),
      ...(path && { path }),
      message: about ? `${about}: ${condition.message}` : condition.message,
      remedy: remedyOf(condition.reason),
    };
  }
}

/** A remedy by reason; reasons may be joined by commas, and the first known one counts. */
export function remedies(
  table: Readonly<Record<string, string>>,
  otherwise: string,
): (reason: string) => string {
  const known = new Map(Object.entries(table));
  return reason => {
    for (const one of reason.split(',')) {
      const remedy = known.get(one);
      if (remedy) {
        return remedy;
      }
    }
    return otherwise;
  };
}

export function isFalse(condition: PredictedCondition, type: string): boolean {
  return condition.type === type && condition.status === 'False';
}

export function isTrue(condition: PredictedCondition, type: string): boolean {
  return condition.type === type && condition.status === 'True';
}

/** Statuses of policies that Envoy Gateway would write, by what the policies are. */
export function policyStatuses(
  translation: Translation,
): readonly AncestorStatuses[] {
  return translation.policies.statuses;
}

/** A key for an item among items of several kinds. */
export function itemKey(item: Item): string {
  return `${kindKey(item)}\n${item.namespace}\n${item.name}`;
}
