import { ChildProcess } from 'node:child_process';
import { createHash, timingSafeEqual } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Logger } from '../logger';
import { LoopbackServer, serveOnLoopback } from '../net/loopbackServer';
import { runHttpBackend } from './httpBackend';

/** The account everyone uses; the sandbox listens on loopback only. */
export const GIT_ACCOUNT = { username: 'portal', password: 'sandbox' };

/** Where the one repository is served. */
export const REPOSITORY_PATH = '/platform/gitops.git';

/** The Git server of the sandbox. */
export interface GitServer {
  server: LoopbackServer;
  url: string;
  /** Ends the server, and every git it started. */
  stop(): Promise<void>;
}

const SERVICES = /^\/(info\/refs|git-upload-pack|git-receive-pack)$/;

function isLetIn(authorization: string | undefined): boolean {
  const [, encoded] =
    /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
  if (!encoded) return false;
  const { username, password } = GIT_ACCOUNT;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(
    hash(Buffer.from(encoded, 'base64').toString('utf8')),
    hash(`${username}:${password}`),
  );
}

function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'text/plain', ...headers });
  response.end(`${message}\n`);
}

/**
 * Serves the repository over HTTP, by the real `git http-backend`, to who knows the account. Only the
 * three paths of Git's smart protocol exist, so no path can lead elsewhere.
 */
export async function startGitServer(options: {
  host: string;
  port: number;
  /** Path of git's CGI program; absent where there is no git: then only the status is served. */
  program?: string;
  repository: string;
  logger: Logger;
  /** Called after each push, when its client has been answered. */
  onPush: () => void;
  /** What `GET /gitops/status` tells. */
  status: () => object;
}): Promise<GitServer> {
  const { program, repository, logger, onPush, status } = options;
  const children = new Set<ChildProcess>();

  async function serveGit(
    service: string,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    if (!program) {
      refuse(response, 503, 'There is no git on this machine');
      return;
    }
    await runHttpBackend({
      program,
      request,
      response,
      exchange: { repository, service, query, user: GIT_ACCOUNT.username },
      onSpawn(child) {
        children.add(child);
        child.on('close', () => children.delete(child));
      },
    });
    if (service === 'git-receive-pack') onPush();
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    if (!isLetIn(request.headers.authorization)) {
      refuse(response, 401, 'Authentication required', {
        'www-authenticate': 'Basic realm="sandbox"',
      });
      return;
    }
    const [path, query = ''] = (request.url ?? '/').split('?', 2);
    if (path === '/gitops/status' && request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(status()));
      return;
    }
    const [, service] =
      (path.startsWith(REPOSITORY_PATH) &&
        SERVICES.exec(path.slice(REPOSITORY_PATH.length))) ||
      [];
    if (!service) {
      refuse(
        response,
        404,
        `Nothing is here: the repository is ${REPOSITORY_PATH}`,
      );
      return;
    }
    await serveGit(service, query, request, response);
  }

  const server = await serveOnLoopback({
    name: 'the Git server',
    host: options.host,
    port: options.port,
    handle(request, response) {
      handle(request, response).catch(error => {
        logger.warn(`A Git request failed: ${(error as Error).message}`);
        if (response.headersSent) response.destroy();
        else refuse(response, 500, 'The request failed; see the log');
      });
    },
  });

  return {
    server,
    get url() {
      return `${server.url}${REPOSITORY_PATH}`;
    },
    async stop() {
      await server.close();
      await Promise.all(
        [...children].map(
          child =>
            new Promise(resolve => {
              child.on('close', resolve);
              child.kill();
            }),
        ),
      );
    },
  };
}
