import { isJsonObject, listAt, objectAt, stringAt } from '../json';
import { isQualifiedName } from './values';

type Labels = Readonly<Record<string, string>>;
type Test = (labels: Labels) => boolean;

function isLabelValue(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    (value === '' || (isQualifiedName(value) && !value.includes('/')))
  );
}

function valueOf(labels: Labels, key: string): string | undefined {
  return Object.prototype.hasOwnProperty.call(labels, key)
    ? labels[key]
    : undefined;
}

function expressionTest(expression: unknown): Test | undefined {
  const key = stringAt(expression, 'key') ?? '';
  const values = listAt(expression, 'values');
  if (!isQualifiedName(key) || !values.every(isLabelValue)) {
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
    if (!isQualifiedName(key) || !isLabelValue(value)) {
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
