import { badRequest } from '../operations/statusError';
import { StoredObject } from '../store/types';

/** Whether an object is among those asked for. */
export type Selector = (object: StoredObject) => boolean;

const KEY = '[A-Za-z0-9][-A-Za-z0-9_./]*';
const VALUE = '[-A-Za-z0-9_.]*';
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const SET = new RegExp(
  `^(${KEY})\\s+(in|notin)\\s+\\(\\s*(${VALUE}(?:\\s*,\\s*${VALUE})*)\\s*\\)$`,
);
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`);

type Labels = Record<string, string>;

function parseRequirement(text: string): (labels: Labels) => boolean {
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const set = SET.exec(text);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(',').map(value => value.trim());
    return operator === 'in'
      ? labels => key in labels && values.includes(labels[key])
      : labels => !(key in labels && values.includes(labels[key]));
  }
  const exists = EXISTS.exec(text);
  if (exists) {
    const [, not, key] = exists;
    return labels => key in labels !== Boolean(not);
  }
  throw badRequest(
    `unable to parse requirement: found '${text.slice(
      0,
      80,
    )}', expected: a label selector`,
  );
}

/** Commas separate requirements, except within the parentheses of a set. */
function splitRequirements(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(Boolean);
}

function parseFieldRequirement(text: string): Selector {
  const [, field, operator, value] =
    /^([A-Za-z.]+)(==|=|!=)(.*)$/.exec(text) ?? [];
  const wanted = operator !== '!=';
  switch (field) {
    case 'metadata.name':
      return ({ metadata }) => (metadata.name === value) === wanted;
    case 'metadata.namespace':
      return ({ metadata }) => (metadata.namespace === value) === wanted;
    default:
      throw badRequest(
        `field label not supported: ${(field ?? text).slice(0, 80)}`,
      );
  }
}

/**
 * Reads `labelSelector` and `fieldSelector`.
 *
 * @throws StatusError 400 for what cannot be parsed
 */
export function parseSelector(query: URLSearchParams): Selector {
  const labelChecks = splitRequirements(query.get('labelSelector') ?? '').map(
    parseRequirement,
  );
  const fieldChecks = splitRequirements(query.get('fieldSelector') ?? '').map(
    parseFieldRequirement,
  );
  return object =>
    labelChecks.every(check => check(object.metadata.labels ?? {})) &&
    fieldChecks.every(check => check(object));
}
