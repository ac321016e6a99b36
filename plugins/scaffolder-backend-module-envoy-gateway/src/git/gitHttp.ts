import {
  AuthenticationError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  GitHttpRequest,
  GitHttpResponse,
  HttpClient,
} from 'isomorphic-git';
import { GitServer, safeError, safeText } from './gitServers';
import { nameHead } from './nameHead';

/** What one answer of a Git server may weigh; a shallow clone of a GitOps repository is far below. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 180_000;
const MAX_ERROR_TEXT_BYTES = 4096;

/** @see createGitHttp */
export interface GitHttpOptions {
  server: GitServer;
  repository: URL;
  signal?: AbortSignal;
  timeoutMs?: number;
  maxAnswerBytes?: number;
}

async function collect(body: GitHttpRequest['body']): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads an answer up to a number of bytes; `undefined` when it is longer. */
async function readBody(
  response: Response,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* single(bytes: Uint8Array): AsyncIterableIterator<Uint8Array> {
  yield bytes;
}

/** What a server said about a failure, if it said it in plain text. */
async function failureText(
  server: GitServer,
  response: Response,
): Promise<string> {
  const plain = response.headers.get('content-type')?.startsWith('text/plain');
  const body = await readBody(response, MAX_ERROR_TEXT_BYTES).catch(
    () => undefined,
  );
  const text = plain && body ? safeText(server, body.toString('utf8')) : '';
  return text === '' ? '' : `. The server said: "${text}"`;
}

/** The reason a connection failed, which `fetch` keeps in the cause. */
function connectionProblem(error: unknown): unknown {
  return isError(error) && isError(error.cause) ? error.cause : error;
}

/**
 * The HTTP client `isomorphic-git` uses for one repository. Credentials go to the configured server
 * and nowhere else: a redirect is refused, not followed. Answers are bounded in size and time, and
 * every failure is an error that names the repository and the remedy.
 */
export function createGitHttp(options: GitHttpOptions): HttpClient {
  const { server, repository } = options;
  const {
    timeoutMs = REQUEST_TIMEOUT_MS,
    maxAnswerBytes = MAX_ANSWER_BYTES,
    signal,
  } = options;
  const name = repository.href;

  const failure = async (response: Response, task: string) => {
    const { status } = response;
    const said = await failureText(server, response);
    if (status >= 300 && status < 400) {
      const location = safeText(server, response.headers.get('location') ?? '');
      return new NotAllowedError(
        `The Git server redirects ${name} to ${location}, and redirects are not followed so that credentials stay with the configured server: give the final address as repoUrl`,
      );
    }
    if (status === 401) {
      return new AuthenticationError(
        server.authorization
          ? `The Git server refused the portal's credentials for ${name} (401): check username and password or token of ${server.configPath}${said}`
          : `The Git server asks for credentials for ${name} (401): set username and password, or token, in ${server.configPath}${said}`,
      );
    }
    if (status === 403) {
      return new NotAllowedError(
        `The Git server does not let the portal ${task} ${name} (403): give the account of ${server.configPath} access to the repository${said}`,
      );
    }
    if (status === 404) {
      return new NotFoundError(
        `Git repository ${name} does not exist, or the account of ${server.configPath} may not see it (404)${said}`,
      );
    }
    return new ServiceUnavailableError(
      `The Git server answered ${status} when asked to ${task} ${name}: try again later, or ask who runs it${said}`,
    );
  };

  return {
    async request(request: GitHttpRequest): Promise<GitHttpResponse> {
      // The library only ever asks below the repository. Credentials would not survive it if it did not.
      if (!request.url.startsWith(`${repository.href}/`)) {
        throw new NotAllowedError(
          `A request for ${name} went astray and was not sent`,
        );
      }
      const task = request.url.includes('git-receive-pack')
        ? 'push to'
        : 'read';
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(request.url, {
          method: request.method ?? 'GET',
          headers: {
            ...request.headers,
            ...(server.authorization && {
              authorization: server.authorization,
            }),
          },
          ...(request.body && {
            body: new Uint8Array(await collect(request.body)),
          }),
          redirect: 'manual',
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        if (response.status !== 200) {
          throw await failure(response, task);
        }
        const body = await readBody(response, maxAnswerBytes);
        if (!body) {
          throw new ServiceUnavailableError(
            `The Git server answered with more than ${maxAnswerBytes} bytes when asked to ${task} ${name}: the repository is too large to publish to`,
          );
        }
        return {
          url: request.url,
          method: request.method,
          statusCode: response.status,
          statusMessage: response.statusText,
          headers: Object.fromEntries(response.headers),
          body: single(nameHead(body)),
        };
      } catch (error) {
        if (signal?.aborted) {
          throw signal.reason;
        }
        if (timeout.aborted) {
          throw new ServiceUnavailableError(
            `The Git server did not answer within ${
              timeoutMs / 1000
            } s when asked to ${task} ${name}: try again later, or ask who runs it`,
          );
        }
        // What `fetch` throws when a connection cannot be made, or breaks
        if (isError(error) && error.name === 'TypeError') {
          throw new ServiceUnavailableError(
            `The Git server of ${name} cannot be reached (${safeError(
              server,
              connectionProblem(error),
            )}): check repoUrl, and that the portal may connect to it`,
          );
        }
        throw error;
      }
    },
  };
}
