import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo, isIP, Socket } from 'node:net';

/** An HTTP server that can be closed for good and opened again on the same port. */
export interface LoopbackServer {
  readonly port: number;
  readonly url: string;
  /** Stops listening and ends every connection; `open` takes the same port again. */
  close(): Promise<void>;
  open(): Promise<void>;
  /** Ends every connection without a goodbye. */
  dropConnections(): void;
}

const KEEP_ALIVE_MS = 90_000;
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/**
 * Refuses addresses that other machines could reach: the sandbox has well-known credentials.
 *
 * @throws Error naming the host
 */
export function requireLoopback(host: string): void {
  const loopback =
    host === 'localhost' ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'));
  if (!loopback) {
    throw new Error(
      `The sandbox listens on loopback only, not on "${host}": use 127.0.0.1. Its credentials are well known.`,
    );
  }
}

/** A browser led here under another name (DNS rebinding) says so in its Host header. */
function isAddressedToLoopback(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return LOOPBACK_NAMES.has(host) || host.startsWith('127.');
}

/**
 * Serves HTTP on a loopback address. Port 0 takes a free one.
 *
 * @throws Error when the port is taken, naming the port and the remedy
 */
export async function serveOnLoopback(options: {
  name: string;
  host: string;
  port: number;
  handle: (request: IncomingMessage, response: ServerResponse) => void;
}): Promise<LoopbackServer> {
  const { name, host, handle } = options;
  requireLoopback(host);
  let { port } = options;
  const sockets = new Set<Socket>();

  const server: Server = createServer((request, response) => {
    if (!isAddressedToLoopback(request)) {
      response.writeHead(421, { 'content-type': 'text/plain' });
      response.end('This server answers to loopback addresses only\n');
      return;
    }
    handle(request, response);
  });
  // As patient with idle connections as API servers are, so that a client's next request finds its own.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  function dropConnections() {
    for (const socket of sockets) socket.destroy();
  }

  async function open() {
    if (server.listening) return;
    await new Promise<void>((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'EADDRINUSE'
            ? new Error(
                `Port ${port} for ${name} is taken: is another sandbox running? Stop it, or choose another port.`,
              )
            : error,
        );
      server.once('error', fail);
      server.listen({ host, port, exclusive: true }, () => {
        server.off('error', fail);
        port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  await open();
  return {
    get port() {
      return port;
    },
    get url() {
      return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    },
    open,
    dropConnections,
    async close() {
      if (!server.listening) return;
      const closed = new Promise<void>(resolve => {
        server.close(() => resolve());
      });
      dropConnections();
      await closed;
    },
  };
}
