import { isJsonObject, listAt, objectAt, stringAt } from '../json';

type Labels = Readonly<Record<string, string>>;
type Test = (labels: Labels) => boolean;

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const PREFIX_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** A label's key: a name of 63 characters at most, after an optional DNS subdomain. */
function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash < 0) {
    return NAME.test(key);
  }
  const prefix = key.slice(0, slash);
  return (
    prefix.length <= 253 &&
    prefix.split('.').every(label => PREFIX_LABEL.test(label)) &&
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

function expressionTest(expression: unknown): Test | undefined {
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

function compile(selector: object): Test | undefined {
  const tests: Test[] = [];
  for (const [key, value] of Object.entries(
    objectAt(selector, 'matchLabels') ?? {},
  )) {
    if (!isLabelKey(key) || !isLabelValue(value)) {
      return undefined;
    }
    tests.push(labels => valueOf(labels, key) === value);
  }
  for (const expression of listAt(selector, 'matchExpressions')) {
    const test = expressionTest(expression);
    if (!test) {
      return undefined;
    }
    tests.push(test);
  }
  return labels => tests.every(test => test(labels));
}

const COMPILED = new WeakMap<object, { test: Test | undefined }>();

function compiled(selector: unknown): Test | undefined {
  if (!isJsonObject(selector)) {
    return undefined;
  }
  let entry = COMPILED.get(selector);
  if (!entry) {
    entry = { test: compile(selector) };
    COMPILED.set(selector, entry);
  }
  return entry.test;
}

/** Whether Kubernetes can read a raw `metav1.LabelSelector` (apimachinery `LabelSelectorAsSelector`). */
export function isLabelSelector(selector: unknown): boolean {
  return compiled(selector) !== undefined;
}

/**
 * Whether labels satisfy a raw `metav1.LabelSelector`. An empty selector selects everything; one Kubernetes
 * cannot read, or none at all, selects nothing.
 */
export function selectsLabels(selector: unknown, labels: Labels): boolean {
  return compiled(selector)?.(labels) ?? false;
}
