import { ResourceKind } from '@envoy-gateway-portal/gateway-model';
import {
  createRequestError,
  isApiRequestError,
} from '../connection/apiRequestError';
import { ApiConnection } from '../connection/connection';
import { ListedObject, pruneObject } from './pruneObject';

/** So often a listing is begun again because its continuation expired; then it is asked for in one piece. */
const MAX_RESTARTS = 2;

/** A complete listing. */
export interface Listing {
  objects: ListedObject[];
  resourceVersion: string;
  /** Items without a name. */
  nameless: number;
}

/**
 * Lists a kind whole, page by page. Without a resourceVersion asked for, the API server answers with
 * the newest state there is, so that no listing goes back behind what was seen.
 *
 * @throws ApiRequestError; nothing of an incomplete listing is returned
 */
export async function listObjects(options: {
  connection: ApiConnection;
  kind: ResourceKind;
  version: string;
  path: string;
  pageSize: number;
  maxPageBytes: number;
  signal: AbortSignal;
}): Promise<Listing> {
  let { pageSize } = options;
  for (let restarts = 0; ; ) {
    try {
      return await listPages({ ...options, pageSize });
    } catch (error) {
      if (!isApiRequestError(error)) {
        throw error;
      }
      if (error.failure === 'gone' && restarts < MAX_RESTARTS) {
        restarts += 1;
        // `limit=0` asks for everything at once.
        pageSize = restarts === MAX_RESTARTS ? 0 : pageSize;
      } else if (error.failure === 'tooLarge' && pageSize > 1) {
        pageSize = Math.ceil(pageSize / 4);
      } else {
        throw error;
      }
    }
  }
}

async function listPages(options: {
  connection: ApiConnection;
  kind: ResourceKind;
  version: string;
  path: string;
  pageSize: number;
  maxPageBytes: number;
  signal: AbortSignal;
}): Promise<Listing> {
  const { connection, kind, version, path, pageSize, maxPageBytes, signal } =
    options;
  const objects: ListedObject[] = [];
  const foreign = (what: string) =>
    createRequestError(
      { cluster: connection.cluster, path },
      `${what}; is the URL that of an API server?`,
      { failure: 'foreign' },
    );
  let nameless = 0;
  let first: string | undefined;
  let next: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(pageSize) });
    if (next) {
      query.set('continue', next);
    }
    const page = readPage(
      await connection.readJson(`${path}?${query}`, {
        signal,
        maxBytes: maxPageBytes,
      }),
    );
    if (!page) {
      throw foreign('the answer is not a list of objects');
    }
    if (next !== undefined && page.next === next) {
      throw foreign('the listing does not come to an end');
    }
    first ??= page.resourceVersion;
    next = page.next;
    for (const item of page.items) {
      const object = pruneObject(item, kind, version);
      if (object) {
        objects.push(object);
      } else {
        nameless += 1;
      }
    }
  } while (next);
  return { objects, resourceVersion: first, nameless };
}

function readPage(body: Record<string, unknown>) {
  const { items, metadata } = body;
  const { resourceVersion, continue: next } = (metadata ?? {}) as Record<
    string,
    unknown
  >;
  if (
    // Go writes an empty list as null.
    !(Array.isArray(items) || items === null) ||
    typeof resourceVersion !== 'string' ||
    resourceVersion === ''
  ) {
    return undefined;
  }
  return {
    items: (items ?? []) as unknown[],
    resourceVersion,
    next: typeof next === 'string' && next !== '' ? next : undefined,
  };
}
