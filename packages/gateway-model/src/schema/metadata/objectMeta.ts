import { at, isJsonObject, JsonObject, objectAt } from '../../json';
import { joinPath } from '../path';
import { emptyObject, copyJson } from '../structural/admit';
import { SchemaProblem } from '../types';
import {
  asPrefix,
  dns1123Label,
  labelValue,
  NameRule,
  qualifiedName,
} from './names';

type Check = (value: unknown) => string | undefined;

const string: Check = value =>
  typeof value === 'string' ? undefined : 'must be a string';

const boolean: Check = value =>
  typeof value === 'boolean' ? undefined : 'must be true or false';

const integer: Check = value =>
  Number.isInteger(value) ? undefined : 'must be an integer';

/** As Go reads a time of RFC 3339. */
const TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[+-]([01]\d|2[0-4]):([0-5]\d|60))$/;

const time: Check = value =>
  typeof value === 'string' && TIME.test(value)
    ? undefined
    : 'must be a time of RFC 3339, such as 2006-01-02T15:04:05Z';

const strings: Check = value => {
  if (!isJsonObject(value)) {
    return 'must be an object of strings';
  }
  const wrong = Object.keys(value).find(
    key => value[key] !== null && typeof value[key] !== 'string',
  );
  return wrong === undefined
    ? undefined
    : `must be an object of strings: quote the value of ${wrong}`;
};

const listOf =
  (item: Check, words: string): Check =>
  value =>
    Array.isArray(value) &&
    value.every(one => one === null || item(one) === undefined)
      ? undefined
      : words;

const fields =
  (checks: Record<string, Check>, words: string): Check =>
  value =>
    isJsonObject(value) &&
    Object.entries(checks).every(
      ([field, check]) =>
        at(value, field) === undefined || check(value[field]) === undefined,
    )
      ? undefined
      : words;

const owner = fields(
  {
    apiVersion: string,
    kind: string,
    name: string,
    uid: string,
    controller: boolean,
    blockOwnerDeletion: boolean,
  },
  'must be an owner reference',
);

/** What the API server keeps itself; in manifests it comes from `kubectl get`. */
const managed = fields(
  {
    manager: string,
    operation: value =>
      value === 'Apply' || value === 'Update' ? undefined : 'is none',
    apiVersion: string,
    time,
    fieldsType: value => (value === 'FieldsV1' ? undefined : 'is none'),
    subresource: string,
  },
  'must be an entry of managed fields',
);

/** The fields of `ObjectMeta`, which has the same shape in every object. */
const FIELDS: ReadonlyMap<string, Check> = new Map([
  ['name', string],
  ['generateName', string],
  ['namespace', string],
  ['selfLink', string],
  ['uid', string],
  ['resourceVersion', string],
  ['generation', integer],
  ['creationTimestamp', time],
  ['deletionTimestamp', time],
  ['deletionGracePeriodSeconds', integer],
  ['labels', strings],
  ['annotations', strings],
  ['ownerReferences', listOf(owner, 'must be a list of owner references')],
  ['finalizers', listOf(string, 'must be a list of strings')],
  ['managedFields', listOf(managed, 'must be a list of managed fields')],
]);

/**
 * Metadata as the API server decodes it: unknown fields are dropped, and a field of the wrong type refuses the
 * object outright.
 */
export function decodeMetadata(
  value: unknown,
  path = 'metadata',
): { metadata: JsonObject; problems: SchemaProblem[] } {
  const metadata = emptyObject();
  if (value === undefined || value === null) {
    return { metadata, problems: [] };
  }
  if (!isJsonObject(value)) {
    return {
      metadata,
      problems: [{ kind: 'metadata', path, message: 'must be an object' }],
    };
  }
  const problems: SchemaProblem[] = [];
  for (const key of Object.keys(value)) {
    const check = FIELDS.get(key);
    if (!check) {
      problems.push({
        kind: 'unknownField',
        path: joinPath(path, key),
        message: 'is no field of metadata, and the API server drops it',
      });
    } else if (value[key] !== null) {
      const message = check(value[key]);
      if (message) {
        problems.push({ kind: 'metadata', path: joinPath(path, key), message });
      }
      metadata[key] = copyJson(value[key]);
    }
  }
  return { metadata, problems };
}

