import { JsonObject, listAt, objectAt, stringAt } from '../../../json';
import { isHeaderValue } from '../../values';
import { Problem } from '../problem';

/** Lists of headers to put on a message, in the order Envoy Gateway goes through them. */
const ADDITIONS = ['set', 'add', 'addIfAbsent'] as const;

function additionProblem(header: unknown): string | undefined {
  const name = stringAt(header, 'name') ?? '';
  if (name === '') {
    return 'a header has no name';
  }
  if (/[/:]/.test(name)) {
    return `the header name ${name} has a "/" or ":" in it`;
  }
  return isHeaderValue(stringAt(header, 'value') ?? '')
    ? undefined
    : `the value of header ${name} is not one a header may have`;
}

/** What is wrong with one list of headers, and whether anything of it is left to do. */
function modifierProblems(modifier: JsonObject, path: string): Problem[] {
  const problems: Problem[] = [];
  let usable = 0;
  const note = (message: string | undefined, field: string) => {
    if (message === undefined) {
      usable += 1;
    } else {
      problems.push({
        path: `${path}.${field}`,
        message: `${path}.${field}: ${message}`,
      });
    }
  };
  for (const field of ADDITIONS) {
    for (const header of listAt(modifier, field)) {
      note(additionProblem(header), field);
    }
  }
  for (const name of listAt(modifier, 'remove')) {
    note(name === '' ? 'a header has no name' : undefined, 'remove');
  }
  for (const match of listAt(modifier, 'removeOnMatch')) {
    note(
      (stringAt(match, 'value') ?? '') === ''
        ? 'a match has no value'
        : undefined,
      'removeOnMatch',
    );
  }
  if (usable === 0) {
    problems.push({
      path,
      message: `${path} has no usable header to add, set or remove`,
    });
  }
  return problems;
}

export function headerProblems(spec: JsonObject): Problem[] {
  return ['earlyRequestHeaders', 'lateResponseHeaders'].flatMap(field => {
    const modifier = objectAt(spec, 'headers', field);
    return modifier ? modifierProblems(modifier, `headers.${field}`) : [];
  });
}
