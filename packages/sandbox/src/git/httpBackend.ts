import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gitEnvironment, runGit } from './gitCommand';

/** One exchange with `git http-backend`. */
export interface BackendExchange {
  /** Path of the repository on disk. */
  repository: string;
  /** What is asked of it: `info/refs`, `git-upload-pack` or `git-receive-pack`. */
  service: string;
  query: string;
  user: string;
}

const MAX_HEADER_BYTES = 16 * 1024;

/** Where git keeps its CGI program. @throws GitMissingError when there is no git */
export async function findHttpBackend(): Promise<string> {
  const folder = (await runGit(['--exec-path'])).toString('utf8').trim();
  return join(
    folder,
    process.platform === 'win32' ? 'git-http-backend.exe' : 'git-http-backend',
  );
}

function cgiEnvironment(
  exchange: BackendExchange,
  request: IncomingMessage,
): Record<string, string> {
  const { headers } = request;
  const given: Array<[string, string | string[] | undefined]> = [
    ['CONTENT_TYPE', headers['content-type']],
    ['CONTENT_LENGTH', headers['content-length']],
    ['HTTP_CONTENT_ENCODING', headers['content-encoding']],
    ['GIT_PROTOCOL', headers['git-protocol']],
  ];
  return {
    ...Object.fromEntries(
      given.flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
    ),
    GIT_PROJECT_ROOT: exchange.repository,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${exchange.service}`,
    QUERY_STRING: exchange.query,
    REQUEST_METHOD: request.method ?? 'GET',
    REMOTE_USER: exchange.user,
    REMOTE_ADDR: '127.0.0.1',
  };
}

/** Turns the CGI head into a status and headers. */
function writeHead(response: ServerResponse, head: string) {
  let status = 200;
  for (const line of head.split(/\r?\n/)) {
    const [, name, value] = /^([A-Za-z-]+):\s*(.*)$/.exec(line) ?? [];
    if (!name) continue;
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.writeHead(status);
}

function pipeAnswer(
  child: ChildProcessWithoutNullStreams,
  response: ServerResponse,
) {
  let head: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (head) {
      head = Buffer.concat([head, chunk]);
      const [separator] = /\r?\n\r?\n/.exec(head.toString('latin1')) ?? [];
      if (separator === undefined) {
        if (head.length > MAX_HEADER_BYTES) child.kill();
        return;
      }
      const end = head.indexOf(separator);
      writeHead(response, head.subarray(0, end).toString('latin1'));
      response.write(head.subarray(end + separator.length));
      head = undefined;
    } else if (!response.write(chunk)) {
      child.stdout.pause();
      response.once('drain', () => child.stdout.resume());
    }
  });
  child.on('close', () => {
    if (head && !response.headersSent) response.writeHead(500);
    response.end();
  });
}

/**
 * Hands a request to `git http-backend` and its answer back. Resolves when the child has ended.
 */
export function runHttpBackend(options: {
  program: string;
  exchange: BackendExchange;
  request: IncomingMessage;
  response: ServerResponse;
  onSpawn: (child: ChildProcessWithoutNullStreams) => void;
}): Promise<void> {
  const { program, exchange, request, response, onSpawn } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, [], {
      env: gitEnvironment(cgiEnvironment(exchange, request)),
    });
    onSpawn(child);
    child.on('error', reject);
    child.on('close', () => resolve());
    child.stdin.on('error', () => {});
    child.stderr.resume();
    request.pipe(child.stdin);
    // A client that leaves early takes its git along.
    response.on('close', () => {
      if (!response.writableFinished) child.kill();
    });
    pipeAnswer(child, response);
  });
}
