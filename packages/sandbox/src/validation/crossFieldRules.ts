import { isRecord } from '../operations/plainJson';
import { StatusCause } from '../operations/statusError';

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function refuse(field: string, message: string): StatusCause {
  return {
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${message}`,
  };
}

function checkHttpRoute(spec: Record<string, unknown>): StatusCause[] {
  return listOf(spec.rules).flatMap((rule, ruleIndex) => {
    if (!isRecord(rule)) return [];
    const at = `spec.rules[${ruleIndex}]`;
    const matches = listOf(rule.matches).flatMap((match, index) => {
      const path = isRecord(match) ? match.path : undefined;
      if (!isRecord(path) || typeof path.value !== 'string') return [];
      return path.type !== 'RegularExpression' && !path.value.startsWith('/')
        ? [
            refuse(
              `${at}.matches[${index}].path`,
              "value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']",
            ),
          ]
        : [];
    });
    const backends = listOf(rule.backendRefs).flatMap((ref, index) =>
      isRecord(ref) &&
      !ref.group &&
      (ref.kind ?? 'Service') === 'Service' &&
      ref.port === undefined
        ? [
            refuse(
              `${at}.backendRefs[${index}]`,
              'Must have port for Service reference',
            ),
          ]
        : [],
    );
    return [...matches, ...backends];
  });
}

function checkGateway(spec: Record<string, unknown>): StatusCause[] {
  const names = listOf(spec.listeners).map(listener =>
    isRecord(listener) ? listener.name : undefined,
  );
  return new Set(names).size < names.length
    ? [
        refuse(
          'spec.listeners',
          'Listener name must be unique within the Gateway',
        ),
      ]
    : [];
}

function checkPolicy(spec: Record<string, unknown>): StatusCause[] {
  if (spec.targetRef && spec.targetRefs) {
    return [
      refuse('spec', 'either targetRef or targetRefs must be used, not both'),
    ];
  }
  return spec.targetRef || spec.targetRefs || spec.targetSelectors
    ? []
    : [refuse('spec', 'either targetRef or targetRefs must be used')];
}

/** The rules between fields that the CRDs state in CEL, as far as this sandbox enforces them. */
export function checkAcrossFields(kind: string, spec: unknown): StatusCause[] {
  if (!isRecord(spec)) return [];
  switch (kind) {
    case 'HTTPRoute':
      return checkHttpRoute(spec);
    case 'Gateway':
      return checkGateway(spec);
    case 'SecurityPolicy':
    case 'BackendTrafficPolicy':
    case 'ClientTrafficPolicy':
    case 'EnvoyExtensionPolicy':
      return checkPolicy(spec);
    default:
      return [];
  }
}
