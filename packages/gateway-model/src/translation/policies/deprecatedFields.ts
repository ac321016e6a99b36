import { at } from '../../json';
import { EffectiveKind, Item } from '../types';

type Deprecated = readonly [field: string, instead: string];

/** Fields Envoy Gateway still reads and asks to be replaced (upstream `deprecatedFieldsUsedIn…`). */
const DEPRECATED: Readonly<Record<EffectiveKind, readonly Deprecated[]>> = {
  BackendTrafficPolicy: [
    ['targetRef', 'targetRefs'],
    ['compression', 'compressor'],
  ],
  SecurityPolicy: [
    ['targetRef', 'targetRefs'],
    ['extAuth.grpc.backendRef', 'extAuth.grpc.backendRefs'],
    ['extAuth.http.backendRef', 'extAuth.http.backendRefs'],
  ],
  EnvoyExtensionPolicy: [['targetRef', 'targetRefs']],
  ClientTrafficPolicy: [
    ['enableProxyProtocol', 'proxyProtocol'],
    ['headers.preserveXRequestID', 'headers.requestID'],
    ['targetRef', 'targetRefs'],
    ['tls.clientValidation.optional', 'tls.clientValidation.mode'],
  ],
};

/** No pointer in its Go type: only a true one is seen. */
const TOLD_BY_EFFECT = 'tls.clientValidation.optional';

function isUsed(field: string, value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length > 0;
  }
  return field === TOLD_BY_EFFECT ? value === true : value !== undefined;
}

/** What to say of the deprecated fields a policy uses; `undefined` when it uses none. */
export function deprecationOf(
  kind: EffectiveKind,
  { spec }: Item,
): string | undefined {
  const used = DEPRECATED[kind].filter(([field]) =>
    isUsed(field, at(spec, ...field.split('.'))),
  );
  return used.length === 0
    ? undefined
    : used
        .map(
          ([field, instead]) =>
            `${field} is deprecated, ${instead} replaces it`,
        )
        .join('; ');
}
