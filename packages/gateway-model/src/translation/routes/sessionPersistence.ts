import { objectAt, stringAt } from '../../json';
import { parseDuration } from '../values';
import { VersionRules } from '../versionRules';

/** Why a rule's `sessionPersistence` cannot be translated, and with it the rule. */
export function sessionProblem(
  rule: unknown,
  { idleSessions }: VersionRules,
): string | undefined {
  const session = objectAt(rule, 'sessionPersistence');
  if (!session) {
    return undefined;
  }
  if (!idleSessions && stringAt(session, 'idleTimeout') !== undefined) {
    return 'Sessions cannot time out by being idle.';
  }
  const type = stringAt(session, 'type') ?? 'Cookie';
  if (type === 'Header') {
    return undefined;
  }
  if (type !== 'Cookie') {
    return `Session persistence has no type "${type}".`;
  }
  const timeout = stringAt(session, 'absoluteTimeout');
  return timeout !== undefined &&
    stringAt(session, 'cookieConfig', 'lifetimeType') === 'Permanent' &&
    parseDuration(timeout) === undefined
    ? `Session persistence has "${timeout}" for a timeout, which is no duration.`
    : undefined;
}
