import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import {
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import {
  createSchemaValidator,
  SchemaValidator,
} from '@envoy-gateway-portal/gateway-model/schema';

/** The way from a spec to a field: names, and `*` for any item of a list or value of a map. */
export type FieldPath = readonly string[];

export const ANY = '*';

/** The CRDs' own word on what objects may say. */
export interface Schemas {
  validator: SchemaValidator;
  /** The schema of `spec`. */
  specOf(kind: string, version: string): JsonObject;
}

export function schemasOf(crds: readonly unknown[]): Schemas {
  return {
    validator: createSchemaValidator(crds),
    specOf(kind, version) {
      const crd = crds.find(
        one => stringAt(one, 'spec', 'names', 'kind') === kind,
      );
      const found = listAt(crd, 'spec', 'versions').find(
        one => stringAt(one, 'name') === version,
      );
      const spec = objectAt(
        found,
        'schema',
        'openAPIV3Schema',
        'properties',
        'spec',
      );
      if (!spec) {
        throw new Error(`There is no schema of ${kind} ${version}`);
      }
      return spec;
    },
  };
}

/** Reads all CustomResourceDefinitions in a folder of YAML files. */
export async function readSchemas(folder: string): Promise<Schemas> {
  const files = (await readdir(folder)).filter(name => /\.ya?ml$/.test(name));
  const texts = await Promise.all(
    files.map(name => readFile(join(folder, name), 'utf8')),
  );
  return schemasOf(
    texts
      .flatMap(text => loadAll(text))
      .filter(
        object => stringAt(object, 'kind') === 'CustomResourceDefinition',
      ),
  );
}

/** Every field of a schema, itself left out. */
export function fieldsOf(schema: JsonObject, at: FieldPath = []): FieldPath[] {
  const below = (inner: unknown, step: string): FieldPath[] =>
    isJsonObject(inner)
      ? [[...at, step], ...fieldsOf(inner, [...at, step])]
      : [];
  return [
    ...Object.entries(objectAt(schema, 'properties') ?? {}).flatMap(
      ([name, inner]) => below(inner, name),
    ),
    // Items count as fields of their own only where they are plain values.
    ...[schema.items, schema.additionalProperties].flatMap(inner =>
      isJsonObject(inner) ? fieldsOf(inner, [...at, ANY]) : [],
    ),
  ];
}

/** Whether a value has something at a path. */
export function reaches(value: unknown, [step, ...rest]: FieldPath): boolean {
  if (step === undefined) {
    return value !== undefined;
  }
  if (step === ANY) {
    const inner = Array.isArray(value)
      ? value
      : Object.values(isJsonObject(value) ? value : {});
    return inner.some(one => reaches(one, rest));
  }
  return isJsonObject(value) && step in value && reaches(value[step], rest);
}
