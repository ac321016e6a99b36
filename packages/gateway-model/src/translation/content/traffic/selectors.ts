import { at, booleanAt, listAt, stringAt } from '../../../json';
import { isValidRe2 } from '../../regex';
import { parseCidr } from '../../values';
import { Problem } from '../problem';

type Matcher = (value: unknown, path: string) => Problem | undefined;

function expressionProblem(value: string, path: string): Problem | undefined {
  return isValidRe2(value)
    ? undefined
    : { path, message: `${path} is not a regular expression (RE2)` };
}

function distinctProblem(value: unknown, path: string): Problem | undefined {
  return booleanAt(value, 'invert')
    ? {
        path: `${path}.invert`,
        message: `${path}.invert cannot be used with type Distinct`,
      }
    : undefined;
}

const headerProblem: Matcher = (header, path) => {
  const type = stringAt(header, 'type') ?? 'Exact';
  const value = stringAt(header, 'value');
  if (type === 'Exact' && value !== undefined) {
    return undefined;
  }
  if (type === 'RegularExpression' && value !== undefined) {
    return expressionProblem(value, `${path}.value`);
  }
  if (type === 'Distinct' && value === undefined) {
    return distinctProblem(header, path);
  }
  return {
    path,
    message: `${path} of type ${type} ${
      value === undefined ? 'needs a value' : 'takes no value'
    }, or its type is unknown`,
  };
};

const pathProblem: Matcher = (match, path) => {
  const type = stringAt(match, 'type') ?? 'PathPrefix';
  switch (type) {
    case 'PathPrefix':
    case 'Exact':
      return undefined;
    case 'RegularExpression':
      return expressionProblem(stringAt(match, 'value') ?? '', `${path}.value`);
    default:
      return {
        path: `${path}.type`,
        message: `${path}.type ${type} is unknown`,
      };
  }
};

const sourceProblem: Matcher = (source, path) => {
  const value = stringAt(source, 'value') ?? '';
  return parseCidr(value)
    ? undefined
    : {
        path: `${path}.value`,
        message: `${path}.value "${value}" is not a range of addresses`,
      };
};

const queryProblem: Matcher = (query, path) => {
  if ((stringAt(query, 'name') ?? '') === '') {
    return { path: `${path}.name`, message: `${path}.name is empty` };
  }
  const type = stringAt(query, 'type') ?? 'Exact';
  const value = stringAt(query, 'value');
  if (type === 'Distinct') {
    return (
      distinctProblem(query, path) ??
      (value === undefined
        ? undefined
        : {
            path: `${path}.value`,
            message: `${path}.value cannot be used with type Distinct`,
          })
    );
  }
  if (type !== 'Exact' && type !== 'RegularExpression') {
    return { path: `${path}.type`, message: `${path}.type ${type} is unknown` };
  }
  if (!value) {
    return {
      path: `${path}.value`,
      message: `${path}.value is needed with type ${type}`,
    };
  }
  return type === 'Exact'
    ? undefined
    : expressionProblem(value, `${path}.value`);
};

function firstOf(
  values: readonly unknown[],
  path: string,
  problemOf: Matcher,
): Problem | undefined {
  for (const [i, value] of values.entries()) {
    const problem = problemOf(value, `${path}[${i}]`);
    if (problem) {
      return problem;
    }
  }
  return undefined;
}

const selectorProblem: Matcher = (selector, path) => {
  const headers = listAt(selector, 'headers');
  const queryParams = listAt(selector, 'queryParams');
  const pathMatch = at(selector, 'path');
  const sourceCidr = at(selector, 'sourceCIDR');
  const lists = [headers, queryParams, listAt(selector, 'methods')];
  if (
    lists.every(list => list.length === 0) &&
    pathMatch === undefined &&
    sourceCidr === undefined
  ) {
    return { path, message: `${path} selects by nothing` };
  }
  return (
    firstOf(headers, `${path}.headers`, headerProblem) ??
    (pathMatch === undefined
      ? undefined
      : pathProblem(pathMatch, `${path}.path`)) ??
    (sourceCidr === undefined
      ? undefined
      : sourceProblem(sourceCidr, `${path}.sourceCIDR`)) ??
    firstOf(queryParams, `${path}.queryParams`, queryProblem)
  );
};

/** What is wrong with the selectors of a rule of a rate limit: the first problem. */
export function selectorsProblem(
  selectors: readonly unknown[],
  path: string,
): Problem | undefined {
  return firstOf(selectors, path, selectorProblem);
}
