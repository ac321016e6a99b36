import { IncomingHttpHeaders } from 'node:http';
import { ClusterAccess } from '../access/types';
import { RequestFailure } from './apiRequestError';
import { parseJsonObject } from './body';
import { printable } from './printable';

/** The failure a status stands for; `undefined` for success. */
export function failureOfStatus(
  statusCode: number,
): RequestFailure | undefined {
  switch (statusCode) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'notFound';
    case 410:
      return 'gone';
    case 429:
      return 'throttled';
    default:
      if (statusCode >= 500) {
        return 'server';
      }
      if (statusCode >= 400) {
        return 'rejected';
      }
      return statusCode >= 200 && statusCode < 300 ? undefined : 'foreign';
  }
}

/** What an answer that is no success means, and what to do. */
export function describeStatus(
  statusCode: number,
  { credentials }: ClusterAccess,
  body: string,
): string {
  const message = readStatusMessage(body);
  const said = message ? `: ${message}` : '';
  switch (failureOfStatus(statusCode)) {
    case 'unauthorized':
      return `the credentials were refused (401); renew ${credentials}`;
    case 'forbidden':
      return `not allowed (403)${said}; grant it to the identity of ${credentials}`;
    case 'notFound':
      return `does not exist (404)${said}`;
    case 'throttled':
      return `the API server asks to wait (429)${said}`;
    case 'foreign':
      return `answered ${statusCode}, and redirects are not followed; write the URL of the API server itself`;
    default:
      return `answered ${statusCode}${said}`;
  }
}

/** What an answer that should have been a JSON object looks like. */
export function describeForeignBody(body: string): string {
  return /^\s*</.test(body)
    ? 'the API server answered HTML; is the URL right, or does a proxy ask for a login?'
    : 'the answer is not the JSON object it should be; is the URL right?';
}

export function isHtml(headers: IncomingHttpHeaders): boolean {
  return headers['content-type']?.toLowerCase().includes('html') ?? false;
}

/** The message of a Kubernetes `Status` object, made safe to show; nothing of any other body. */
function readStatusMessage(body: string): string | undefined {
  const { kind, message } = parseJsonObject(body) ?? {};
  return kind === 'Status' && typeof message === 'string' && message
    ? printable(message)
    : undefined;
}

/** How long a `Retry-After` header asks to wait, at most ten minutes. */
export function readRetryAfter(
  header: string | undefined,
  now: number,
): number | undefined {
  if (!header) {
    return undefined;
  }
  const wait = /^\d+$/.test(header.trim())
    ? Number(header) * 1000
    : Date.parse(header) - now;
  return Number.isFinite(wait) && wait > 0
    ? Math.min(wait, 600_000)
    : undefined;
}
