import { isJsonObject, JsonObject, JsonStep } from '../../json';
import { describePath, joinPath } from '../path';
import { Structural } from '../structural/structural';
import { SchemaProblem } from '../types';
import { dns1035Label, pathSegment } from './names';
import { checkMetadata, decodeMetadata } from './objectMeta';

const API_VERSION = /^[^/]*(\/[^/]*)?$/;

/**
 * Whole objects inside an object (`x-kubernetes-embedded-resource`): they need an `apiVersion` and a `kind`, and
 * their metadata is judged as such (upstream `schema/objectmeta`).
 */
export function checkEmbedded(
  value: unknown,
  schema: Structural,
  steps: readonly JsonStep[] = [],
): SchemaProblem[] {
  if (!schema.has.embedded) {
    return [];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    return items?.has.embedded
      ? value.flatMap((item, index) =>
          checkEmbedded(item, items, [...steps, index]),
        )
      : [];
  }
  if (!isJsonObject(value)) {
    return [];
  }
  const { additional } = schema;
  return [
    ...(schema.embedded ? checkOne(value, describePath(steps)) : []),
    ...Object.keys(value).flatMap(key => {
      const own =
        schema.properties.get(key) ??
        (additional === 'any' ? undefined : additional);
      return own?.has.embedded
        ? checkEmbedded(value[key], own, [...steps, key])
        : [];
    }),
  ];
}

function checkOne(value: JsonObject, path: string): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const field of ['apiVersion', 'kind'] as const) {
    const text = value[field];
    const at = joinPath(path, field);
    if (text === undefined) {
      problems.push({ kind: 'required', path: at, message: 'is required' });
    } else if (typeof text !== 'string') {
      problems.push({ kind: 'type', path: at, message: 'must be a string' });
    } else if (text === '') {
      problems.push({
        kind: 'metadata',
        path: at,
        message: 'must not be empty',
      });
    } else if (field === 'apiVersion' && !API_VERSION.test(text)) {
      problems.push({
        kind: 'metadata',
        path: at,
        message: "must be a version, or a group, '/' and a version",
      });
    } else if (field === 'kind') {
      const message = dns1035Label(text.toLowerCase());
      if (message) {
        problems.push({ kind: 'metadata', path: at, message });
      }
    }
  }
  if (value.metadata !== undefined) {
    const at = joinPath(path, 'metadata');
    const { metadata, problems: undecoded } = decodeMetadata(
      value.metadata,
      at,
    );
    problems.push(...undecoded);
    if (!undecoded.some(one => one.kind === 'metadata')) {
      const namespaced = (metadata.namespace ?? '') !== '';
      problems.push(
        ...checkMetadata(
          metadata,
          { name: pathSegment, namespaced, nameRequired: false },
          at,
        ),
      );
    }
  }
  return problems;
}
