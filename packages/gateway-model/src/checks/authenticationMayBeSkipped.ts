import { booleanAt, objectAt, stringAt } from '../json';
import { refOfItem, Check } from './check';
import {
  byRule,
  ExposedRule,
  forwardingRules,
  ruleInWords,
  rulePath,
  some,
} from './exposedRules';

/** Fields that let a request pass although its caller did not prove anything. */
const LETS_PASS = [
  ['jwt', 'optional'],
  ['jwt', 'failOpen'],
  ['extAuth', 'failOpen'],
] as const;

/** Callers without claims are stopped by the authorization, which denies what no rule of it allows. */
function refusesOthers(spec: unknown): boolean {
  const authorization = objectAt(spec, 'authorization');
  return (
    authorization !== undefined &&
    stringAt(authorization, 'defaultAction') !== 'Allow'
  );
}

export const authenticationMayBeSkipped: Check = {
  code: 'EG206',
  title: 'Authentication may be skipped',
  description:
    'The policy in force authenticates callers, and lets requests pass without: tokens are optional, or a failing check counts as passed.',
  severity: 'warning',
  *find(translation) {
    const found: Array<ExposedRule & { field: string; policy: string }> = [];
    for (const exposed of forwardingRules(translation)) {
      const { route, listener, rule } = exposed;
      const policy = translation.policies.effective(
        'SecurityPolicy',
        listener,
        route,
        rule.index,
      );
      const skipped =
        policy &&
        !refusesOthers(policy.spec) &&
        LETS_PASS.find(path => booleanAt(policy.spec, ...path) === true);
      if (skipped) {
        const { namespace, name } = policy.winner;
        found.push({
          ...exposed,
          field: `spec.${skipped.join('.')}`,
          policy: `${namespace}/${name}`,
        });
      }
    }
    for (const { first, listeners } of byRule(found).values()) {
      const told = found.find(one => one.rule === first.rule);
      yield {
        ref: refOfItem(first.route.item),
        path: rulePath(first.rule),
        message: `Callers of ${ruleInWords(first.rule)} on ${some(
          listeners,
        )} may pass unauthenticated: ${told?.field} of SecurityPolicy ${
          told?.policy
        } is true.`,
        remedy:
          'Set the field to false, or add authorization that denies callers without claims.',
      };
    }
  },
};
