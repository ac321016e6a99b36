import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../../random';

/** Settings of a BackendTrafficPolicy, one field each: right ones, and ones only Envoy Gateway refuses. */
const SETTINGS: readonly JsonObject[] = [
  { loadBalancer: { type: 'RoundRobin' } },
  { loadBalancer: { type: 'Random' } },
  { loadBalancer: { type: 'LeastRequest', slowStart: { window: '60s' } } },
  {
    loadBalancer: {
      type: 'ConsistentHash',
      consistentHash: { type: 'SourceIP' },
    },
  },
  {
    loadBalancer: {
      type: 'ConsistentHash',
      consistentHash: {
        type: 'Header',
        header: { name: 'X-Shard' },
        tableSize: 1031,
      },
    },
  },
  {
    loadBalancer: {
      type: 'ConsistentHash',
      consistentHash: { type: 'SourceIP', tableSize: 1024 },
    },
  },
  {
    loadBalancer: {
      type: 'ConsistentHash',
      consistentHash: {
        type: 'Cookie',
        cookie: { name: 'shard', ttl: '60s' },
      },
    },
  },
  {
    loadBalancer: {
      type: 'RoundRobin',
      zoneAware: { preferLocal: { minEndpointsThreshold: 3 } },
    },
  },
  {
    loadBalancer: {
      type: 'RoundRobin',
      zoneAware: {
        weightedZones: [
          { zone: 'a', weight: 70 },
          { zone: 'b', weight: 30 },
        ],
      },
    },
  },
  {
    loadBalancer: {
      type: 'BackendUtilization',
      backendUtilization: { blackoutPeriod: '10s', keepResponseHeaders: true },
    },
  },
  {
    loadBalancer: {
      type: 'Random',
      endpointOverride: { extractFrom: [{ header: 'x-endpoint' }] },
    },
  },
  { timeout: { tcp: { connectTimeout: '5s' } } },
  { timeout: { http: { requestTimeout: '10s' } } },
  {
    timeout: {
      tcp: { connectTimeout: '3s' },
      http: { connectionIdleTimeout: '20s', maxConnectionDuration: '1h' },
    },
  },
  { timeout: { http: { maxStreamDuration: '90s', streamIdleTimeout: '30s' } } },
  { retry: { numRetries: 3 } },
  {
    retry: {
      numRetries: 5,
      perRetry: {
        timeout: '250ms',
        backOff: { baseInterval: '100ms', maxInterval: '10s' },
      },
      retryOn: {
        httpStatusCodes: [429, 503],
        triggers: ['connect-failure', 'retriable-status-codes'],
      },
    },
  },
  {
    retry: {
      perRetry: { backOff: { baseInterval: '10s', maxInterval: '1s' } },
    },
  },
  { circuitBreaker: { maxConnections: 100, maxPendingRequests: 10 } },
  {
    circuitBreaker: {
      maxParallelRequests: 4294967295,
      perEndpoint: { maxConnections: 3 },
    },
  },
  { circuitBreaker: { retryBudget: { percent: { numerator: 20 } } } },
  {
    healthCheck: {
      active: {
        type: 'HTTP',
        timeout: '500ms',
        http: { path: '/ready', expectedStatuses: [200, 201] },
      },
    },
  },
  {
    healthCheck: {
      active: {
        type: 'TCP',
        tcp: {
          send: { type: 'Text', text: 'ping' },
          receive: { type: 'Binary', binary: 'cG9uZw==' },
        },
      },
    },
  },
  { healthCheck: { active: { type: 'GRPC', grpc: { service: 'shop' } } } },
  {
    healthCheck: {
      passive: { consecutiveGatewayErrors: 2 },
      panicThreshold: 30,
    },
  },
  { proxyProtocol: { version: 'V2' } },
  { tcpKeepalive: { probes: 3, idleTime: '20s', interval: '5s' } },
  { tcpKeepalive: {} },
  {
    rateLimit: {
      local: { rules: [{ limit: { requests: 10, unit: 'Minute' } }] },
    },
  },
  {
    rateLimit: {
      local: {
        rules: [
          {
            limit: { requests: 20, unit: 'Second' },
            xRateLimitHeaders: 'Off',
          },
        ],
      },
    },
  },
  {
    rateLimit: {
      type: 'Local',
      local: {
        rules: [
          {
            clientSelectors: [{ headers: [{ name: 'x-user', value: 'one' }] }],
            limit: { requests: 3, unit: 'Second' },
          },
          { limit: { requests: 100, unit: 'Hour' } },
        ],
      },
    },
  },
  {
    rateLimit: {
      local: {
        rules: [
          { limit: { requests: 10, unit: 'Minute' } },
          { limit: { requests: 20, unit: 'Minute' } },
        ],
      },
    },
  },
  {
    rateLimit: {
      local: {
        rules: [
          {
            clientSelectors: [
              { headers: [{ name: 'x-user', type: 'Distinct' }] },
            ],
            limit: { requests: 3, unit: 'Second' },
          },
        ],
      },
    },
  },
  {
    rateLimit: {
      local: {
        rules: [
          {
            clientSelectors: [{ sourceCIDR: { value: '192.168.0.0/16' } }],
            limit: { requests: 3, unit: 'Week' },
          },
        ],
      },
    },
  },
  {
    rateLimit: {
      type: 'Global',
      global: {
        rules: [
          {
            clientSelectors: [
              { headers: [{ name: 'x-user', type: 'Distinct' }] },
              { path: { value: '/orders' } },
            ],
            limit: { requests: 3, unit: 'Second' },
          },
        ],
      },
    },
  },
  {
    rateLimit: {
      global: {
        rules: [
          {
            clientSelectors: [
              {
                headers: [
                  {
                    name: 'x-user',
                    type: 'RegularExpression',
                    value: 'a(',
                  },
                ],
              },
            ],
            limit: { requests: 3, unit: 'Second' },
          },
        ],
      },
    },
  },
  {
    rateLimit: {
      global: {
        rules: [
          {
            shared: true,
            clientSelectors: [
              { sourceCIDR: { value: '10.0.0.0/8', type: 'Distinct' } },
            ],
            limit: { requests: 3, unit: 'Day' },
            cost: { request: { from: 'Number', number: 2 } },
          },
        ],
      },
    },
  },
  {
    rateLimit: {
      global: {
        rules: [
          {
            clientSelectors: [{ sourceCIDR: { value: 'not-a-cidr' } }],
            limit: { requests: 3, unit: 'Day' },
          },
        ],
      },
    },
  },
  { rateLimit: { type: 'Global' } },
  { faultInjection: { delay: { fixedDelay: '2s', percentage: 10 } } },
  { faultInjection: { abort: { httpStatus: 503 } } },
  { faultInjection: { abort: { grpcStatus: 14, percentage: 0.5 } } },
  { useClientProtocol: true },
  { useClientProtocol: false },
  { compression: [{ type: 'Gzip' }] },
  { compressor: [{ type: 'Brotli' }, { type: 'Gzip', gzip: {} }] },
  { compressor: [{ type: 'Zstd', minContentLength: '100' }] },
  {
    responseOverride: [
      {
        match: { statusCodes: [{ value: 404 }] },
        response: {
          contentType: 'text/plain',
          body: { type: 'Inline', inline: 'nothing here' },
        },
      },
    ],
  },
  {
    responseOverride: [
      {
        match: {
          statusCodes: [{ type: 'Range', range: { start: 500, end: 511 } }],
        },
        response: {
          body: {
            type: 'ValueRef',
            valueRef: { group: '', kind: 'ConfigMap', name: 'missing' },
          },
        },
      },
    ],
  },
  {
    responseOverride: [
      {
        match: { statusCodes: [{ value: 401 }] },
        redirect: { scheme: 'https', hostname: 'login.example.com' },
      },
    ],
  },
  { httpUpgrade: [{ type: 'websocket' }] },
  { httpUpgrade: [{ type: 'CONNECT', connect: { terminate: true } }] },
  { httpUpgrade: [{ type: 'spdy/3.1' }, { type: 'websocket' }] },
  { requestBuffer: { limit: '4Mi' } },
  { requestBuffer: { limit: '8Gi' } },
  { connection: { bufferLimit: '64Ki' } },
  { connection: { bufferLimit: '100', socketBufferLimit: '2Gi' } },
  { connection: { bufferLimit: '5Gi' } },
  { dns: { dnsRefreshRate: '30s', respectDnsTtl: false } },
  { dns: { lookupFamily: 'IPv6' } },
  { http2: { initialStreamWindowSize: '64Ki', maxConcurrentStreams: 200 } },
  { http2: { initialConnectionWindowSize: '1Ki' } },
  { http2: { onInvalidMessage: 'TerminateStream' } },
  { telemetry: { metrics: { routeStatName: '%ROUTE_KIND%/%ROUTE_NAME%' } } },
  { telemetry: { metrics: { routeStatName: '%ROUTE_RULE_NAME%' } } },
  { telemetry: { metrics: { routeStatName: '%NO_SUCH%' } } },
  {
    telemetry: {
      tracing: { samplingFraction: { numerator: 1, denominator: 10 } },
    },
  },
  { bandwidthLimit: { request: { limit: { value: '1Mi', unit: 'Second' } } } },
  { bandwidthLimit: { response: { limit: { value: '10', unit: 'Hour' } } } },
  { admissionControl: { minSuccessRate: 90 } },
  { routingType: 'Service' },
  { routingType: 'Endpoint' },
  {},
];

/** A BackendTrafficPolicy's settings. */
export function trafficSpec(random: Random): JsonObject {
  const chosen = random.some(SETTINGS, 1, 3);
  const spec: JsonObject = Object.assign({}, ...chosen);
  if ('compressor' in spec) {
    delete spec.compression;
  }
  if ('requestBuffer' in spec) {
    delete spec.httpUpgrade;
  }
  return spec;
}
