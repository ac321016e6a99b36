import {
  CompoundEntityRef,
  DEFAULT_NAMESPACE,
  parseEntityRef,
} from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import {
  ClustersResponse,
  clustersResponseSchema,
  GatewaysResponse,
  gatewaysResponseSchema,
  Overview,
  overviewSchema,
  Traffic,
  trafficSchema,
} from './wire';

/**
 * What the Envoy Gateway backend answers.
 *
 * @public
 */
export interface EnvoyGatewayApi {
  /** What an entity exposes, and how its controllers judged that. */
  getOverview(
    entityRef: string | CompoundEntityRef,
    options?: EnvoyGatewayRequestOptions,
  ): Promise<Overview>;
  /** How the traffic of an entity's routes did over a window that ends now. */
  getTraffic(
    entityRef: string | CompoundEntityRef,
    options?: EnvoyGatewayRequestOptions & { windowSeconds?: number },
  ): Promise<Traffic>;
  /** How the clusters stand. */
  getClusters(options?: EnvoyGatewayRequestOptions): Promise<ClustersResponse>;
  /** The Gateways of every cluster. */
  getGateways(options?: EnvoyGatewayRequestOptions): Promise<GatewaysResponse>;
}

/** @public */
export interface EnvoyGatewayRequestOptions {
  /** Sent as the bearer token, for callers whose `fetch` does not add one. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * Reads the Envoy Gateway backend over HTTP, from a browser or from another plugin. An answer that is
 * not of the agreed form is an error, never a half-filled page.
 *
 * @public
 */
export class EnvoyGatewayClient implements EnvoyGatewayApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async getOverview(
    entityRef: string | CompoundEntityRef,
    options?: EnvoyGatewayRequestOptions,
  ): Promise<Overview> {
    return this.#get(
      `${entityPath(entityRef)}/overview`,
      overviewSchema,
      options,
    );
  }

  async getTraffic(
    entityRef: string | CompoundEntityRef,
    options?: EnvoyGatewayRequestOptions & { windowSeconds?: number },
  ): Promise<Traffic> {
    const query =
      options?.windowSeconds === undefined
        ? ''
        : `?windowSeconds=${encodeURIComponent(options.windowSeconds)}`;
    return this.#get(
      `${entityPath(entityRef)}/traffic${query}`,
      trafficSchema,
      options,
    );
  }

  async getClusters(
    options?: EnvoyGatewayRequestOptions,
  ): Promise<ClustersResponse> {
    return this.#get('/clusters', clustersResponseSchema, options);
  }

  async getGateways(
    options?: EnvoyGatewayRequestOptions,
  ): Promise<GatewaysResponse> {
    return this.#get('/gateways', gatewaysResponseSchema, options);
  }

  async #get<TSchema extends z.ZodType>(
    path: string,
    schema: TSchema,
    options: EnvoyGatewayRequestOptions = {},
  ): Promise<z.infer<TSchema>> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('envoy-gateway');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      signal: options.signal,
      headers: {
        Accept: 'application/json',
        ...(options.token && { Authorization: `Bearer ${options.token}` }),
      },
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const answer = schema.safeParse(await readJson(response, path));
    if (!answer.success) {
      const [issue] = answer.error.issues;
      throw new Error(
        `The Envoy Gateway backend's answer to ${path} is not of the agreed form at ${
          issue.path.join('.') || 'its root'
        }: ${
          issue.message
        }. Frontend and backend plugin must be of the same version`,
      );
    }
    return answer.data;
  }
}

function entityPath(entityRef: string | CompoundEntityRef): string {
  const { kind, namespace, name } =
    typeof entityRef === 'string'
      ? parseEntityRef(entityRef, { defaultNamespace: DEFAULT_NAMESPACE })
      : entityRef;
  return `/entities/${[kind, namespace, name]
    .map(encodeURIComponent)
    .join('/')}`;
}

async function readJson(response: Response, path: string): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new Error(
      `The Envoy Gateway backend's answer to ${path} is not JSON. Check that the base URL of the plugin "envoy-gateway" leads to the backend`,
    );
  }
}
