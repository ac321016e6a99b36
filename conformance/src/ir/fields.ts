import { at, JsonObject, stringAt } from '@envoy-gateway-portal/gateway-model';
import { duration } from './values';

/** Go leaves out what is false. */
export function ifTrue(value: unknown): true | undefined {
  return value === true ? true : undefined;
}

/** Whether there is a duration that Go cannot read. */
export function isBadDuration(value: unknown, ...path: string[]): boolean {
  return (
    stringAt(value, ...path) !== undefined &&
    duration(value, ...path) === undefined
  );
}

/** Some durations, under the same names. */
export function durations(value: unknown, fields: readonly string[]) {
  return Object.fromEntries(
    fields.map(field => [field, duration(value, field)]),
  );
}

const KINDS: Record<string, string> = {
  Exact: 'exact',
  Prefix: 'prefix',
  Suffix: 'suffix',
  RegularExpression: 'safeRegex',
};

/** A StringMatch of Envoy Gateway's API as its representation has it. */
export function stringMatch(match: unknown, name = ''): JsonObject {
  const kind = KINDS[stringAt(match, 'type') ?? 'Exact'] ?? 'exact';
  return { name, distinct: false, [kind]: at(match, 'value') };
}
