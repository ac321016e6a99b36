import { listAt, objectAt, stringAt } from '../../../json';
import { isValidCel } from '../../cel';
import { isValidRe2 } from '../../regex';
import { parseCidr } from '../../values';
import { Problem, shown } from '../problem';

function operationProblem(
  operation: unknown,
  path: string,
): Problem | undefined {
  const match = objectAt(operation, 'path');
  const type = stringAt(match, 'type') ?? 'PathPrefix';
  if (!match || type === 'PathPrefix' || type === 'Exact') {
    return undefined;
  }
  if (type !== 'RegularExpression') {
    return {
      path: `${path}.path.type`,
      message: `${path}.path.type ${type} is unknown`,
    };
  }
  return isValidRe2(stringAt(match, 'value') ?? '')
    ? undefined
    : {
        path: `${path}.path.value`,
        message: `${path}.path.value is not a regular expression (RE2)`,
      };
}

function ruleProblem(rule: unknown, path: string): Problem | undefined {
  const ranges = listAt(rule, 'principal', 'clientCIDRs');
  const bad = ranges.findIndex(
    range => typeof range !== 'string' || !parseCidr(range),
  );
  if (bad >= 0) {
    return {
      path: `${path}.principal.clientCIDRs[${bad}]`,
      message: `${path}.principal.clientCIDRs[${bad}] "${shown(
        ranges[bad],
      )}" is not a range of addresses`,
    };
  }
  const cel = stringAt(rule, 'cel');
  return (
    operationProblem(objectAt(rule, 'operation'), `${path}.operation`) ??
    (cel === undefined || isValidCel(cel)
      ? undefined
      : { path: `${path}.cel`, message: `${path}.cel is not an expression` })
  );
}

/** The first problem of the rules, wherever they are applied. */
export function authorizationProblem(spec: unknown): Problem | undefined {
  for (const [i, rule] of listAt(spec, 'authorization', 'rules').entries()) {
    const problem = ruleProblem(rule, `authorization.rules[${i}]`);
    if (problem) {
      return problem;
    }
  }
  return undefined;
}
