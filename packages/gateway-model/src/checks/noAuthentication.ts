import { booleanAt } from '../json';
import { protectionOf } from '../translation/policies';
import { Translation } from '../translation/types';
import { Check, refOfItem } from './check';
import {
  byRule,
  ExposedRule,
  forwardingRules,
  ruleInWords,
  rulePath,
  some,
  speaksHttp,
} from './exposedRules';

/** Whether somebody has to prove something before a request passes: credentials, a client certificate or an address. */
function isOpen(
  { policies }: Translation,
  { route, listener, rule }: ExposedRule,
): boolean {
  const { authentication } = protectionOf(
    policies,
    listener,
    route,
    rule.index,
  );
  const security = policies.effective(
    'SecurityPolicy',
    listener,
    route,
    rule.index,
  );
  // Optional tokens have a check of their own.
  const optional = booleanAt(security?.spec, 'jwt', 'optional') === true;
  return authentication.length === 0 && !optional;
}

export const noAuthentication: Check = {
  code: 'EG201',
  title: 'Anyone may call a rule',
  description:
    'No SecurityPolicy asks for credentials, no client certificate is asked for and no address is refused: whoever reaches the Gateway reaches the backend.',
  severity: 'warning',
  *find(translation) {
    const open = [...forwardingRules(translation)].filter(
      exposed => speaksHttp(exposed) && isOpen(translation, exposed),
    );
    for (const { first, listeners } of byRule(open).values()) {
      yield {
        ref: refOfItem(first.route.item),
        path: rulePath(first.rule),
        message: `Anyone may call ${ruleInWords(first.rule)} on ${some(
          listeners,
        )}.`,
        remedy:
          'Attach a SecurityPolicy that authenticates callers to the route or its Gateway, or keep the route off public listeners.',
      };
    }
  },
};
