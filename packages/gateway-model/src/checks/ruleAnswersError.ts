import { Check } from './check';
import { exposedRules, ruleInWords, rulePath } from './exposedRules';
import { refOfItem } from './check';

const WHY = {
  InvalidFilter: 'one of its filters cannot be applied',
  InvalidBackend: 'none of its backends can be used',
  NoEndpoints: 'none of its backends has an endpoint',
} as const;

export const ruleAnswersError: Check = {
  code: 'EG105',
  title: 'Every request to a rule gets an error',
  description:
    'The rule is served, but a filter or all of its backends are broken, so Envoy answers every request itself.',
  severity: 'error',
  *find(translation) {
    const told = new Set<string>();
    for (const { route, rule } of exposedRules(translation)) {
      const { answers } = rule;
      const key = `${route.kind}\n${route.item.namespace}\n${route.item.name}\n${rule.index}`;
      if (
        !answers ||
        answers.unknown ||
        answers.why === 'DirectResponse' ||
        answers.why === 'Redirect' ||
        told.has(key)
      ) {
        continue;
      }
      told.add(key);
      yield {
        ref: refOfItem(route.item),
        path: rulePath(rule),
        message: `Requests to ${ruleInWords(rule)} get ${answers.status}: ${
          WHY[answers.why]
        }.`,
        remedy: 'Mend what the other findings of this rule name.',
      };
    }
  },
};
