import { at, objectAt, stringAt } from '../../json';
import { Item } from '../types';

/** The type of a Secret that names a certificate served over SDS instead of holding one. */
export const SDS_SECRET_TYPE = 'gateway.envoyproxy.io/sds';

export const TLS_SECRET_TYPE = 'kubernetes.io/tls';

/** What a caller may put in the place of bytes it withholds. */
const WITHHELD = /^\W*redacted\W*$/i;

export function secretType(secret: Item): string {
  return stringAt(secret.object, 'type') ?? '';
}

/** Keys of a Secret or ConfigMap whose value is there, be it known or withheld. */
export function dataKeys(item: Item): readonly string[] {
  const keys = new Set<string>();
  for (const field of item.kind === 'Secret'
    ? ['data', 'stringData']
    : ['data']) {
    const values = objectAt(item.object, field) ?? {};
    for (const key of Object.keys(values)) {
      keys.add(key);
    }
  }
  return [...keys];
}

/** Whether a Secret or ConfigMap has a value under a key that is not empty, be it known or withheld. */
export function hasData(item: Item, key: string): boolean {
  const value =
    at(item.object, 'stringData', key) ?? at(item.object, 'data', key);
  return value !== undefined && value !== '';
}

function decode(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}

/**
 * The text under a key of a Secret or ConfigMap; `undefined` where the caller withholds it or there is none.
 * Never for private keys or credentials, and never for a message.
 */
export function dataText(item: Item, key: string): string | undefined {
  if (item.kind !== 'Secret') {
    return stringAt(item.object, 'data', key);
  }
  const plain = stringAt(item.object, 'stringData', key);
  const encoded = stringAt(item.object, 'data', key);
  const text = plain ?? (encoded === undefined ? undefined : decode(encoded));
  return text === undefined || text === '' || WITHHELD.test(text)
    ? undefined
    : text;
}
