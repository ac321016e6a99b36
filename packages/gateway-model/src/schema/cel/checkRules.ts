import { CelInput } from '@bufbuild/cel';
import { isJsonObject, JsonObject, JsonStep } from '../../json';
import { describePath } from '../path';
import { correlated } from '../structural/correlation';
import { CelRule, Structural } from '../structural/structural';
import { SchemaProblem } from '../types';
import { CelValues, createCelValues } from './celValues';
import { optional } from './kubernetesFunctions';
import { celProgram, Program } from './program';

/** A broken rule. */
export interface RuleProblem {
  problem: SchemaProblem;
  /**
   * The value that lets it pass in an update when it is as it was; nothing does where the rule is one on
   * transitions or could not be evaluated (upstream `validateExpressions`).
   */
  passesUnchanged?: readonly JsonStep[];
}

/** Kubernetes' budget for all rules of an object is as large (upstream `RuntimeCELCostBudget`). */
const MAX_STEPS = 10_000_000;
/** Loops that build lists take time in square, and a frame of the stack for each item. */
const MAX_LOOP = 3_000;
const MAX_PROBLEMS = 100;
const MAX_MESSAGE = 5 * 1024;

interface Context {
  readonly problems: RuleProblem[];
  readonly values: CelValues;
  readonly oldValues: CelValues;
  /** The longest list or object in each value: what a loop can run over. */
  readonly longest: Map<object, number>;
  steps: number;
}

/** Rules in CEL that an object breaks (upstream `apiserver/schema/cel`). */
export function checkRules(
  object: JsonObject,
  schema: Structural,
  old: JsonObject | undefined,
): RuleProblem[] {
  const context: Context = {
    problems: [],
    values: createCelValues(),
    oldValues: createCelValues(),
    longest: new Map(),
    steps: 0,
  };
  check(object, old, schema, schema, { at: [] }, context);
  return context.problems;
}

interface Place {
  readonly at: readonly JsonStep[];
  /** Inside an `allOf`: what is around the value it is of, if anything is. */
  readonly outside?: { readonly at: readonly JsonStep[] | undefined };
}

/**
 * @param rules - where the rules are: the schema itself, or one of its `allOf`
 * @param schema - what gives the value its shape
 */
function check(
  value: unknown,
  old: unknown,
  rules: Structural,
  schema: Structural,
  place: Place,
  context: Context,
): void {
  if (
    !rules.has.rules ||
    value === null ||
    value === undefined ||
    context.problems.length >= MAX_PROBLEMS
  ) {
    return;
  }
  for (const rule of rules.rules) {
    checkRule(rule, value, old, schema, place, context);
  }
  const { at, outside } = place;
  const around = at.length > 0 ? at.slice(0, -1) : undefined;
  for (const one of rules.allOf) {
    const inside = { at, outside: outside ?? { at: around } };
    check(value, old, one, schema, inside, context);
  }
  if (Array.isArray(value)) {
    const { items } = rules;
    const shape = schema.items;
    if (items?.has.rules && shape) {
      value.forEach((item, index) =>
        check(
          item,
          old === undefined ? undefined : correlated(index, value, old, schema),
          items,
          shape,
          { ...place, at: [...at, index] },
          context,
        ),
      );
    }
    return;
  }
  if (!isJsonObject(value)) {
    return;
  }
  for (const key of Object.keys(value)) {
    const [own, shape] = [rules, schema].map(
      one =>
        one.properties.get(key) ??
        (one.additional === 'any' ? undefined : one.additional),
    );
    if (own?.has.rules && shape) {
      check(
        value[key],
        isJsonObject(old) ? old[key] : undefined,
        own,
        shape,
        { ...place, at: [...at, key] },
        context,
      );
    }
  }
}

function longestIn(value: unknown, known: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) {
    return 1;
  }
  let longest = known.get(value);
  if (longest === undefined) {
    const items = Object.values(value);
    longest = items.reduce<number>(
      (most, item) => Math.max(most, longestIn(item, known)),
      items.length,
    );
    known.set(value, longest);
  }
  return longest;
}

function checkRule(
  rule: CelRule,
  value: unknown,
  old: unknown,
  schema: Structural,
  { at, outside }: Place,
  context: Context,
): void {
  const unchanged = outside ? outside.at : at;
  const program = celProgram(rule.rule);
  const report = (
    kind: SchemaProblem['kind'],
    message: string,
    { path = at, passes = false } = {},
  ) =>
    context.problems.push({
      ...(passes && unchanged && { passesUnchanged: unchanged }),
      problem: { kind, path: describePath(path), message, rule: rule.rule },
    });
  const cannot = (why: string) => {
    const message = rule.message?.trim() ?? rule.rule.trim();
    report('cel', `${message} (the rule cannot be evaluated: ${why})`);
  };
  if (program.unsupported !== undefined) {
    report('notChecked', `a rule was not checked: ${program.unsupported}`);
    return;
  }
  if (program.usesOldSelf && old === undefined && !rule.optionalOldSelf) {
    return;
  }
  if (!affordable(program, value, context)) {
    report('notChecked', 'a rule was not checked: there is too much to check');
    return;
  }
  const self = context.values(value, schema, at.length === 0);
  if (self === undefined) {
    cannot('the value is not of its type');
    return;
  }
  const oldSelf =
    old === undefined
      ? undefined
      : context.oldValues(old, schema, at.length === 0);
  const bindings = {
    self,
    oldSelf: rule.optionalOldSelf ? optional(oldSelf) : oldSelf,
  };
  const result = program.evaluate(bindings);
  if ('error' in result) {
    cannot(result.error);
  } else if (result.value !== true) {
    report('cel', messageOf(rule, bindings), {
      path: [...at, ...fieldPathOf(rule.fieldPath)],
      passes: !program.usesOldSelf,
    });
  }
}

function affordable(
  program: Program,
  value: unknown,
  context: Context,
): boolean {
  context.steps += 1;
  if (program.loops > 0) {
    const length = longestIn(value, context.longest);
    context.steps += length ** program.loops;
    if (length > MAX_LOOP) {
      return false;
    }
  }
  return context.steps <= MAX_STEPS;
}

function messageOf(
  rule: CelRule,
  bindings: { self: CelInput; oldSelf?: CelInput },
): string {
  if (rule.messageExpression !== undefined) {
    const result = celProgram(rule.messageExpression).evaluate(bindings);
    if ('value' in result && typeof result.value === 'string') {
      const message = result.value.trim();
      if (
        message !== '' &&
        message.length <= MAX_MESSAGE &&
        !message.includes('\n')
      ) {
        return message;
      }
    }
  }
  return rule.message?.trim() || `breaks the rule ${rule.rule.trim()}`;
}

/** The steps of a `fieldPath`: `.spec.foo` and `['a.b']`. */
function fieldPathOf(fieldPath: string | undefined): string[] {
  return [
    ...(fieldPath ?? '').matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/g),
  ].map(([, name, quoted]) => name ?? quoted.replace(/\\(.)/g, '$1'));
}
