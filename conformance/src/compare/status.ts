import { JsonObject, stringAt } from '@envoy-gateway-portal/gateway-model';

/** A condition as it is compared: the message is each side's own. */
export interface Condition {
  type: string;
  status: string;
  reason: string;
  /** Set where the model presumes. */
  unknown?: { reason: string; message: string };
}

/** A part of an object's status: its own conditions, or those of a listener, a parent or an ancestor. */
export interface StatusPart {
  /** Row of the table. */
  row: string;
  /** Names the part within its object; empty for the object's own conditions. */
  key: string;
  conditions: readonly Condition[];
  /** Why there may be further conditions that the model does not presume. */
  mayBeMore?: { reason: string; message: string };
  /** What else the part says, compared one by one. */
  facts?: Record<string, unknown>;
}

/** The status of one object, of either side. */
export interface ObjectStatus {
  kind: string;
  /** `namespace/name`. */
  name: string;
  parts: readonly StatusPart[];
  /** Why there may be further parts that the model does not presume. */
  mayBeMore?: { reason: string; message: string };
}

const GATEWAY_API_GROUP = 'gateway.networking.k8s.io';

/** A name equal for references that say the same, whether they spell the defaults out or not. */
export function referenceKey(reference: unknown, namespace: string): string {
  const group = stringAt(reference, 'group') ?? GATEWAY_API_GROUP;
  const kind = stringAt(reference, 'kind') ?? 'Gateway';
  const name = stringAt(reference, 'name') ?? '';
  const section = stringAt(reference, 'sectionName');
  const port = (reference as JsonObject | undefined)?.port;
  const clusterScoped = kind === 'GatewayClass';
  const place = clusterScoped
    ? name
    : `${stringAt(reference, 'namespace') ?? namespace}/${name}`;
  return [
    group === GATEWAY_API_GROUP ? kind : `${kind}.${group}`,
    ' ',
    place,
    section ? `#${section}` : '',
    typeof port === 'number' ? `:${port}` : '',
  ].join('');
}

/** Tells repeated keys apart by their position among each other. */
export function distinct(parts: readonly StatusPart[]): StatusPart[] {
  const seen = new Map<string, number>();
  return parts.map(part => {
    const id = `${part.row}\n${part.key}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? part : { ...part, key: `${part.key} (${count})` };
  });
}
