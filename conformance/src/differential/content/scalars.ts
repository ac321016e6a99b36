import {
  JsonObject,
  listAt,
  numberAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { Random } from '../random';
import { DURATIONS, QUANTITIES } from './vocabulary';
import { ALL_WORDS, wordsFor } from './words';

function patternOf(schema: JsonObject): RegExp | undefined {
  const pattern = stringAt(schema, 'pattern');
  try {
    return pattern === undefined ? undefined : new RegExp(pattern, 'u');
  } catch {
    // Go's dialect is near, not the same: the validator has the last word.
    try {
      return new RegExp(pattern ?? '');
    } catch {
      return undefined;
    }
  }
}

function fits(schema: JsonObject): (text: string) => boolean {
  const pattern = patternOf(schema);
  const least = numberAt(schema, 'minLength') ?? 0;
  const most = numberAt(schema, 'maxLength') ?? Infinity;
  return text =>
    text.length >= least &&
    text.length <= most &&
    (pattern?.test(text) ?? true);
}

/** By schema, and by field: what may be said there is the same every time. */
const fitting = new WeakMap<JsonObject, Map<string, readonly string[]>>();

function choicesOf(schema: JsonObject, field: string): readonly string[] {
  let byField = fitting.get(schema);
  if (!byField) {
    byField = new Map();
    fitting.set(schema, byField);
  }
  let choices = byField.get(field);
  if (!choices) {
    const isFit = fits(schema);
    const isDuration = stringAt(schema, 'pattern')?.includes('(h|m|s|ms)');
    choices = (isDuration ? DURATIONS : wordsFor(field)).filter(isFit);
    if (choices.length < 2) {
      choices = [...choices, ...ALL_WORDS.filter(isFit)];
    }
    byField.set(field, choices);
  }
  return choices;
}

/** A string the schema takes for a field, as far as one is known. */
export function word(
  random: Random,
  schema: JsonObject,
  field: string,
): string {
  const choices = choicesOf(schema, field);
  // What is ordinary comes first in every list, and most often.
  return choices.length === 0
    ? 'a'
    : random.pick(random.chance(0.4) ? choices.slice(0, 4) : choices);
}

export function quantity(random: Random): string | number {
  return random.pick(QUANTITIES);
}

const EDGES = [0, 1, 2, 3, 7, 10, 50, 99, 100, 101, 200, 404, 503, 1000, 8080];

const FAR = [65535, 65536, 2147483647];

export function wholeNumber(random: Random, schema: JsonObject): number {
  const min = numberAt(schema, 'minimum');
  const max = numberAt(schema, 'maximum');
  const far = stringAt(schema, 'format') === 'int64' ? [4294967296] : [];
  const edges = [min, max, min === undefined ? undefined : min + 1].flatMap(
    edge => (edge === undefined ? [] : [edge]),
  );
  const possible = [...edges, ...edges, ...EDGES, ...FAR, ...far].filter(
    number =>
      (min === undefined || number >= min) &&
      (max === undefined || number <= max),
  );
  return random.pick(possible.length > 0 ? possible : [min ?? 0]);
}

export function enumOf(schema: JsonObject): readonly unknown[] {
  return listAt(schema, 'enum');
}
