interface Port {
  name: string;
  port: number;
  protocol?: 'TCP' | 'UDP';
  appProtocol?: string;
}

interface Fixture {
  namespace: string;
  name: string;
  slice: string;
  address: string;
  ports: Port[];
}

const NUMBERED: Fixture[] = [1, 2, 3, 4].map(number => ({
  namespace: 'default',
  name: `service-${number}`,
  slice: `endpointslice-${number}`,
  address: '7.7.7.7',
  ports: [
    { name: 'http', port: 8080 },
    { name: 'https', port: 8443 },
    { name: 'tcp', port: 8163 },
    { name: 'udp', port: 8162, protocol: 'UDP' },
  ],
}));

const FIXTURES: Fixture[] = [
  ...NUMBERED,
  {
    namespace: 'default',
    name: 'mirror-service',
    slice: 'mirror-service-endpointslice',
    address: '7.6.5.4',
    ports: [{ name: 'http', port: 8080 }],
  },
  {
    namespace: 'monitoring',
    name: 'otel-collector',
    slice: 'otel-collector-endpointslice',
    address: '8.7.6.5',
    ports: [
      { name: 'grpc', port: 4317, appProtocol: 'grpc' },
      { name: 'zipkin', port: 9411 },
    ],
  },
];

/** The Services every case of Envoy Gateway's suite is translated with, and their endpoints. */
export function fixtures(zoneDiscovery: boolean): unknown[] {
  return FIXTURES.flatMap(({ namespace, name, slice, address, ports }) => [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace, name },
      spec: {
        clusterIP: '1.1.1.1',
        ports: ports.map(port => ({
          protocol: 'TCP',
          targetPort: port.port,
          ...port,
        })),
        ...(zoneDiscovery && name.startsWith('service-')
          ? { trafficDistribution: 'PreferClose' }
          : {}),
      },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        namespace,
        name: slice,
        labels: { 'kubernetes.io/service-name': name },
      },
      addressType: 'IPv4',
      ports: ports.map(port => ({
        name: port.name,
        port: port.port,
        protocol: port.protocol ?? 'TCP',
      })),
      endpoints: [{ addresses: [address], conditions: { ready: true } }],
    },
  ]);
}