const MAX_ANNOTATIONS = 256 * 1024;

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) length += 1;
    else if (code < 0x800) length += 2;
    else if (code < 0x10000) length += 3;
    else length += 4;
  }
  return length;
}

/** How the rules differ between an object's own metadata and that of an object embedded in it. */
export interface MetadataRules {
  name: NameRule;
  namespaced: boolean;
  /** Where a namespace is absent, the request says it: so in manifests. */
  nameRequired: boolean;
}

/** What is wrong with metadata that could be decoded (upstream `api/validation/objectmeta.go`). */
export function checkMetadata(
  metadata: JsonObject,
  rules: MetadataRules,
  path = 'metadata',
): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const add = (
    field: string,
    message: string | undefined,
    ruleText?: string,
  ) => {
    if (message) {
      problems.push({
        kind: 'metadata',
        path: `${path}.${field}`,
        message,
        ...(ruleText && { rule: ruleText }),
      });
    }
  };
  const { name, generateName, namespace } = metadata;
  if (typeof generateName === 'string' && generateName !== '') {
    add('generateName', asPrefix(rules.name)(generateName));
  }
  if (typeof name === 'string' && name !== '') {
    add('name', rules.name(name));
  } else if (rules.nameRequired && !generateName) {
    add('name', 'is required');
  }
  if (rules.namespaced && typeof namespace === 'string' && namespace !== '') {
    add('namespace', dns1123Label(namespace));
  }
  if (typeof metadata.generation === 'number' && metadata.generation < 0) {
    add('generation', 'must not be negative');
  }
  for (const [key, value] of Object.entries(
    objectAt(metadata, 'labels') ?? {},
  )) {
    const step = joinPath('labels', key);
    const keyProblem = qualifiedName(key);
    add(step, keyProblem && `the key ${keyProblem}`);
    add(step, labelValue(String(value ?? '')));
  }
  const annotations = Object.entries(objectAt(metadata, 'annotations') ?? {});
  let size = 0;
  for (const [key, value] of annotations) {
    size += utf8Length(key) + utf8Length(String(value ?? ''));
    const keyProblem = qualifiedName(key.toLowerCase());
    add(joinPath('annotations', key), keyProblem && `the key ${keyProblem}`);
  }
  if (size > MAX_ANNOTATIONS) {
    add('annotations', 'must not be larger than 256 KiB together');
  }
  problems.push(
    ...checkOwners(metadata, `${path}.ownerReferences`),
    ...checkFinalizers(metadata, `${path}.finalizers`),
  );
  return problems;
}

function checkOwners(metadata: JsonObject, path: string): SchemaProblem[] {
  const owners = at(metadata, 'ownerReferences');
  if (!Array.isArray(owners)) {
    return [];
  }
  const problems: SchemaProblem[] = owners.flatMap((one, index) =>
    ['apiVersion', 'kind', 'name', 'uid']
      .filter(field => (at(one, field) ?? '') === '')
      .map(field => ({
        kind: 'metadata' as const,
        path: `${path}[${index}].${field}`,
        message: 'is required',
      })),
  );
  const banned = owners.findIndex(
    one => at(one, 'apiVersion') === 'v1' && at(one, 'kind') === 'Event',
  );
  if (banned >= 0) {
    problems.push({
      kind: 'metadata',
      path: `${path}[${banned}]`,
      message: 'an Event cannot own anything',
    });
  }
  if (owners.filter(one => at(one, 'controller') === true).length > 1) {
    problems.push({
      kind: 'metadata',
      path,
      message: 'only one owner can be the controller',
    });
  }
  return problems;
}

function checkFinalizers(metadata: JsonObject, path: string): SchemaProblem[] {
  const finalizers = at(metadata, 'finalizers');
  if (!Array.isArray(finalizers)) {
    return [];
  }
  const problems: SchemaProblem[] = finalizers.flatMap((one, index) => {
    const message = qualifiedName(String(one ?? ''));
    return message
      ? [{ kind: 'metadata' as const, path: `${path}[${index}]`, message }]
      : [];
  });
  if (
    finalizers.includes('orphan') &&
    finalizers.includes('foregroundDeletion')
  ) {
    problems.push({
      kind: 'metadata',
      path,
      message: 'orphan and foregroundDeletion exclude each other',
    });
  }
  return problems;
}
