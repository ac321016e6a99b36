import { protectionOf } from '../translation/policies';
import { Check, refOfItem } from './check';
import {
  byRule,
  forwardingRules,
  ruleInWords,
  rulePath,
  some,
  speaksHttp,
} from './exposedRules';

export const noTimeout: Check = {
  code: 'EG205',
  title: 'Rule has no timeout of its own',
  description:
    'Without a timeout of the rule or of a policy, how long a request may take is what Envoy happens to default to, and nobody has decided it.',
  severity: 'info',
  *find(translation) {
    const { policies } = translation;
    const undecided = [...forwardingRules(translation)].filter(
      exposed =>
        speaksHttp(exposed) &&
        protectionOf(
          policies,
          exposed.listener,
          exposed.route,
          exposed.rule.index,
        ).timeout === undefined,
    );
    for (const { first, listeners } of byRule(undecided).values()) {
      yield {
        ref: refOfItem(first.route.item),
        path: rulePath(first.rule),
        message: `Nothing sets a request timeout for ${ruleInWords(
          first.rule,
        )} on ${some(listeners)}.`,
        remedy:
          'Set timeouts.request on the rule, or timeout.http.requestTimeout in a BackendTrafficPolicy.',
      };
    }
  },
};
