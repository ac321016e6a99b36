import * as http from 'node:http';
import * as https from 'node:https';

/**
 * Where the API server under test is, and how to be let in: an administrator's rights in a namespace
 * of the suite's own.
 *
 * @public
 */
export interface ContractTarget {
  baseUrl: string;
  token?: string;
  /** For client certificates and private authorities. */
  agent?: http.Agent | https.Agent;
  /** Throw-away namespace; made and deleted by the suite. */
  namespace?: string;
  /** How long to wait for a bookmark; API servers send one a minute. */
  bookmarkTimeoutMs?: number;
  /** Forgets the server's history, where the server lets itself be told. */
  compact?: () => void | Promise<void>;
}

export interface Reply {
  status: number;
  contentType: string;
  text: string;
  /** The body as JSON. @throws SyntaxError when it is not */
  json(): Record<string, unknown>;
}

/** One line of a watch. */
export interface WatchLine {
  type: string;
  object: {
    kind?: string;
    code?: number;
    reason?: string;
    metadata: {
      name?: string;
      resourceVersion?: string;
      annotations?: Record<string, string>;
    };
    [field: string]: unknown;
  };
}

/** A watch under way. */
export interface OpenWatch {
  status: number;
  /** The next event that `wanted` accepts. @throws Error when none comes in time */
  next(
    wanted: (line: WatchLine) => boolean,
    timeoutMs?: number,
  ): Promise<WatchLine>;
  /** Resolves when the server ends the stream. */
  ended: Promise<void>;
  close(): void;
}

export interface RequestOptions {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  text?: string;
  contentType?: string;
  /** The Host header, where it is not that of the URL. */
  host?: string;
}

export interface ApiClient {
  request(
    method: string,
    path: string,
    options?: RequestOptions,
  ): Promise<Reply>;
  watch(path: string): Promise<OpenWatch>;
}

const NEXT_TIMEOUT_MS = 10_000;

function followWatch(response: http.IncomingMessage): OpenWatch {
  const lines: WatchLine[] = [];
  const waiting = new Set<() => void>();
  let buffered = '';
  let over = false;
  const wake = () => [...waiting].forEach(check => check());
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    buffered += chunk;
    const parts = buffered.split('\n');
    buffered = parts.pop() ?? '';
    for (const part of parts) if (part) lines.push(JSON.parse(part));
    wake();
  });
  const ended = new Promise<void>(resolve => {
    response.on('close', () => {
      over = true;
      wake();
      resolve();
    });
  });
  return {
    status: response.statusCode ?? 0,
    ended,
    close: () => response.destroy(),
    next(wanted, timeoutMs = NEXT_TIMEOUT_MS) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(giveUp, timeoutMs);
        function giveUp() {
          done(() => reject(new Error('The watch sent no such event')));
        }
        function done(settle: () => void) {
          clearTimeout(timer);
          waiting.delete(check);
          settle();
        }
        function check() {
          const index = lines.findIndex(wanted);
          if (index >= 0) {
            const [line] = lines.splice(0, index + 1).slice(-1);
            done(() => resolve(line));
          } else if (over) {
            done(() => reject(new Error('The watch ended before the event')));
          }
        }
        waiting.add(check);
        check();
      });
    },
  };
}

/** A client of a Kubernetes API that adds nothing of its own. */
export function createApiClient(target: ContractTarget): ApiClient {
  const base = new URL(target.baseUrl);
  const transport = base.protocol === 'https:' ? https : http;

  function open(
    method: string,
    path: string,
    options: RequestOptions,
  ): Promise<http.IncomingMessage> {
    const body =
      options.body === undefined ? options.text : JSON.stringify(options.body);
    return new Promise((resolve, reject) => {
      const request = transport.request(
        new URL(base.pathname.replace(/\/$/, '') + path, base),
        {
          method,
          agent: target.agent,
          headers: {
            accept: 'application/json',
            ...(options.host && { host: options.host }),
            ...(target.token && { authorization: `Bearer ${target.token}` }),
            ...(body !== undefined && {
              'content-type': options.contentType ?? 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
          },
        },
        resolve,
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  return {
    async request(method, path, options = {}) {
      const response = await open(method, path, options);
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString('utf8');
      return {
        status: response.statusCode ?? 0,
        contentType: response.headers['content-type'] ?? '',
        text,
        json: () => JSON.parse(text),
      };
    },
    async watch(path) {
      return followWatch(await open('GET', path, {}));
    },
  };
}
