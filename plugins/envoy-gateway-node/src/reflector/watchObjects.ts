import { ResourceKind } from '@envoy-gateway-portal/gateway-model';
import {
  ApiRequestError,
  createRequestError,
  isApiRequestError,
} from '../connection/apiRequestError';
import { parseJsonObject } from '../connection/body';
import { ApiConnection } from '../connection/connection';
import { failureOfStatus } from '../connection/describeAnswer';
import { printable } from '../connection/printable';
import { LineTooLongError, readLines } from './jsonLines';
import { ListedObject, pruneObject } from './pruneObject';

/** etcd refuses objects of more than 1.5 MiB; JSON can be larger than what is stored. */
const MAX_EVENT_BYTES = 16 * 1024 * 1024;

export type WatchEvent =
  | { type: 'upsert' | 'delete'; object: ListedObject; resourceVersion: string }
  | { type: 'bookmark'; resourceVersion: string };

/**
 * How a watch ended.
 *
 * - `ended`: as agreed, by a cut connection, or because nothing came for too long: resume
 * - `interrupted`: the caller asked for it
 * - `garbled`: something came that is no event; what it was about is unknown
 */
export type WatchEnd =
  | { type: 'ended' | 'interrupted' }
  | { type: 'garbled'; reason: string };

/**
 * Watches a kind from a resourceVersion on, until the watch ends in one way or another.
 *
 * @throws ApiRequestError when it cannot be opened, or when the API server reports an error in it;
 * `gone` when the resourceVersion has expired
 */
export async function watchObjects(options: {
  connection: ApiConnection;
  kind: ResourceKind;
  version: string;
  path: string;
  resourceVersion: string;
  /** How long the API server is asked to keep the watch. */
  timeoutSeconds: number;
  inactivityMs: number;
  openTimeoutMs: number;
  signal: AbortSignal;
  onOpen: () => void;
  onActivity: () => void;
  onEvent: (event: WatchEvent) => void;
}): Promise<WatchEnd> {
  const { connection, kind, version, path, signal } = options;
  const query = new URLSearchParams({
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: options.resourceVersion,
    timeoutSeconds: String(options.timeoutSeconds),
  });
  const stream = await connection.open(`${path}?${query}`, {
    signal,
    timeoutMs: options.openTimeoutMs,
  });
  options.onOpen();

  const giveUp = () => stream.destroy();
  let timer = setTimeout(giveUp, options.inactivityMs);
  try {
    for await (const line of readLines(stream, {
      maxBytes: MAX_EVENT_BYTES,
      onChunk: () => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, options.inactivityMs);
        options.onActivity();
      },
    })) {
      const event = readEvent(line, kind, version);
      if ('error' in event) {
        throw readErrorEvent(event.error, connection.cluster, path);
      }
      if ('garbled' in event) {
        return { type: 'garbled', reason: event.garbled };
      }
      options.onEvent(event);
    }
    return { type: 'ended' };
  } catch (error) {
    if (isApiRequestError(error)) {
      throw error;
    }
    if (error instanceof LineTooLongError) {
      return { type: 'garbled', reason: error.message };
    }
    return { type: signal.aborted ? 'interrupted' : 'ended' };
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
}

function readEvent(
  line: string,
  kind: ResourceKind,
  version: string,
): WatchEvent | { garbled: string } | { error: unknown } {
  const { type, object } = parseJsonObject(line) ?? {};
  if (type === 'ERROR') {
    return { error: object };
  }
  const { metadata } = (object ?? {}) as { metadata?: unknown };
  const { resourceVersion } = (metadata ?? {}) as { resourceVersion?: unknown };
  if (typeof resourceVersion !== 'string' || resourceVersion === '') {
    return { garbled: 'a line is no event with a resourceVersion' };
  }
  if (type === 'BOOKMARK') {
    return { type: 'bookmark', resourceVersion };
  }
  const known = pruneObject(object, kind, version);
  if (!known) {
    return { garbled: 'an event is about an object without a name' };
  }
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
      return { type: 'upsert', object: known, resourceVersion };
    case 'DELETED':
      return { type: 'delete', object: known, resourceVersion };
    default:
      return { garbled: 'an event is of an unknown type' };
  }
}

function readErrorEvent(
  status: unknown,
  cluster: string,
  path: string,
): ApiRequestError {
  const { code, message } = (status ?? {}) as Record<string, unknown>;
  const statusCode = typeof code === 'number' ? code : 500;
  const said = typeof message === 'string' ? `: ${printable(message)}` : '';
  return createRequestError(
    { cluster, path },
    `the watch ended with an error (${statusCode})${said}`,
    { failure: failureOfStatus(statusCode) ?? 'server', statusCode },
  );
}
