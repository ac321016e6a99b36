import { LoopbackServer, serveOnLoopback } from '../net/loopbackServer';
import { createRequestHandler, RequestHandlerOptions } from './requestHandler';

export interface ApiServerOptions extends RequestHandlerOptions {
  /** Says which server this is in error messages. */
  name: string;
  host: string;
  port: number;
}

/** A cluster's Kubernetes API on a loopback port. */
export interface ApiServer {
  server: LoopbackServer;
  /** Answers what was held back while paused. */
  goOn(): void;
}

/**
 * Starts the Kubernetes API of one cluster.
 *
 * @throws Error when the port is taken or the host is not a loopback address
 */
export async function startApiServer(
  options: ApiServerOptions,
): Promise<ApiServer> {
  const { name, host, port, faults } = options;
  const handler = createRequestHandler(options);
  const heldBack = new Set<() => void>();

  const server = await serveOnLoopback({
    name,
    host,
    port,
    handle(request, response) {
      if (faults.paused) {
        const later = () => handler.handle(request, response);
        heldBack.add(later);
        response.on('close', () => heldBack.delete(later));
      } else if (faults.cannedAnswer) {
        const { status, contentType, body } = faults.cannedAnswer;
        response.writeHead(status, { 'content-type': contentType });
        response.end(body);
      } else {
        handler.handle(request, response);
      }
    },
  });

  return {
    server,
    goOn() {
      handler.advanceWatches();
      for (const later of [...heldBack]) {
        heldBack.delete(later);
        later();
      }
    },
  };
}
