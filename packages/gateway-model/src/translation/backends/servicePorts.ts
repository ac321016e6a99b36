import { listAt, numberAt, stringAt } from '../../json';
import { Item } from '../types';

export interface ServicePort {
  name: string;
  port: number;
  protocol: string;
}

/** Many routes refer to one Service, whose ports are read once. */
const PORTS = new WeakMap<Item, readonly ServicePort[]>();

function portsOf(service: Item): readonly ServicePort[] {
  let ports = PORTS.get(service);
  if (!ports) {
    ports = listAt(service.spec, 'ports').map(port => ({
      name: stringAt(port, 'name') ?? '',
      port: numberAt(port, 'port') ?? 0,
      protocol: stringAt(port, 'protocol') || 'TCP',
    }));
    PORTS.set(service, ports);
  }
  return ports;
}

export function hasPort(
  service: Item,
  port: number,
  protocol: string,
): boolean {
  return portsOf(service).some(
    own => own.port === port && own.protocol === protocol,
  );
}

/** The port whose endpoints are used: the first of that number, whatever its protocol (as upstream). */
export function servedPort(
  service: Item,
  port: number,
): ServicePort | undefined {
  return portsOf(service).find(own => own.port === port);
}

/** The name of the first port of that number that has one: what a BackendTLSPolicy's section means. */
export function portSection(service: Item, port: number): string | undefined {
  return portsOf(service).find(own => own.port === port && own.name !== '')
    ?.name;
}

export function isExternalName(service: Item): boolean {
  return stringAt(service.spec, 'type') === 'ExternalName';
}

/** Without an address of its own, a Service or ServiceImport is reached by its endpoints alone. */
export function isHeadless(service: Item): boolean {
  return service.kind === 'ServiceImport'
    ? listAt(service.spec, 'ips').length === 0
    : stringAt(service.spec, 'clusterIP') === 'None';
}
