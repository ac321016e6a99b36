import { stringAt } from '../../../json';
import { parseDuration } from '../../values';
import { Problem } from '../problem';

/** A field that is set, but not to a duration. */
export function durationProblem(
  value: unknown,
  path: string,
  ...field: string[]
): Problem | undefined {
  const text = stringAt(value, ...field);
  if (text === undefined || parseDuration(text) !== undefined) {
    return undefined;
  }
  const at = [path, ...field].join('.');
  return { path: at, message: `${at} "${text}" is not a duration` };
}

/** The first of some fields that is set, but not to a duration. */
export function firstDurationProblem(
  value: unknown,
  path: string,
  fields: ReadonlyArray<readonly string[]>,
): Problem | undefined {
  for (const field of fields) {
    const problem = durationProblem(value, path, ...field);
    if (problem) {
      return problem;
    }
  }
  return undefined;
}
