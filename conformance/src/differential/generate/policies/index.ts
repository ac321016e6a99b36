import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { add, Draft, ENVOY_GATEWAY } from '../draft';
import { targetsOf } from '../targets';
import { clientSpec } from './client';
import { extensionSpec } from './extension';
import { securitySpec, tcpSecuritySpec } from './security';
import { trafficSpec } from './traffic';

interface PolicyKind {
  kind: string;
  targets: readonly string[];
  spec(draft: Draft, namespace: string, targets: JsonObject): JsonObject;
}

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute'];

function aimsAt(targets: JsonObject, kind: string): boolean {
  return JSON.stringify(targets).includes(`"kind":"${kind}"`);
}

const KINDS: readonly PolicyKind[] = [
  {
    kind: 'BackendTrafficPolicy',
    targets: ['Gateway', 'ListenerSet', ...ROUTES],
    spec: ({ random }, _namespace, targets) => {
      const spec = trafficSpec(random);
      if (
        ['TCPRoute', 'UDPRoute', 'TLSRoute'].some(kind => aimsAt(targets, kind))
      ) {
        delete spec.admissionControl;
      }
      return spec;
    },
  },
  {
    kind: 'SecurityPolicy',
    targets: ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TCPRoute'],
    spec: (draft, namespace, targets) =>
      aimsAt(targets, 'TCPRoute')
        ? tcpSecuritySpec(draft.random)
        : securitySpec(draft, namespace),
  },
  {
    kind: 'ClientTrafficPolicy',
    targets: ['Gateway', 'ListenerSet'],
    spec: ({ random }) => clientSpec(random),
  },
  {
    kind: 'EnvoyExtensionPolicy',
    targets: ['Gateway', 'ListenerSet', ...ROUTES],
    spec: (draft, namespace) => extensionSpec(draft, namespace),
  },
];

function addPatchPolicy(draft: Draft): void {
  const { random } = draft;
  const gateway = random.pick(
    draft.gateways.filter(({ kind }) => kind === 'Gateway'),
  );
  add(
    draft,
    `${ENVOY_GATEWAY}/v1alpha1`,
    'EnvoyPatchPolicy',
    {
      namespace: random.pick([gateway.namespace, draft.namespaces[1]]),
      name: 'patch',
    },
    {
      spec: {
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: random.chance(0.2) ? 'GatewayClass' : 'Gateway',
          name: random.chance(0.1) ? 'missing' : gateway.name,
        },
        type: 'JSONPatch',
        jsonPatches: [
          {
            type: 'type.googleapis.com/envoy.config.listener.v3.Listener',
            name: `${gateway.namespace}/${gateway.name}/l0`,
            operation: {
              op: 'add',
              path: '/per_connection_buffer_limit_bytes',
              value: 32768,
            },
          },
        ],
      },
    },
  );
}

/** Policies of all kinds, more than their targets can bear. */
export function addPolicies(draft: Draft): void {
  const { random } = draft;
  const count = 3 + random.int(7);
  for (let index = 0; index < count; index += 1) {
    const { kind, targets: kinds, spec } = random.pick(KINDS);
    const targets = targetsOf(draft, kinds);
    if (targets) {
      const { namespace, fields, mergeable } = targets;
      const mergeType =
        mergeable && kind !== 'ClientTrafficPolicy' && random.chance(0.4)
          ? random.pick(['StrategicMerge', 'JSONMerge'])
          : undefined;
      add(
        draft,
        `${ENVOY_GATEWAY}/v1alpha1`,
        kind,
        { namespace, name: `p${index}` },
        {
          spec: {
            ...fields,
            ...(mergeType && { mergeType }),
            ...spec(draft, namespace, fields),
          },
        },
      );
    }
  }
  if (random.chance(0.05)) {
    addPatchPolicy(draft);
  }
}
