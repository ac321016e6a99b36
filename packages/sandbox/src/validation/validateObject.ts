import { KubernetesObject } from '@envoy-gateway-portal/gateway-model';
import { isRecord } from '../operations/plainJson';
import { invalid, StatusCause } from '../operations/statusError';
import { ServedKind } from '../store/types';
import { checkAcrossFields } from './crossFieldRules';
import { checkFields } from './fieldRules';
import { KIND_RULES, namePattern } from './kindRules';

const MAX_ANNOTATION_BYTES = 256 * 1024;

function checkMetadata(
  kind: ServedKind,
  metadata: Record<string, unknown>,
): StatusCause[] {
  const { pattern, max } = namePattern(kind.kind);
  const causes = checkFields({ metadata }, [
    { path: 'metadata.name', type: 'string', required: true, pattern, max },
    { path: 'metadata.labels', type: 'object' },
    { path: 'metadata.annotations', type: 'object' },
    { path: 'metadata.finalizers', type: 'array' },
    { path: 'metadata.finalizers[]', type: 'string' },
  ]);
  for (const field of ['labels', 'annotations']) {
    const entries = metadata[field];
    if (!isRecord(entries)) continue;
    for (const [key, value] of Object.entries(entries)) {
      if (typeof value !== 'string') {
        causes.push({
          field: `metadata.${field}.${key}`,
          reason: 'FieldValueTypeInvalid',
          message: 'Invalid value: must be of type string',
        });
      } else if (
        field === 'labels' &&
        !/^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$/.test(value)
      ) {
        causes.push({
          field: 'metadata.labels',
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(
            value.slice(0, 80),
          )}: a valid label must be an empty string or at most 63 alphanumeric characters, '-', '_' or '.'`,
        });
      }
    }
  }
  if (
    isRecord(metadata.annotations) &&
    JSON.stringify(metadata.annotations).length > MAX_ANNOTATION_BYTES
  ) {
    causes.push({
      field: 'metadata.annotations',
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${MAX_ANNOTATION_BYTES} bytes`,
    });
  }
  return causes;
}

/**
 * Refuses an object as the API server would.
 *
 * @throws StatusError 422 naming every field concerned
 */
export function validateObject(
  kind: ServedKind,
  object: KubernetesObject,
): void {
  const causes = [
    ...checkMetadata(kind, { ...object.metadata }),
    ...checkFields(object, KIND_RULES[kind.kind] ?? []),
  ];
  if (causes.length === 0) {
    causes.push(...checkAcrossFields(kind.kind, object.spec));
  }
  if (causes.length > 0) throw invalid(kind, object.metadata.name, causes);
}
