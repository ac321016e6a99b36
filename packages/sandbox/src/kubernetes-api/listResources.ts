import { ObjectStore } from '../store/objectStore';
import { apiVersionOf } from '../store/servedKinds';
import { CompactedError, ServedKind, StoredObject } from '../store/types';
import { badRequest, expired, StatusError } from '../operations/statusError';
import { present } from './presentation';
import { parseSelector } from './selectors';

interface ContinueToken {
  /** The resourceVersion every page of this list shows; -1 where that was lost on the way. */
  rv: number;
  /** Key of the last object of the page before. */
  after: string;
}

function encodeToken(token: ContinueToken): string {
  return Buffer.from(
    JSON.stringify({ v: 'meta.k8s.io/v1', ...token }),
  ).toString('base64url');
}

function decodeToken(text: string): ContinueToken {
  try {
    const { v, rv, after } = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    );
    if (
      v === 'meta.k8s.io/v1' &&
      Number.isSafeInteger(rv) &&
      typeof after === 'string'
    ) {
      return { rv, after };
    }
  } catch {
    // Said below.
  }
  throw badRequest('continue key is not valid');
}

/** A non-negative integer parameter. @throws StatusError 400 */
export function parseNumber(
  query: URLSearchParams,
  name: string,
): number | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  if (!/^\d{1,15}$/.test(text)) {
    throw badRequest(
      `${name}: Invalid value: ${JSON.stringify(
        text.slice(0, 80),
      )}: must be a non-negative integer`,
    );
  }
  return Number(text);
}

function keyOf({ metadata }: StoredObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** The resourceVersion whose state is asked for. */
function wantedVersion(query: URLSearchParams, store: ObjectStore): number {
  const asked = parseNumber(query, 'resourceVersion');
  if (asked !== undefined && asked > store.resourceVersion) {
    throw new StatusError(
      504,
      'Timeout',
      `Too large resource version: ${asked}, current: ${store.resourceVersion}`,
      { retryAfterSeconds: 1 },
    );
  }
  if (query.get('resourceVersionMatch') === 'Exact') {
    if (!asked) {
      throw badRequest(
        'resourceVersionMatch "Exact" is forbidden for resourceVersion "0" and without one',
      );
    }
    return asked;
  }
  return store.resourceVersion;
}

/**
 * A LIST: pages bound to one resourceVersion by the continue token, so that they fit together although
 * objects change meanwhile.
 */
export function listResources(
  store: ObjectStore,
  target: { kind: ServedKind; version: string; namespace?: string },
  query: URLSearchParams,
): object {
  const { kind, version, namespace } = target;
  // No limit and one below zero are the same to an API server.
  const limit = query.get('limit')?.startsWith('-')
    ? 0
    : parseNumber(query, 'limit') ?? 0;
  const continued = query.get('continue');
  const selects = parseSelector(query);
  const token = continued ? decodeToken(continued) : undefined;
  if (token && query.get('resourceVersion')) {
    throw badRequest(
      'specifying resource version is not allowed when using continue',
    );
  }
  let at: number;
  if (!token) at = wantedVersion(query, store);
  else at = token.rv < 0 ? store.resourceVersion : token.rv;

  let objects: StoredObject[];
  try {
    objects = store.list(kind, { namespace, at });
  } catch (error) {
    if (!(error instanceof CompactedError)) throw error;
    if (!token) throw expired(error.message);
    // With the old state gone, the client may list anew, or go on from here without consistency.
    const answer = expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results.',
    );
    answer.status.metadata.continue = encodeToken({
      rv: -1,
      after: token.after,
    });
    throw answer;
  }
  const rest = objects.filter(
    object => selects(object) && (!token || keyOf(object) > token.after),
  );
  const page = limit ? rest.slice(0, limit) : rest;
  const remaining = rest.length - page.length;
  const selective = query.has('labelSelector') || query.has('fieldSelector');
  return {
    kind: `${kind.kind}List`,
    apiVersion: apiVersionOf(kind, version),
    metadata: {
      resourceVersion: String(at),
      ...(remaining > 0 && {
        continue: encodeToken({ rv: at, after: keyOf(page[page.length - 1]) }),
        ...(!selective && { remainingItemCount: remaining }),
      }),
    },
    items: page.map(object => present(kind, version, object)),
  };
}
