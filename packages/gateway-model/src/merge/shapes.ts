/**
 * What the Go types of Envoy Gateway 1.9 say of a field, as far as a merge depends on it. Envoy Gateway merges
 * two policies as its Go types write them to JSON, not as they were applied:
 *
 * - a field without `omitempty` is written even if it was left out, and so erases the parent's value;
 * - a list is replaced, unless its tags name a merge key (`patchMergeKey`);
 * - a map or free JSON has no tags, so that a strategic merge fails where it would have to look for them.
 */
export interface Shape {
  /** Fields written even when left out: the parent's value goes when the child has the object around them. */
  readonly erasing?: readonly string[];
  /** Objects written even when left out (Go structs that are no pointers). */
  readonly present?: readonly string[];
  readonly fields?: Readonly<Record<string, Shape>>;
  /** For a list: elements with the same value here are one; without it the child's list replaces the parent's. */
  readonly mergeKey?: string;
  /** A map, or JSON of any form. */
  readonly open?: boolean;
}

const PAYLOAD: Shape = { erasing: ['type'] };

const NUMERATOR: Shape = { erasing: ['numerator'] };

/** `ClusterSettings`: how a proxy speaks to a backend. */
const CLUSTER_SETTINGS: Readonly<Record<string, Shape>> = {
  loadBalancer: {
    erasing: ['type'],
    fields: {
      consistentHash: {
        erasing: ['type'],
        fields: {
          header: { erasing: ['name'] },
          cookie: { erasing: ['name'], fields: { attributes: { open: true } } },
        },
      },
      dynamicModule: {
        erasing: ['name', 'lbPolicyName'],
        fields: { config: { open: true } },
      },
      endpointOverride: { erasing: ['extractFrom'] },
      slowStart: { erasing: ['window'] },
    },
  },
  proxyProtocol: { erasing: ['version'] },
  healthCheck: {
    fields: {
      active: {
        erasing: [
          'timeout',
          'interval',
          'unhealthyThreshold',
          'healthyThreshold',
          'type',
        ],
        fields: {
          http: {
            erasing: ['path'],
            fields: { expectedResponse: PAYLOAD, requestBody: PAYLOAD },
          },
          tcp: { fields: { send: PAYLOAD, receive: PAYLOAD } },
        },
      },
    },
  },
  circuitBreaker: {
    fields: {
      retryBudget: { present: ['percent'], fields: { percent: NUMERATOR } },
    },
  },
};

const BANDWIDTH: Shape = {
  present: ['limit'],
  fields: { limit: { erasing: ['value', 'unit'] } },
};

const COMPRESSORS: Shape = { mergeKey: 'type', erasing: ['type'] };

const EXT_AUTH_SERVICE: Shape = {
  fields: {
    backendRef: { erasing: ['name'] },
    backendSettings: { fields: CLUSTER_SETTINGS },
  },
};

const SECRET_REF: Shape = { erasing: ['name'] };

const TARGET_REF: Shape = { erasing: ['group', 'kind', 'name'] };

const BACKEND_TRAFFIC_POLICY: Shape = {
  fields: {
    ...CLUSTER_SETTINGS,
    targetRef: TARGET_REF,
    rateLimit: {
      fields: {
        global: { erasing: ['rules'] },
        local: { erasing: ['rules'] },
      },
    },
    bandwidthLimit: { fields: { request: BANDWIDTH, response: BANDWIDTH } },
    faultInjection: { fields: { delay: { erasing: ['fixedDelay'] } } },
    compression: COMPRESSORS,
    compressor: COMPRESSORS,
    httpUpgrade: { mergeKey: 'type', erasing: ['type'] },
    requestBuffer: { erasing: ['limit'] },
    telemetry: {
      fields: {
        tracing: {
          fields: {
            samplingFraction: NUMERATOR,
            clientSamplingFraction: NUMERATOR,
            overallSamplingFraction: NUMERATOR,
            customTags: { open: true },
            tags: { open: true },
            spanName: { erasing: ['client', 'server'] },
          },
        },
      },
    },
  },
};

const SECURITY_POLICY: Shape = {
  fields: {
    targetRef: TARGET_REF,
    apiKeyAuth: { erasing: ['credentialRefs', 'extractFrom'] },
    csrf: { fields: { shadowFraction: NUMERATOR } },
    basicAuth: { present: ['users'], fields: { users: SECRET_REF } },
    jwt: { erasing: ['providers'] },
    oidc: {
      present: ['provider', 'clientSecret'],
      fields: {
        provider: {
          erasing: ['issuer'],
          fields: {
            backendRef: { erasing: ['name'] },
            backendSettings: { fields: CLUSTER_SETTINGS },
          },
        },
        clientIDRef: SECRET_REF,
        clientSecret: SECRET_REF,
        denyRedirect: { erasing: ['headers'] },
        forwardIDToken: { erasing: ['header'] },
      },
    },
    extAuth: {
      fields: {
        grpc: EXT_AUTH_SERVICE,
        http: EXT_AUTH_SERVICE,
        bodyToExtAuth: { erasing: ['maxRequestBytes'] },
        contextExtensions: {
          mergeKey: 'name',
          erasing: ['name', 'type'],
          fields: {
            valueRef: { erasing: ['group', 'kind', 'name', 'key'] },
          },
        },
      },
    },
    authorization: { erasing: ['defaultAction'] },
  },
};

const ENVOY_EXTENSION_POLICY: Shape = { fields: { targetRef: TARGET_REF } };

/** The kinds that can be merged. @public */
export type MergeableKind =
  | 'BackendTrafficPolicy'
  | 'SecurityPolicy'
  | 'EnvoyExtensionPolicy';

/** The shape of each kind's `spec`. */
export const SPEC_SHAPES: Readonly<Record<MergeableKind, Shape>> = {
  BackendTrafficPolicy: BACKEND_TRAFFIC_POLICY,
  SecurityPolicy: SECURITY_POLICY,
  EnvoyExtensionPolicy: ENVOY_EXTENSION_POLICY,
};
