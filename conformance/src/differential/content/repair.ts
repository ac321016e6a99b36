import {
  isJsonObject,
  JsonObject,
  objectAt,
} from '@envoy-gateway-portal/gateway-model';
import {
  isRefusal,
  SchemaProblem,
  SchemaValidator,
} from '@envoy-gateway-portal/gateway-model/schema';
import { Manifest } from '../generate';
import { grow, Growth } from './grow';
import { ANY } from './schemas';

type Step = string | number;

/** `spec.a[0].b["c.d"]` in steps. */
function stepsOf(path: string): Step[] {
  return [...path.matchAll(/\[(\d+)\]|\["?([^\]"]*)"?\]|([^.[\]]+)/g)].map(
    ([, index, quoted, name]) =>
      index === undefined ? quoted ?? name : Number(index),
  );
}

function valueAt(root: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>(
    (value, step) => (value as Record<Step, unknown> | undefined)?.[step],
    root,
  );
}

function put(root: unknown, steps: readonly Step[], value: unknown): void {
  const parent = valueAt(root, steps.slice(0, -1));
  const last = steps[steps.length - 1];
  if (typeof parent !== 'object' || parent === null || last === undefined) {
    return;
  }
  if (value === undefined && Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else if (value === undefined) {
    delete (parent as Record<Step, unknown>)[last];
  } else {
    (parent as Record<Step, unknown>)[last] = value;
  }
}

function schemaAt(spec: JsonObject, steps: readonly Step[]): JsonObject {
  return steps.reduce<JsonObject>(
    (schema, step) =>
      objectAt(schema, 'properties', String(step)) ??
      objectAt(schema, 'items') ??
      objectAt(schema, 'additionalProperties') ??
      {},
    spec,
  );
}

function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

const TRIES = 60;

/** What the API server refuses of it. */
function refusals(
  validator: SchemaValidator,
  object: Manifest,
): SchemaProblem[] {
  return validator.validate(object).problems.filter(isRefusal);
}

function changed(
  growth: Growth,
  manifest: Manifest,
  spec: JsonObject,
  { path }: SchemaProblem,
): Manifest {
  const { random } = growth;
  const copy = copyOf(manifest);
  const all = stepsOf(path);
  if (all[0] !== 'spec') {
    return copy;
  }
  // Sometimes what is wrong is not the field, but what it is part of.
  const steps = random.chance(0.75) ? all : all.slice(0, -1);
  const below = steps.slice(1);
  const value = valueAt(copy, steps);
  const schema = schemaAt(spec, below);
  const names = below.map(step => (typeof step === 'number' ? ANY : step));
  const again = (inner: JsonObject, at: string[]) =>
    grow({ ...growth, density: growth.density / 2 }, inner, at, undefined);
  if (isJsonObject(value) && random.chance(0.8)) {
    const present = Object.keys(value);
    const known = Object.keys(objectAt(schema, 'properties') ?? {});
    const removable = present.filter(
      name => steps.length > 1 || !/^target|^parentRefs$/.test(name),
    );
    const target = random.pick(removable.length > 0 ? removable : known);
    switch (random.int(3)) {
      case 0:
        delete value[target];
        return copy;
      case 1: {
        const added = random.pick(known.length > 0 ? known : [target]);
        value[added] = again(schemaAt(schema, [added]), [...names, added]);
        return copy;
      }
      default:
        value[target] = again(schemaAt(schema, [target]), [...names, target]);
        return copy;
    }
  }
  if (below.length > 0) {
    put(copy, steps, random.chance(0.35) ? undefined : again(schema, names));
  }
  return copy;
}

/** Changes an object where its CRD refuses it, until it is let in; `undefined` when that does not come about. */
export function madeValid(
  growth: Growth,
  validator: SchemaValidator,
  spec: JsonObject,
  made: Manifest,
): Manifest | undefined {
  let best = copyOf(made);
  let problems = refusals(validator, best);
  for (let tries = 0; problems.length > 0 && tries < TRIES; tries += 1) {
    const candidate = changed(growth, best, spec, growth.random.pick(problems));
    const left = refusals(validator, candidate);
    if (left.length <= problems.length) {
      best = candidate;
      problems = left;
    }
  }
  return problems.length === 0 ? best : undefined;
}
