import { listAt, stringAt } from '../../json';
import { RouteProblem } from '../types';
import { isHeaderValue } from '../values';
import { notAccepted } from './problems';
import { listed } from './words';

/** Pseudo headers and `Host` are Envoy's own business. */
function nameProblem(name: string): string | undefined {
  if (name === '') {
    return 'a header has no name';
  }
  if (name.includes('/') || name.includes(':')) {
    return `"${name}" is no header name`;
  }
  return name.toLowerCase() === 'host'
    ? 'the Host header cannot be modified this way'
    : undefined;
}

function headerProblem(header: unknown): string | undefined {
  const name = stringAt(header, 'name') ?? '';
  const problem = nameProblem(name);
  if (problem !== undefined) {
    return problem;
  }
  return isHeaderValue(stringAt(header, 'value') ?? '')
    ? undefined
    : `the value of header "${name}" is no header value`;
}

/**
 * What is wrong with a RequestHeaderModifier or ResponseHeaderModifier. One bad header is enough, although
 * Envoy Gateway would apply the others; an empty filter is none the worse for it.
 */
export function headerModifierProblem(
  type: string,
  modifier: unknown,
): RouteProblem | undefined {
  const problems = [
    ...listAt(modifier, 'add').map(headerProblem),
    ...listAt(modifier, 'set').map(headerProblem),
    ...listAt(modifier, 'remove').map(name =>
      nameProblem(typeof name === 'string' ? name : ''),
    ),
  ].filter((problem): problem is string => problem !== undefined);
  return problems.length > 0
    ? notAccepted(
        'UnsupportedValue',
        `Filter ${type} cannot be applied: ${listed(problems)}.`,
      )
    : undefined;
}
