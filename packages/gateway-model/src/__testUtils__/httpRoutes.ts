import { createBackendStage } from '../translation/backends';
import { judgeHttpRoutes } from '../translation/routes';
import {
  RouteContext,
  RouteParentContext,
  TranslationSettings,
} from '../translation/types';
import { backendsOf, configMap, endpointSlice, secret } from './backends';
import { gateway, policy, RawObject, service } from './objects';

type Spec = Record<string, unknown>;

export const API = { name: 'api', port: 80 };

/** A Service that is there, without endpoints. */
export const IDLE = { name: 'idle', port: 80 };

const BACKENDS = [
  service('apps/api', 80),
  service('apps/idle', 80),
  endpointSlice('apps/api', { port: 8080 }, ['10.0.0.1']),
  configMap('apps/body', { 'response.body': 'Hello' }),
  configMap('apps/empty', {}),
  secret('apps/token', { credential: 'c2VjcmV0' }),
  secret('apps/tokenless', { other: 'c2VjcmV0' }),
];

function route(kind: string, path: string, spec: Spec): RawObject {
  const [namespace, name] = path.split('/');
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { namespace, name },
    spec: { parentRefs: [{ namespace: 'infra', name: 'eg' }], ...spec },
  };
}

export const http = (path: string, spec: Spec) =>
  route('HTTPRoute', path, spec);
export const grpc = (path: string, spec: Spec) =>
  route('GRPCRoute', path, spec);

export const routeFilter = (path: string, spec: Spec) =>
  policy('HTTPRouteFilter', path, spec);

/** A filter that names an HTTPRouteFilter. */
export const extension = (name: string, more: Spec = {}) => ({
  type: 'ExtensionRef',
  extensionRef: {
    group: 'gateway.envoyproxy.io',
    kind: 'HTTPRouteFilter',
    name,
    ...more,
  },
});

/** What becomes of routes in `apps` on the Gateway `infra/eg`, unless another one is given. */
export function judgeAll(
  objects: readonly RawObject[],
  settings: Partial<TranslationSettings> = {},
): readonly RouteContext[] {
  const given = objects.some(({ kind }) => kind === 'Gateway');
  const { world, listeners } = backendsOf(
    [...(given ? [] : [gateway('infra/eg')]), ...BACKENDS, ...objects],
    settings,
  );
  const backends = createBackendStage(world, listeners);
  return judgeHttpRoutes(world, listeners, backends);
}

/** The only parent of the last route. */
export function judgeLast(
  objects: readonly RawObject[],
  settings: Partial<TranslationSettings> = {},
): RouteParentContext {
  const [parent] = judgeAll(objects, settings).slice(-1)[0]?.parents ?? [];
  if (!parent) {
    throw new Error('no route was judged');
  }
  return parent;
}

/** `Accepted=True/Accepted` and so on; a question mark where it is only presumed. */
export const verdicts = ({
  conditions,
}: Pick<RouteParentContext, 'conditions'>) =>
  conditions.map(
    ({ type, status, reason, unknown }) =>
      `${type}=${status}/${reason}${unknown ? '?' : ''}`,
  );

export const ACCEPTED = 'Accepted=True/Accepted';
export const RESOLVED = 'ResolvedRefs=True/ResolvedRefs';
export const REFUSED = 'Accepted=False/UnsupportedValue';
