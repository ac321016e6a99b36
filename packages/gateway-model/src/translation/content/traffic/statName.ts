import { stringAt } from '../../../json';
import { Problem } from '../problem';

const OPERATORS = new Set([
  '%ROUTE_NAME%',
  '%ROUTE_NAMESPACE%',
  '%ROUTE_KIND%',
  '%ROUTE_RULE_NAME%',
]);

/** A name of statistics may refer to the route by these operators alone; a lone `%` is none. */
export function statNameProblem(
  telemetry: unknown,
  path: string,
): Problem | undefined {
  const name = stringAt(telemetry, 'metrics', 'routeStatName') ?? '';
  const operators = name.match(/%[^%]*%/g) ?? [];
  if (
    operators.every(operator => OPERATORS.has(operator)) &&
    (operators.length > 0 || !name.includes('%'))
  ) {
    return undefined;
  }
  const at = `${path}.metrics.routeStatName`;
  return {
    path: at,
    message: `${at} has operators other than ${[...OPERATORS].join(', ')}`,
  };
}
