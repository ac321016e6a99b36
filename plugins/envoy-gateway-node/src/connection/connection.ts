import { IncomingMessage } from 'node:http';
import { ClusterAccess, ClusterAccessSource } from '../access/types';
import { assertApiPath } from './apiPath';
import { createRequestError, RequestFailure } from './apiRequestError';
import { BodyTooLargeError, parseJsonObject, readBody } from './body';
import { createDeadline, Deadline } from './deadline';
import {
  describeForeignBody,
  describeStatus,
  failureOfStatus,
  isHtml,
  readRetryAfter,
} from './describeAnswer';
import { describeNetworkError } from './describeNetworkError';
import { createExchange } from './exchange';

const JSON_TYPE = 'application/json';
const MAX_ERROR_BYTES = 64 * 1024;
const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

export interface RequestOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** GET requests to one API server, over few connections. */
export interface ApiConnection {
  /** The name of the cluster, for messages. */
  readonly cluster: string;
  /**
   * Opens an answer of any length. `timeoutMs` bounds the wait for its beginning only; `signal` ends it
   * at any time.
   *
   * @throws ApiRequestError
   */
  open(path: string, options?: RequestOptions): Promise<IncomingMessage>;
  /**
   * Reads an answer whole.
   *
   * @throws ApiRequestError
   */
  read(
    path: string,
    options?: RequestOptions & { maxBytes?: number; accept?: string },
  ): Promise<{ status: number; contentType?: string; body: string }>;
  /**
   * Reads a JSON object.
   *
   * @throws ApiRequestError
   */
  readJson(
    path: string,
    options?: RequestOptions & { maxBytes?: number },
  ): Promise<Record<string, unknown>>;
  /** Closes every connection. */
  close(): void;
}

export function createConnection(options: {
  cluster: string;
  access: ClusterAccessSource;
  requestTimeoutMs: number;
  /** Called whenever the API server answered. */
  onContact?: () => void;
}): ApiConnection {
  const { cluster, access, requestTimeoutMs } = options;
  const exchange = createExchange();

  const fail = (
    path: string,
    failure: RequestFailure,
    what: string,
    details?: { statusCode?: number; retryAfterMs?: number },
  ) => createRequestError({ cluster, path }, what, { failure, ...details });

  const send = async (
    used: ClusterAccess,
    path: string,
    accept: string,
    deadline: Deadline,
  ): Promise<IncomingMessage> => {
    try {
      return await exchange.get(used, path, {
        accept,
        signal: deadline.signal,
      });
    } catch (error) {
      if (deadline.expired()) {
        throw fail(
          path,
          'timeout',
          `${used.server.host} did not answer in time; is it overloaded or frozen?`,
        );
      }
      throw deadline.signal.aborted
        ? fail(path, 'aborted', 'was given up')
        : fail(path, 'unreachable', describeNetworkError(error, used.server));
    }
  };

  const readAccess = async (path: string): Promise<ClusterAccess> => {
    try {
      return await access.current();
    } catch (error) {
      throw fail(path, 'credentials', (error as Error).message);
    }
  };

  /** A successful answer, or the reason there is none; refused credentials are renewed once. */
  const request = async (
    path: string,
    accept: string,
    deadline: Deadline,
  ): Promise<IncomingMessage> => {
    assertApiPath(path);
    let used = await readAccess(path);
    let response = await send(used, path, accept, deadline);
    if (response.statusCode === 401) {
      const newer = await access.renew(used).catch(() => undefined);
      if (newer) {
        response.resume();
        used = newer;
        response = await send(used, path, accept, deadline);
      }
    }
    const { statusCode = 0, headers } = response;
    const failure = failureOfStatus(statusCode);
    if (accept === JSON_TYPE && failure !== 'server' && isHtml(headers)) {
      response.destroy();
      throw fail(path, 'foreign', describeForeignBody('<'), { statusCode });
    }
    if (!failure) {
      options.onContact?.();
      return response;
    }
    const body = await readBody(response, MAX_ERROR_BYTES).catch(() => '');
    if (failure !== 'server' && failure !== 'foreign') {
      options.onContact?.();
    }
    throw fail(path, failure, describeStatus(statusCode, used, body), {
      statusCode,
      retryAfterMs: readRetryAfter(headers['retry-after'], Date.now()),
    });
  };

  const read: ApiConnection['read'] = async (path, readOptions) => {
    const deadline = createDeadline(
      readOptions?.signal,
      readOptions?.timeoutMs ?? requestTimeoutMs,
    );
    const maxBytes = readOptions?.maxBytes ?? DEFAULT_MAX_BYTES;
    try {
      const response = await request(
        path,
        readOptions?.accept ?? '*/*',
        deadline,
      );
      const body = await readBody(response, maxBytes).catch(error => {
        if (error instanceof BodyTooLargeError) {
          throw fail(
            path,
            'tooLarge',
            `the answer is larger than ${maxBytes} bytes; ask for less`,
          );
        }
        if (deadline.expired()) {
          throw fail(path, 'timeout', 'the answer did not end in time');
        }
        throw fail(
          path,
          deadline.signal.aborted ? 'aborted' : 'unreachable',
          'the answer broke off; it is tried again',
        );
      });
      return {
        status: response.statusCode!,
        contentType: response.headers['content-type'],
        body,
      };
    } finally {
      deadline.clear();
    }
  };

  return {
    cluster,
    read,
    readJson: async (path, readOptions) => {
      const { body } = await read(path, { ...readOptions, accept: JSON_TYPE });
      const value = parseJsonObject(body);
      if (!value) {
        throw fail(path, 'foreign', describeForeignBody(body));
      }
      return value;
    },
    open: async (path, openOptions) => {
      const deadline = createDeadline(
        openOptions?.signal,
        openOptions?.timeoutMs ?? requestTimeoutMs,
      );
      try {
        const response = await request(path, JSON_TYPE, deadline);
        const end = () => response.destroy();
        openOptions?.signal?.addEventListener('abort', end, { once: true });
        response.once('close', () =>
          openOptions?.signal?.removeEventListener('abort', end),
        );
        return response;
      } finally {
        deadline.clear();
      }
    },
    close: exchange.close,
  };
}
