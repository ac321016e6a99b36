import { Check } from './check';
import { rulePath } from './exposedRules';
import { refOfItem } from './check';

export const rulesDropped: Check = {
  code: 'EG102',
  title: 'Rule is left out',
  description:
    'Envoy Gateway leaves out a rule it cannot make sense of, and serves the others: requests for it fall to another rule or get 404.',
  severity: 'error',
  *find(translation) {
    for (const { item, parents } of translation.routes) {
      const told = new Set<number>();
      for (const rule of parents.flatMap(parent => parent.rules)) {
        if (rule.dropped && !told.has(rule.index)) {
          told.add(rule.index);
          yield {
            ref: refOfItem(item),
            path: rulePath(rule),
            message: rule.dropped.message,
            remedy: 'Mend the rule; the message names what is wrong with it.',
          };
        }
      }
    }
  },
};
