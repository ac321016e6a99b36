/** Why something could not be read, as far as a person can act on it. */
export interface Failure {
  kind: 'denied' | 'signedOut' | 'notFound' | 'unreachable' | 'failed';
  /** What the backend or the browser said; text, never markup. */
  message: string;
}

/** Sorts an error of the client into what can be done about it. */
export function describeFailure(error: Error): Failure {
  const status = (error as { statusCode?: unknown }).statusCode;
  const cause = (error as { cause?: { message?: unknown } }).cause;
  const message =
    typeof cause?.message === 'string' && cause.message !== ''
      ? cause.message
      : error.message;
  switch (status) {
    case 401:
      return { kind: 'signedOut', message };
    case 403:
      return { kind: 'denied', message };
    case 404:
      return { kind: 'notFound', message };
    case 502:
    case 503:
    case 504:
      return { kind: 'unreachable', message };
    default:
      // fetch() rejects with a TypeError when nothing answered at all.
      return error.name === 'TypeError' && status === undefined
        ? { kind: 'unreachable', message }
        : { kind: 'failed', message };
  }
}
