import { isResourcePermission } from '@backstage/plugin-permission-common';
import { envoyGatewayPermissions } from './permissions';

it('names every permission once, and ties those on entities to the catalog', () => {
  const names = envoyGatewayPermissions.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(
    envoyGatewayPermissions
      .filter(permission => isResourcePermission(permission, 'catalog-entity'))
      .map(({ name }) => name),
  ).toEqual(['envoyGateway.overview.read', 'envoyGateway.traffic.read']);
});
