import {
  AuthenticationError,
  CustomErrorBase,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/**
 * Why a request to an API server brought nothing.
 *
 * - `unreachable`: no complete HTTP answer; `timeout`: none in time
 * - `foreign`: an answer that is not an API server's (HTML, a redirect, no JSON)
 * - `tooLarge`: an answer larger than allowed
 * - `credentials`: the credentials to ask with cannot be had
 * - `aborted`: the caller gave up
 * - `server`: 5xx; `rejected`: any other 4xx; the rest are the statuses they are named after
 */
export type RequestFailure =
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'gone'
  | 'throttled'
  | 'rejected'
  | 'server'
  | 'unreachable'
  | 'timeout'
  | 'foreign'
  | 'tooLarge'
  | 'credentials'
  | 'aborted';

/** A failed request: its message names cluster, path and remedy, and repeats no header or body. */
export class ApiRequestError extends CustomErrorBase {
  name = 'ApiRequestError' as const;
  readonly failure: RequestFailure;
  readonly statusCode?: number;
  /** How long the API server asked to wait. */
  readonly retryAfterMs?: number;

  constructor(
    message: string,
    details: {
      failure: RequestFailure;
      statusCode?: number;
      retryAfterMs?: number;
    },
  ) {
    super(message);
    this.failure = details.failure;
    this.statusCode = details.statusCode;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** @param request - what was asked of which cluster; queries are left out, as they may carry what people searched for */
export function createRequestError(
  request: { cluster: string; path: string },
  what: string,
  details: {
    failure: RequestFailure;
    statusCode?: number;
    retryAfterMs?: number;
  },
): ApiRequestError {
  const path = request.path.split('?', 1)[0];
  return new ApiRequestError(
    `Cluster "${request.cluster}": GET ${path}: ${what}`,
    details,
  );
}

export function isApiRequestError(error: unknown): error is ApiRequestError {
  return (error as Error | undefined)?.name === 'ApiRequestError';
}

/** The same failure as one of Backstage's own errors, where there is one. */
export function toBackstageError(error: unknown): unknown {
  if (!isApiRequestError(error)) {
    return error;
  }
  switch (error.failure) {
    case 'unauthorized':
      return new AuthenticationError(error.message);
    case 'forbidden':
      return new NotAllowedError(error.message);
    case 'notFound':
      return new NotFoundError(error.message);
    case 'unreachable':
    case 'timeout':
    case 'throttled':
    case 'server':
    case 'credentials':
      return new ServiceUnavailableError(error.message);
    default:
      return error;
  }
}
