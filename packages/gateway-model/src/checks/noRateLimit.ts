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

export const noRateLimit: Check = {
  code: 'EG204',
  title: 'Rule has no rate limit',
  description:
    'Without a limit, one caller can use up what a backend has for everyone.',
  severity: 'info',
  *find(translation) {
    const { policies } = translation;
    const unlimited = [...forwardingRules(translation)].filter(
      exposed =>
        speaksHttp(exposed) &&
        protectionOf(
          policies,
          exposed.listener,
          exposed.route,
          exposed.rule.index,
        ).rateLimit.length === 0,
    );
    for (const { first, listeners } of byRule(unlimited).values()) {
      yield {
        ref: refOfItem(first.route.item),
        path: rulePath(first.rule),
        message: `No rate limit is in force on ${ruleInWords(
          first.rule,
        )} on ${some(listeners)}.`,
        remedy:
          'Attach a BackendTrafficPolicy with rateLimit to the route or its Gateway.',
      };
    }
  },
};
