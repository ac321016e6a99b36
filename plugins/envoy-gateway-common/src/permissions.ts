import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  createPermission,
  ResourcePermission,
  BasicPermission,
} from '@backstage/plugin-permission-common';

/**
 * See what an entity exposes, what its controllers said of it and which policies reach it. A catalog
 * entity permission, so a policy can decide by the catalog's own rules (`IS_ENTITY_OWNER` and others).
 *
 * @public
 */
export const envoyGatewayOverviewReadPermission: ResourcePermission<'catalog-entity'> =
  createPermission({
    name: 'envoyGateway.overview.read',
    attributes: { action: 'read' },
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
  });

/**
 * See how the traffic of an entity's routes does. A catalog entity permission.
 *
 * @public
 */
export const envoyGatewayTrafficReadPermission: ResourcePermission<'catalog-entity'> =
  createPermission({
    name: 'envoyGateway.traffic.read',
    attributes: { action: 'read' },
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
  });

/**
 * See how the clusters stand: reachable, synced, what could not be read and why.
 *
 * @public
 */
export const envoyGatewayClusterReadPermission: BasicPermission =
  createPermission({
    name: 'envoyGateway.cluster.read',
    attributes: { action: 'read' },
  });

/**
 * List Gateways and their listeners, to pick one for a new route.
 *
 * @public
 */
export const envoyGatewayGatewayReadPermission: BasicPermission =
  createPermission({
    name: 'envoyGateway.gateway.read',
    attributes: { action: 'read' },
  });

/**
 * Every permission of the suite.
 *
 * @public
 */
export const envoyGatewayPermissions = [
  envoyGatewayOverviewReadPermission,
  envoyGatewayTrafficReadPermission,
  envoyGatewayClusterReadPermission,
  envoyGatewayGatewayReadPermission,
];
