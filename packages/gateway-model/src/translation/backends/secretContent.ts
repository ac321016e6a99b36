import { JsonObject, objectAt, stringAt } from '../../json';
import { Item, Unknown } from '../types';

const SDS_TYPE = 'gateway.envoyproxy.io/sds';

export function isSdsSecret(secret: Item): boolean {
  return stringAt(secret.object, 'type') === SDS_TYPE;
}

/** The data of a Secret or ConfigMap; the API server moves what manifests call `stringData` into it. */
export function dataOf(item: Item): JsonObject {
  return {
    ...objectAt(item.object, 'data'),
    ...(item.kind === 'Secret' && objectAt(item.object, 'stringData')),
  };
}

/** The first of the wanted keys, or the only key there is (upstream `getFirstMatchOrFirstFromData`). */
export function firstMatchOrOnly(
  data: JsonObject,
  ...keys: string[]
): string | undefined {
  const own = Object.keys(data);
  return (
    keys.find(key => own.includes(key)) ??
    (own.length === 1 ? own[0] : undefined)
  );
}

function decoded(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}

/** Whether a URL names a Unix domain socket; `undefined` where the value does not look like a URL at all. */
function isSocketUrl(url: string | undefined): boolean | undefined {
  const scheme = url && /^([A-Za-z][-+.A-Za-z0-9]*):/.exec(url)?.[1];
  if (!url || !scheme) {
    return undefined;
  }
  if (scheme.toLowerCase() !== 'unix') {
    return false;
  }
  const rest = url.slice(scheme.length + 1);
  if (!rest.startsWith('//')) {
    return rest.startsWith('/');
  }
  return /^\/\/(\.?\/|\.$)/.test(rest);
}

export interface SdsContent {
  problem?: string;
  unknown?: Unknown;
}

/** Whether a Secret tells where to fetch certificates: their name, and a Unix domain socket. */
export function sdsContent(secret: Item): SdsContent {
  const data = objectAt(secret.object, 'data');
  const { namespace, name } = secret;
  const what = `SDS Secret ${namespace}/${name}`;
  const missing = ['secretName', 'url'].find(
    key => !stringAt(dataOf(secret), key),
  );
  if (missing) {
    return { problem: `${what} has no ${missing}` };
  }
  const plain = stringAt(secret.object, 'stringData', 'url');
  const socket = isSocketUrl(plain ?? decoded(stringAt(data, 'url') ?? ''));
  if (socket === undefined) {
    return {
      unknown: {
        reason: 'SecretBytes',
        message: `The url in ${what}.`,
        ref: { group: '', kind: 'Secret', namespace, name },
      },
    };
  }
  return socket ? {} : { problem: `the url in ${what} names no Unix socket` };
}
