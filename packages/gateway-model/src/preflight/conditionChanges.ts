import { refOfItem } from '../checks/check';
import { itemKey } from '../checks/negativeConditions';
import { Item, PredictedCondition, Translation } from '../translation/types';
import { ConditionChange } from './types';

interface Judged {
  item: Item;
  about?: string;
  condition: PredictedCondition;
}

function sectionOf(ref: {
  kind: string;
  namespace?: string;
  name: string;
  sectionName?: string;
}): string {
  const section = ref.sectionName ? ` ${ref.sectionName}` : '';
  return `${ref.kind} ${ref.namespace ?? ''}/${ref.name}${section}`;
}

function* everyCondition(translation: Translation): Generator<Judged> {
  const { backends, listeners, policies, routes } = translation;
  for (const { item, conditions } of [
    ...listeners.gatewayClasses,
    ...listeners.gateways,
    ...listeners.listenerSets,
    ...backends.backends.filter(({ used }) => used),
  ]) {
    for (const condition of conditions) {
      yield { item, condition };
    }
  }
  for (const listener of listeners.gateways.flatMap(one => one.listeners)) {
    const item = listener.listenerSet ?? listener.gateway.item;
    for (const condition of listener.conditions) {
      yield { item, about: `listener ${listener.name}`, condition };
    }
  }
  for (const { item, parents } of routes) {
    for (const { parentRef, conditions } of parents) {
      for (const condition of conditions) {
        yield { item, about: sectionOf(parentRef), condition };
      }
    }
  }
  for (const { item, ancestors } of [
    ...policies.statuses,
    ...backends.backendTlsPolicies(routes),
    ...listeners.envoyProxies,
  ]) {
    for (const { ancestorRef, conditions } of ancestors) {
      for (const condition of conditions) {
        yield { item, about: sectionOf(ancestorRef), condition };
      }
    }
  }
}

function byKey(translation: Translation): Map<string, Judged> {
  const judged = new Map<string, Judged>();
  for (const one of everyCondition(translation)) {
    const key = [itemKey(one.item), one.about ?? '', one.condition.type];
    judged.set(key.join('\n'), one);
  }
  return judged;
}

/** Conditions that will have another status or reason, come or go. */
export function conditionChanges(
  before: Translation,
  after: Translation,
): ConditionChange[] {
  const old = byKey(before);
  const now = byKey(after);
  const changes: ConditionChange[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(key);
    const is = now.get(key);
    const either = is ?? was;
    if (
      !either ||
      (was?.condition.status === is?.condition.status &&
        was?.condition.reason === is?.condition.reason)
    ) {
      continue;
    }
    changes.push({
      ref: refOfItem(either.item),
      ...(either.about && { about: either.about }),
      ...(was && { before: was.condition }),
      ...(is && { after: is.condition }),
    });
  }
  return changes;
}
