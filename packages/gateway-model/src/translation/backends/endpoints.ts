import { listAt, numberAt, objectAt, stringAt, stringsAt } from '../../json';
import { Item, Unknown, World } from '../types';
import { parseIpAddress } from '../values';
import { isHeadless, servedPort, ServicePort } from './servicePorts';

/** `Mixed` cannot be put into one cluster; `Static` is a mix of IP addresses and sockets, which can. */
export type AddressType = 'IP' | 'FQDN' | 'Unix' | 'Static' | 'Mixed';

export interface Endpoint {
  host: string;
  port: number;
  /** A Unix domain socket, which has neither host nor port. */
  socket: boolean;
}

export interface Endpoints {
  endpoints: readonly Endpoint[];
  addressType?: AddressType;
  unknown?: Unknown;
}

function fromSlice(slice: Item, port: ServicePort): Endpoint[] {
  const ports = listAt(slice.object, 'ports').filter(
    own =>
      (stringAt(own, 'name') ?? '') === port.name &&
      (stringAt(own, 'protocol') || 'TCP') === port.protocol,
  );
  return ports.length === 0
    ? []
    : listAt(slice.object, 'endpoints').flatMap(endpoint =>
        ports.flatMap(own =>
          stringsAt(endpoint, 'addresses').map(host => ({
            host,
            port: numberAt(own, 'port') ?? 0,
            socket: false,
          })),
        ),
      );
}

/** Endpoints of a Service's port, draining ones among them. All its slices decide the type of address. */
function fromSlices(slices: readonly Item[], port: ServicePort): Endpoints {
  const types = new Set(
    slices.map(slice =>
      stringAt(slice.object, 'addressType') === 'FQDN' ? 'FQDN' : 'IP',
    ),
  );
  const [only] = types;
  return {
    endpoints: slices.flatMap(slice => fromSlice(slice, port)),
    addressType: types.size > 1 ? 'Mixed' : only,
  };
}

/** By the list of slices, which lives until one of them changes, and by the port. */
const FROM_SLICES = new WeakMap<readonly Item[], Map<string, Endpoints>>();

function slicedEndpoints(
  slices: readonly Item[],
  port: ServicePort,
): Endpoints {
  const byPort = FROM_SLICES.get(slices) ?? new Map<string, Endpoints>();
  FROM_SLICES.set(slices, byPort);
  const key = `${port.protocol}/${port.name}`;
  const endpoints = byPort.get(key) ?? fromSlices(slices, port);
  byPort.set(key, endpoints);
  return endpoints;
}

/**
 * Where requests for a Service or ServiceImport go: to its endpoints, or to its own addresses where routing is
 * by Service and it has some.
 */
export function serviceEndpoints(
  world: World,
  service: Item,
  portNumber: number,
  serviceRouting: boolean,
): Endpoints {
  const { kind, namespace, name } = service;
  const kindOfService = kind === 'ServiceImport' ? 'ServiceImport' : 'Service';
  if (serviceRouting && !isHeadless(service)) {
    const hosts =
      kindOfService === 'ServiceImport'
        ? stringsAt(service.spec, 'ips')
        : [stringAt(service.spec, 'clusterIP') ?? ''];
    return {
      endpoints: hosts.map(host => ({ host, port: portNumber, socket: false })),
    };
  }
  const slices = world.endpointSlices(kindOfService, namespace, name);
  if (slices === 'unread') {
    return {
      endpoints: [],
      unknown: {
        reason: 'NotRead',
        message: `Whether ${kindOfService} ${namespace}/${name} has endpoints; they are not read here.`,
        ref: { group: service.group, kind, namespace, name },
      },
    };
  }
  const port = servedPort(service, portNumber);
  return slicedEndpoints(
    slices,
    port ?? { name: '', port: portNumber, protocol: 'TCP' },
  );
}

function endpointOf(raw: unknown): [AddressType, Endpoint] | undefined {
  const ip = objectAt(raw, 'ip');
  if (ip) {
    const host = stringAt(ip, 'address') ?? '';
    const port = numberAt(ip, 'port') ?? 0;
    return parseIpAddress(host) && ['IP', { host, port, socket: false }];
  }
  const fqdn = objectAt(raw, 'fqdn');
  if (fqdn) {
    const host = stringAt(fqdn, 'hostname') ?? '';
    const port = numberAt(fqdn, 'port') ?? 0;
    return ['FQDN', { host, port, socket: false }];
  }
  return objectAt(raw, 'unix')
    ? ['Unix', { host: '', port: 0, socket: true }]
    : undefined;
}

function addressTypeOf(
  types: readonly AddressType[],
  count: number,
): AddressType | undefined {
  const distinct = new Set(types);
  if (distinct.size === 0) {
    return undefined;
  }
  if (distinct.size === 1 && types.length === count) {
    return types[0];
  }
  return distinct.has('FQDN') ? 'Mixed' : 'Static';
}

/** Endpoints of a Backend, as they stand in its spec. */
export function backendEndpoints(backend: Item): Endpoints {
  const raw = listAt(backend.spec, 'endpoints');
  const known = raw.flatMap(one => {
    const endpoint = endpointOf(one);
    return endpoint ? [endpoint] : [];
  });
  return {
    endpoints: known.map(([, endpoint]) => endpoint),
    addressType: addressTypeOf(
      known.map(([type]) => type),
      raw.length,
    ),
  };
}
