import { ServiceUnavailableError } from '@backstage/errors';
import {
  InventoryCluster,
  TrafficSourceConfig,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024 * 1024;

export type PrometheusConfig = Extract<
  TrafficSourceConfig,
  { type: 'prometheus' }
>;

/** Sends a query to Prometheus and answers the body, whatever the status. */
export type PrometheusTransport = (
  endpoint: 'query' | 'query_range',
  parameters: Record<string, string>,
  signal: AbortSignal,
) => Promise<{ status: number; body: string }>;

/** Reaches Prometheus as a cluster is configured: by its URL, or through the API server. */
export function prometheusTransport(
  cluster: InventoryCluster,
  config: PrometheusConfig,
): PrometheusTransport {
  const base = config.url.replace(/\/+$/, '');
  return config.throughApiServer
    ? async (endpoint, parameters, signal) =>
        cluster.reader.get(
          `${base}/api/v1/${endpoint}?${new URLSearchParams(parameters)}`,
          { signal, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES },
        )
    : async (endpoint, parameters, signal) => {
        const response = await post(
          `${base}/api/v1/${endpoint}`,
          parameters,
          config.token,
          AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        );
        return {
          status: response.status,
          body: await readBody(response, base),
        };
      };
}

async function post(
  url: string,
  parameters: Record<string, string>,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      // The token must not follow a redirect to wherever it leads.
      redirect: 'error',
      headers: {
        Accept: 'application/json',
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: new URLSearchParams(parameters),
      signal,
    });
  } catch (error) {
    const { message, cause } = error as Error;
    throw new ServiceUnavailableError(
      `Prometheus at ${new URL(url).origin} does not answer: ${
        cause instanceof Error ? cause.message : message
      }`,
    );
  }
}

async function readBody(response: Response, base: string): Promise<string> {
  const decoder = new TextDecoder();
  let body = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) {
      throw new ServiceUnavailableError(
        `Prometheus at ${
          new URL(base).origin
        } answered more than ${MAX_BYTES} bytes; ask for a shorter window`,
      );
    }
    body += decoder.decode(chunk, { stream: true });
  }
  return body + decoder.decode();
}
