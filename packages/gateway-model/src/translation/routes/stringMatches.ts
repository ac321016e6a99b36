import { stringAt } from '../../json';
import { isValidRe2 } from '../regex';
import { StringMatch } from './matchKey';

/** Why a rule cannot be translated. */
export interface MatchProblem {
  readonly message: string;
}

export function isMatchProblem<T extends object>(
  value: T | MatchProblem,
): value is MatchProblem {
  return 'message' in value;
}

export function regexProblem(
  what: string,
  value: string,
): MatchProblem | undefined {
  return isValidRe2(value)
    ? undefined
    : { message: `${what} needs an RE2 expression, and "${value}" is none.` };
}

/**
 * Conditions on headers, query parameters or cookies. A type Envoy Gateway does not know says nothing, except
 * of a cookie (upstream `buildCookieMatches`).
 */
export function stringMatches(
  what: 'header' | 'query parameter' | 'cookie',
  matches: readonly unknown[],
): readonly StringMatch[] | MatchProblem {
  const result: StringMatch[] = [];
  for (const match of matches) {
    const name = stringAt(match, 'name') ?? '';
    const value = stringAt(match, 'value') ?? '';
    const type = stringAt(match, 'type') ?? 'Exact';
    if (type === 'Exact') {
      result.push({ name, exact: value });
    } else if (type === 'RegularExpression') {
      const problem = regexProblem(`The match of ${what} ${name}`, value);
      if (problem) {
        return problem;
      }
      result.push({ name, regex: value });
    } else if (what === 'cookie') {
      return { message: `A cookie cannot be matched by type ${type}.` };
    }
  }
  return result;
}
