import { Policy, PolicyKind } from '../../resources';
import { field, isFields } from '../../resources/read';

/** Deprecated fields of each kind, and what takes their place. */
const DEPRECATED: Record<
  PolicyKind,
  ReadonlyArray<readonly [string, string]>
> = {
  SecurityPolicy: [
    ['spec.extAuth.grpc.backendRef', 'spec.extAuth.grpc.backendRefs'],
    ['spec.extAuth.http.backendRef', 'spec.extAuth.http.backendRefs'],
    ['spec.targetRef', 'spec.targetRefs'],
  ],
  BackendTrafficPolicy: [
    ['spec.compression', 'spec.compressor'],
    ['spec.targetRef', 'spec.targetRefs'],
  ],
  ClientTrafficPolicy: [
    ['spec.enableProxyProtocol', 'spec.proxyProtocol'],
    ['spec.headers.preserveXRequestID', 'spec.headers.requestID'],
    ['spec.targetRef', 'spec.targetRefs'],
    ['spec.tls.clientValidation.optional', 'spec.tls.clientValidation.mode'],
  ],
  EnvoyExtensionPolicy: [['spec.targetRef', 'spec.targetRefs']],
};

function valueAt(policy: Policy, path: string): unknown {
  return path
    .split('.')
    .slice(1)
    .reduce<unknown>(
      (value, key) => (isFields(value) ? field(value, key) : undefined),
      policy.spec,
    );
}

function isUsed(value: unknown, path: string): boolean {
  if (Array.isArray(value)) {
    return value.length > 0;
  }
  // This one has a default, and says something only when it is set.
  return path.endsWith('.optional') ? value === true : value !== undefined;
}

/** The warning about deprecated fields a policy uses, in Envoy Gateway's words. */
export function deprecationWarning(policy: Policy): string | undefined {
  const used = DEPRECATED[policy.kind].filter(([path]) =>
    isUsed(valueAt(policy, path), path),
  );
  return used.length === 0
    ? undefined
    : used
        .map(([path, other]) => `${path} is deprecated, use ${other} instead`)
        .join('; ');
}
