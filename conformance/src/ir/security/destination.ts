import {
  at,
  booleanAt,
  EffectivePolicy,
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { pick } from '../values';
import { nameOf } from './owners';

type Item = EffectivePolicy['winner'];

function backendOf(ref: unknown, owner: Item, { world }: Translation) {
  const { kind, namespace, name } = targetOf(ref, owner);
  const found =
    kind === 'Backend'
      ? world.lookup({ group: 'gateway.envoyproxy.io', kind, namespace, name })
      : undefined;
  return typeof found === 'string' ? undefined : found;
}

/** Spare ones are marked where they are called, or are Backends that say so themselves. */
function isSpare(ref: unknown, owner: Item, translation: Translation): boolean {
  return (
    booleanAt(ref, 'fallback') === true ||
    booleanAt(backendOf(ref, owner, translation)?.spec, 'fallback') === true
  );
}

function targetOf(ref: unknown, owner: Item) {
  return {
    kind: stringAt(ref, 'kind') ?? 'Service',
    namespace: stringAt(ref, 'namespace') ?? owner.namespace,
    name: stringAt(ref, 'name') ?? '',
  };
}

/** Which services are called, and how requests are shared among them. Their endpoints are not compared here. */
export function destination(
  refs: readonly unknown[],
  owner: Item,
  kind: string,
  index: number,
  translation: Translation,
): JsonObject | undefined {
  const name = `${nameOf(owner)}/${kind}/${index}`.toLowerCase();
  const settings = refs.flatMap((ref, i) =>
    numberAt(ref, 'weight') === 0
      ? []
      : [
          {
            name: `${name}/backend/${i}`,
            weight: numberAt(ref, 'weight') ?? 1,
            priority: isSpare(ref, owner, translation) ? 1 : undefined,
            metadata: targetOf(ref, owner),
          },
        ],
  );
  return refs.length > 0
    ? { name, settings: settings.length > 0 ? settings : undefined }
    : undefined;
}

export function observedDestination(value: unknown): JsonObject | undefined {
  const found = objectAt(value);
  const settings = listAt(found, 'settings').map(setting => ({
    ...pick(setting, 'name', 'weight', 'priority'),
    metadata: pick(at(setting, 'metadata'), 'kind', 'namespace', 'name'),
  }));
  return (
    found && {
      name: found.name,
      settings: settings.length > 0 ? settings : undefined,
    }
  );
}

/** The host that calls are made to: of a Backend its first domain name, else the object's own name. */
export function authority(
  ref: unknown,
  owner: Item,
  translation: Translation,
): string {
  const { kind, namespace, name } = targetOf(ref, owner);
  if (kind !== 'Backend') {
    return `${name}.${namespace}:${numberAt(ref, 'port')}`;
  }
  const backend = backendOf(ref, owner, translation);
  const endpoint = listAt(backend?.spec, 'endpoints').find(one =>
    objectAt(one, 'fqdn'),
  );
  return endpoint
    ? `${stringAt(endpoint, 'fqdn', 'hostname')}:${numberAt(
        endpoint,
        'fqdn',
        'port',
      )}`
    : `${name}.${namespace}`;
}
