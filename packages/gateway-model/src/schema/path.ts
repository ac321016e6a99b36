import { JsonStep } from '../json';

const FIELD = /^[A-Za-z_][\w-]*$/;

/** A path in words: `spec.rules[0].name`, and `metadata.labels[example.com/a]` for keys that are no field names. */
export function joinPath(parent: string, step: JsonStep): string {
  if (typeof step === 'number' || !FIELD.test(step)) {
    return `${parent}[${step}]`;
  }
  return parent === '' ? step : `${parent}.${step}`;
}

/** A path in words, from its steps. */
export function describePath(steps: readonly JsonStep[]): string {
  return steps.reduce<string>(joinPath, '');
}
