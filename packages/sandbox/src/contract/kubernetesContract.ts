import { randomBytes } from 'node:crypto';
import { ApiClient, ContractTarget, createApiClient } from './apiClient';
import { listCases } from './listCases';
import { watchCases } from './watchCases';
import { writeCases } from './writeCases';

/** What a case works with. */
export interface ContractContext {
  api: ApiClient;
  /** The suite's own namespace. */
  namespace: string;
  /** Path of the HTTPRoutes in it. */
  routes: string;
  /** A valid HTTPRoute that no Gateway answers for. */
  route(name: string, path?: string): Record<string, unknown>;
  bookmarkTimeoutMs: number;
  compact?: () => void | Promise<void>;
}

/**
 * One expectation of how a Kubernetes API server behaves towards the product.
 *
 * @public
 */
export interface ContractCase {
  name: string;
  /** Rejects with an AssertionError where the server behaves otherwise. */
  run(): Promise<void>;
}

/**
 * How a Kubernetes API server behaves, as far as the product relies on it. The same cases run against
 * the sandbox and against a real cluster; where they differ, the sandbox is wrong.
 *
 * @public
 */
export interface KubernetesContract {
  setUp(): Promise<void>;
  cases: ContractCase[];
  tearDown(): Promise<void>;
}

/**
 * The contract suite for one API server; kind HTTPRoute in a namespace of its own. Bound to no test
 * runner: hand each case to the one in use.
 *
 * @public
 */
export function kubernetesContract(target: ContractTarget): KubernetesContract {
  const api = createApiClient(target);
  const namespace =
    target.namespace ?? `contract-${randomBytes(4).toString('hex')}`;
  const context: ContractContext = {
    api,
    namespace,
    routes: `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/httproutes`,
    route: (name, path = '/') => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name, namespace },
      spec: {
        parentRefs: [{ name: 'no-such-gateway' }],
        hostnames: [`${name}.example.com`],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: path } }],
            backendRefs: [{ name: 'backend', port: 80 }],
          },
        ],
      },
    }),
    bookmarkTimeoutMs: target.bookmarkTimeoutMs ?? 75_000,
    compact: target.compact,
  };

  return {
    async setUp() {
      const reply = await api.request('POST', '/api/v1/namespaces', {
        body: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace },
        },
      });
      if (reply.status !== 201) {
        throw new Error(
          `Namespace ${namespace} could not be made (${reply.status}): ${reply.text}. The suite needs an administrator's credentials.`,
        );
      }
    },
    cases: [
      ...listCases(context),
      ...writeCases(context),
      ...watchCases(context),
    ],
    async tearDown() {
      await api.request('DELETE', `/api/v1/namespaces/${namespace}`);
    },
  };
}
