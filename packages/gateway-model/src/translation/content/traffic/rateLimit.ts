import { listAt, objectAt, stringAt } from '../../../json';
import { TranslationSettings } from '../../types';
import { Problem } from '../problem';
import { selectorsProblem } from './selectors';

/** Seconds; an unknown unit has none. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['Second', 1],
  ['Minute', 60],
  ['Hour', 3600],
  ['Day', 86_400],
  ['Week', 7 * 86_400],
  ['Month', 30 * 86_400],
  ['Year', 365 * 86_400],
]);

function unitOf(rule: unknown): number {
  return UNITS.get(stringAt(rule, 'limit', 'unit') ?? '') ?? 0;
}

function rulesProblem(
  rules: readonly unknown[],
  path: string,
): Problem | undefined {
  for (const [i, rule] of rules.entries()) {
    const problem = selectorsProblem(
      listAt(rule, 'clientSelectors'),
      `${path}[${i}].clientSelectors`,
    );
    if (problem) {
      return problem;
    }
  }
  return undefined;
}

function localProblem(rateLimit: unknown, path: string): Problem | undefined {
  if (!objectAt(rateLimit, 'local')) {
    return { path, message: `${path} is not set, though the type is Local` };
  }
  const rules = listAt(rateLimit, 'local', 'rules');
  // The rule without selectors is Envoy's default bucket, of which there is one.
  const defaults = rules.filter(
    rule => listAt(rule, 'clientSelectors').length === 0,
  );
  if (defaults.length > 1) {
    return {
      path: `${path}.rules`,
      message: `${path} has more than one rule without clientSelectors`,
    };
  }
  const unit = defaults.length === 1 ? unitOf(defaults[0]) : 1;
  const misfit = rules.findIndex(
    rule => unit === 0 || unitOf(rule) % unit !== 0,
  );
  if (misfit >= 0) {
    return {
      path: `${path}.rules[${misfit}].limit.unit`,
      message: `${path}.rules[${misfit}].limit.unit is not a multiple of the unit of the rule without clientSelectors`,
    };
  }
  return rulesProblem(rules, `${path}.rules`);
}

function globalProblem(
  rateLimit: unknown,
  path: string,
  { globalRateLimitEnabled }: TranslationSettings,
): Problem | undefined {
  if (!objectAt(rateLimit, 'global')) {
    return { path, message: `${path} is not set, though the type is Global` };
  }
  if (!globalRateLimitEnabled) {
    return {
      path,
      message: `${path} needs a rate limit service, and Envoy Gateway is set up without one`,
    };
  }
  return rulesProblem(listAt(rateLimit, 'global', 'rules'), `${path}.rules`);
}

/** The deprecated `type` decides, while it is set, which of the two is looked at. */
export function rateLimitProblem(
  rateLimit: unknown,
  path: string,
  settings: TranslationSettings,
): Problem | undefined {
  const local = `${path}.local`;
  const global = `${path}.global`;
  const type = stringAt(rateLimit, 'type');
  switch (type) {
    case 'Global':
      return globalProblem(rateLimit, global, settings);
    case 'Local':
      return localProblem(rateLimit, local);
    case undefined:
      return (
        (objectAt(rateLimit, 'local') && localProblem(rateLimit, local)) ??
        (objectAt(rateLimit, 'global') &&
          globalProblem(rateLimit, global, settings))
      );
    default:
      return {
        path: `${path}.type`,
        message: `${path}.type ${type} is neither Global nor Local`,
      };
  }
}
