import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../random';
import {
  add,
  Draft,
  ENVOY_GATEWAY,
  GATEWAY_API,
  Named,
  somewhere,
  tierOf,
} from './draft';
import { admissible, listenerOf } from './listeners';

function allowedListeners(random: Random): JsonObject | undefined {
  const from = random.pick([
    undefined,
    'All',
    'All',
    'Same',
    'Selector',
    'None',
  ]);
  if (!from) {
    return undefined;
  }
  return {
    namespaces: {
      from,
      ...(from === 'Selector' && {
        selector: { matchLabels: { team: 'red' } },
      }),
    },
  };
}

function frontendValidation(draft: Draft): JsonObject {
  const { random, namespaces } = draft;
  return {
    validation: {
      ...(random.chance(0.3) && { mode: 'AllowInsecureFallback' }),
      caCertificateRefs: [
        {
          group: '',
          kind: random.pick(['ConfigMap', 'ConfigMap', 'Secret']),
          name: random.pick(['ca', 'ca', 'ca', 'missing', 'empty']),
          ...(random.chance(0.15) && { namespace: random.pick(namespaces) }),
        },
      ],
    },
  };
}

/** What a Gateway says of the certificates of clients, and of its own to backends. */
function tlsOf(draft: Draft): JsonObject | undefined {
  const { random } = draft;
  if (!random.chance(0.15)) {
    return undefined;
  }
  const client = random.pick(['cert', 'opaque', 'missing']);
  const perPort = [
    { port: 443, tls: random.chance(0.3) ? {} : frontendValidation(draft) },
  ];
  return {
    frontend: {
      default: random.chance(0.3) ? {} : frontendValidation(draft),
      ...(random.chance(0.5) && { perPort }),
    },
    ...(random.chance(0.4) && {
      backend: { clientCertificateRef: { name: client } },
    }),
  };
}

/** Settings of proxies that a Gateway brings: valid ones, and ones Envoy Gateway refuses. */
const PROXIES: readonly JsonObject[] = [
  {},
  { concurrency: 2 },
  { routingType: 'Service' },
  { mergeType: 'StrategicMerge', concurrency: 2 },
  { mergeBackends: {} },
  { ipFamily: 'DualStack' },
  {
    filterOrder: [
      {
        name: 'envoy.filters.http.cors',
        before: 'envoy.filters.http.jwt_authn',
      },
    ],
  },
  {
    telemetry: {
      accessLog: {
        settings: [
          {
            format: { type: 'Text', text: 'x' },
            sinks: [{ type: 'File', file: { path: '/dev/stdout' } }],
            matches: ['response.code >= 400'],
          },
        ],
      },
    },
  },
  {
    telemetry: {
      accessLog: {
        settings: [
          {
            sinks: [{ type: 'File', file: { path: '/dev/stdout' } }],
            matches: ['response.code >='],
          },
        ],
      },
    },
  },
  { bootstrap: { type: 'Replace', value: 'admin: {}' } },
];

function addProxy(draft: Draft, at: Named): JsonObject | undefined {
  const { random } = draft;
  if (!random.chance(0.2)) {
    return undefined;
  }
  const name = random.chance(0.15) ? 'missing' : `proxy-${at.name}`;
  if (name !== 'missing') {
    add(
      draft,
      `${ENVOY_GATEWAY}/v1alpha1`,
      'EnvoyProxy',
      { namespace: at.namespace, name },
      {
        spec: {
          provider: {
            type: 'Kubernetes',
            kubernetes: {
              envoyDeployment: { replicas: 0 },
              envoyService: { type: 'ClusterIP' },
            },
          },
          ...random.pick(PROXIES),
        },
      },
    );
  }
  return {
    parametersRef: {
      group: ENVOY_GATEWAY,
      kind: random.chance(0.05) ? 'Other' : 'EnvoyProxy',
      name,
    },
  };
}

export function addGateways(draft: Draft): void {
  const { random } = draft;
  const count = 1 + random.int(2);
  for (let index = 0; index < count; index += 1) {
    const at = { namespace: somewhere(draft), name: `g${index}` };
    const names = random.some(['l0', 'l1', 'l2', 'l3'], 1, 4);
    const listeners = admissible(
      names.map(name => listenerOf(draft, name, at.namespace)),
    );
    const allowed = allowedListeners(random);
    const infrastructure = addProxy(draft, at);
    const tls = tlsOf(draft);
    add(
      draft,
      `${GATEWAY_API}/v1`,
      'Gateway',
      at,
      {
        spec: {
          gatewayClassName: draft.className,
          listeners,
          ...(allowed && { allowedListeners: allowed }),
          ...(infrastructure && { infrastructure }),
          ...(tls && { tls }),
          ...(random.chance(0.05) && {
            addresses: [
              random.pick([
                { type: 'IPAddress', value: '198.18.0.10' },
                { type: 'Hostname', value: 'gw.example.com' },
                { type: 'example.com/named', value: 'x' },
              ]),
            ],
          }),
        },
      },
      tierOf(draft),
    );
    draft.gateways.push({ kind: 'Gateway', ...at, listeners });
  }
}

export function addListenerSets(draft: Draft): void {
  const { random } = draft;
  const parents = draft.gateways.filter(({ kind }) => kind === 'Gateway');
  const count = random.pick([0, 0, 1, 1, 2]);
  for (let index = 0; index < count; index += 1) {
    const parent = random.pick(parents);
    const at = { namespace: somewhere(draft), name: `ls${index}` };
    const listeners = admissible(
      random
        .some(['l0', 'l1', 's2'], 1, 3)
        .map(name => listenerOf(draft, name, at.namespace)),
    );
    add(
      draft,
      `${GATEWAY_API}/v1`,
      'ListenerSet',
      at,
      {
        spec: {
          parentRef: {
            name: random.chance(0.05) ? 'missing' : parent.name,
            ...(parent.namespace !== at.namespace && {
              namespace: parent.namespace,
            }),
          },
          listeners,
        },
      },
      tierOf(draft),
    );
    draft.gateways.push({ kind: 'ListenerSet', ...at, listeners });
  }
}
