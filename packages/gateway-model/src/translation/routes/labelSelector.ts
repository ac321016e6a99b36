import {
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '../../json';

type Labels = Readonly<Record<string, string>>;
type Requirement = (labels: Labels) => boolean;

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const PREFIX =
  /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** Kubernetes' qualified name: an optional DNS subdomain, then a name of 63 characters at most. */
function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash < 0) {
    return NAME.test(key);
  }
  const prefix = key.slice(0, slash);
  return (
    prefix.length <= 253 &&
    prefix.split('.').every(label => label !== '' && PREFIX.test(label)) &&
    NAME.test(key.slice(slash + 1))
  );
}

function isLabelValue(value: unknown): value is string {
  return typeof value === 'string' && (value === '' || NAME.test(value));
}

function valueOf(labels: Labels, key: string): string | undefined {
  return Object.prototype.hasOwnProperty.call(labels, key)
    ? labels[key]
    : undefined;
}

function requirement(expression: unknown): Requirement | undefined {
  const key = stringAt(expression, 'key') ?? '';
  const values = listAt(expression, 'values');
  if (!isLabelKey(key) || !values.every(isLabelValue)) {
    return undefined;
  }
  const set = new Set<unknown>(values);
  switch (stringAt(expression, 'operator')) {
    case 'In':
      return set.size > 0 ? labels => set.has(valueOf(labels, key)) : undefined;
    case 'NotIn':
      return set.size > 0
        ? labels => !set.has(valueOf(labels, key))
        : undefined;
    case 'Exists':
      return set.size === 0
        ? labels => valueOf(labels, key) !== undefined
        : undefined;
    case 'DoesNotExist':
      return set.size === 0
        ? labels => valueOf(labels, key) === undefined
        : undefined;
    default:
      return undefined;
  }
}

function compile(selector: JsonObject): Requirement | undefined {
  const requirements: Requirement[] = [];
  for (const [key, value] of Object.entries(
    objectAt(selector, 'matchLabels') ?? {},
  )) {
    if (!isLabelKey(key) || !isLabelValue(value)) {
      return undefined;
    }
    requirements.push(labels => valueOf(labels, key) === value);
  }
  for (const expression of listAt(selector, 'matchExpressions')) {
    const one = requirement(expression);
    if (!one) {
      return undefined;
    }
    requirements.push(one);
  }
  return labels => requirements.every(one => one(labels));
}

const COMPILED = new WeakMap<JsonObject, Requirement | 'invalid'>();

/**
 * Whether labels satisfy a raw `metav1.LabelSelector`. An empty selector selects everything; one Kubernetes
 * cannot parse, or none at all, selects nothing (apimachinery `LabelSelectorAsSelector`).
 */
export function selectsLabels(selector: unknown, labels: Labels): boolean {
  if (!isJsonObject(selector)) {
    return false;
  }
  let compiled = COMPILED.get(selector);
  if (!compiled) {
    compiled = compile(selector) ?? 'invalid';
    COMPILED.set(selector, compiled);
  }
  return compiled !== 'invalid' && compiled(labels);
}
