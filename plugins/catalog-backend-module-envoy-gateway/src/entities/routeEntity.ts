import { HTTPRoute } from '@envoy-gateway-portal/gateway-model';
import { apiEntityRef } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { apiEntity } from './apiEntity';
import { claimGateway, namesGateway } from './claim';
import { providersOf } from './components';
import { BuiltEntity, EntityContext, RememberedEntity } from './context';
import { Copy } from './copies';
import { chooseFacts } from './facts';
import { routeFactSources } from './factSources';
import { exposureLinks } from './links';
import { descriptionOf, titleOf } from './presentation';
import { exposeRoute, routeDefinition } from './routeDefinition';
import { plainText } from './text';

const MAX_NAME = 253;
const MAX_PROVIDERS = 50;
const MAX_PARENTS = 32;

/** The APIs of the Gateways of ours that a route names. */
function gatewayApis(
  { view, object: route }: Copy<HTTPRoute>,
  controllerNames: readonly string[],
): string[] {
  return route.parentRefs.filter(namesGateway).flatMap(ref => {
    const { namespace, name } = ref;
    const gateway = view.snapshot.gateway(namespace, name);
    return gateway && claimGateway(view, gateway, controllerNames) === 'ours'
      ? [apiEntityRef({ kind: 'Gateway', namespace, name })]
      : [];
  });
}

/**
 * The API entity of an HTTPRoute, from its copies in every cluster that has it. The order of the copies
 * decides between clusters that say different things.
 */
export function routeEntity(
  copies: ReadonlyArray<Copy<HTTPRoute>>,
  context: EntityContext,
  remembered?: RememberedEntity,
): BuiltEntity {
  const { controllerNames, components, defaults } = context;
  const { namespace, name } = copies[0].object.metadata;
  const providers = copies.map(({ view, object }) =>
    providersOf(view, object, components),
  );
  const { facts, problems } = chooseFacts(
    copies.flatMap((copy, index) =>
      routeFactSources(copy, providers[index], controllerNames, remembered),
    ),
    defaults,
  );
  const providedBy = [
    ...providers.flatMap(one =>
      one.components.map(({ entityRef }) => entityRef),
    ),
    ...(providers.some(({ incomplete }) => incomplete)
      ? remembered?.providedBy ?? []
      : []),
  ];
  const routes = copies.map(copy => exposeRoute(copy, controllerNames));
  const title = titleOf(copies);
  const description = descriptionOf(copies);
  const shownName = plainText(`${namespace}/${name}`, MAX_NAME) ?? '';
  return {
    entity: apiEntity({
      object: { kind: 'HTTPRoute', namespace, name },
      type: 'openapi',
      title,
      description: description ?? `HTTPRoute ${shownName}`,
      definition: routeDefinition({
        title: title ?? shownName,
        description,
        routes,
      }),
      links: exposureLinks(routes.flatMap(({ exposures }) => exposures)),
      facts,
      clusters: copies.map(({ view }) => view.name),
      providedBy: [...new Set(providedBy)].sort().slice(0, MAX_PROVIDERS),
      parents: copies
        .flatMap(copy => gatewayApis(copy, controllerNames))
        .slice(0, MAX_PARENTS),
    }),
    problems,
  };
}
