import http, { IncomingMessage } from 'node:http';
import https from 'node:https';
import { ClusterAccess } from '../access/types';

/** Kept-alive connections the server closed meanwhile fail at once; a few of them may be waiting. */
const MAX_STALE_CONNECTIONS = 4;

/** GET requests over kept-alive connections; answers of any status, redirects not followed. */
export interface Exchange {
  get(
    access: ClusterAccess,
    path: string,
    options: { accept: string; signal: AbortSignal },
  ): Promise<IncomingMessage>;
  close(): void;
}

export function createExchange(): Exchange {
  const agentOptions = {
    keepAlive: true,
    keepAliveMsecs: 15_000,
    maxFreeSockets: 8,
    scheduling: 'lifo' as const,
  };
  const httpAgent = new http.Agent(agentOptions);
  const httpsAgent = new https.Agent(agentOptions);

  const tryOnce = (
    { server, headers, tls }: ClusterAccess,
    path: string,
    { accept, signal }: { accept: string; signal: AbortSignal },
  ) =>
    new Promise<
      { response: IncomingMessage } | { error: unknown; stale: boolean }
    >(resolve => {
      const secure = server.protocol === 'https:';
      const request = (secure ? https : http).request(
        {
          ...(secure && tls),
          agent: secure ? httpsAgent : httpAgent,
          // An IPv6 address stands in brackets in URLs only.
          host: server.hostname.replace(/^\[(.*)\]$/, '$1'),
          port: server.port || (secure ? 443 : 80),
          path: server.pathname.replace(/\/$/, '') + path,
          headers: {
            ...headers,
            Accept: accept,
            'Accept-Encoding': 'identity',
            'User-Agent': 'envoy-gateway-portal',
          },
          signal,
        },
        response => resolve({ response }),
      );
      request.on('error', error =>
        resolve({ error, stale: request.reusedSocket && !signal.aborted }),
      );
      request.end();
    });

  return {
    get: async (access, path, options) => {
      for (let attempt = 0; ; attempt++) {
        const outcome = await tryOnce(access, path, options);
        if ('response' in outcome) {
          return outcome.response;
        }
        if (!outcome.stale || attempt === MAX_STALE_CONNECTIONS) {
          throw outcome.error;
        }
      }
    },
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}
