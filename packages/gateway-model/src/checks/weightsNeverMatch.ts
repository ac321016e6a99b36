import { Check, refOfItem } from './check';
import { exposedRules, ruleInWords, rulePath } from './exposedRules';

export const weightsNeverMatch: Check = {
  code: 'EG301',
  title: 'Backend never gets a request',
  description:
    'A backendRef of weight 0 gets nothing; when all of a rule have weight 0, every request gets 500.',
  severity: 'info',
  *find(translation) {
    const told = new Set<string>();
    for (const { route, rule } of exposedRules(translation)) {
      const idle = rule.backends.filter(({ weight }) => weight === 0);
      const key = `${route.kind}\n${route.item.namespace}\n${route.item.name}\n${rule.index}`;
      if (idle.length === 0 || told.has(key)) {
        continue;
      }
      told.add(key);
      const all = idle.length === rule.backends.length;
      yield {
        ref: refOfItem(route.item),
        path: all
          ? rulePath(rule)
          : `${rulePath(rule)}.backendRefs[${idle[0].index}]`,
        ...(all && { severity: 'error' as const }),
        message: all
          ? `Every backendRef of ${ruleInWords(
              rule,
            )} has weight 0, so no request is forwarded.`
          : `${idle
              .slice(0, 3)
              .map(({ ref }) => ref.name)
              .join(', ')} of ${ruleInWords(
              rule,
            )} has weight 0 and gets no request.`,
        remedy: 'Give it a weight above 0, or remove it.',
      };
    }
  },
};
