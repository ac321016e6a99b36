import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  envoyGatewayOverviewReadPermission,
  envoyGatewayPermissions,
  envoyGatewayTrafficReadPermission,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { PortalPolicy } from './PortalPolicy';

const user = (...ownershipEntityRefs: string[]) =>
  ({ info: { ownershipEntityRefs } } as PolicyQueryUser);

describe('PortalPolicy', () => {
  const policy = new PortalPolicy({
    trafficReaders: ['group:default/Platform'],
  });

  it('leaves traffic to the owners, by the rule of the catalog', async () => {
    const claims = ['user:default/omar', 'group:default/orders'];
    await expect(
      policy.handle(
        { permission: envoyGatewayTrafficReadPermission },
        user(...claims),
      ),
    ).resolves.toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        resourceType: 'catalog-entity',
        params: { claims },
      },
    });
  });

  it('shows it to the traffic readers, and to nobody unknown', async () => {
    const query = { permission: envoyGatewayTrafficReadPermission };
    await expect(
      policy.handle(query, user('group:default/platform')),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
    await expect(policy.handle(query)).resolves.toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: { params: { claims: [] } },
    });
  });

  it('lets everybody see what is exposed', async () => {
    for (const permission of envoyGatewayPermissions) {
      if (permission.name === envoyGatewayTrafficReadPermission.name) continue;
      await expect(policy.handle({ permission }, user())).resolves.toEqual({
        result: AuthorizeResult.ALLOW,
      });
    }
    expect(envoyGatewayPermissions).toContain(
      envoyGatewayOverviewReadPermission,
    );
  });
});
