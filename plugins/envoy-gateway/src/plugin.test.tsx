import { screen } from '@testing-library/react';
import { Entity } from '@backstage/catalog-model';
import {
  ApiBlueprint,
  coreExtensionData,
} from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  mockApis,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { EnvoyGatewayApi } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import {
  fixtureApi,
  ordersService,
  overview,
  paymentsApi,
  publicGatewayApi,
} from './fixtures';
import envoyGatewayPlugin, {
  envoyGatewayApiRef,
  isEnvoyGatewayAvailable,
} from '.';

describe('the plugin', () => {
  it('puts the tab on entities that have something to show, and on no others', () => {
    const tester = createExtensionTester(
      envoyGatewayPlugin.getExtension('entity-content:envoy-gateway'),
    );
    expect(tester.get(coreExtensionData.routePath)).toBe('/envoy');
    expect(tester.get(EntityContentBlueprint.dataRefs.title)).toBe('Envoy');
    expect(tester.get(EntityContentBlueprint.dataRefs.group)).toBe('operation');

    const filter = tester.get(EntityContentBlueprint.dataRefs.filterFunction)!;
    const without = (entity: Entity): Entity => ({
      ...entity,
      metadata: { ...entity.metadata, annotations: undefined },
    });
    const cases: Array<[Entity, boolean]> = [
      [paymentsApi, true],
      [publicGatewayApi, true],
      [ordersService, true],
      [without(paymentsApi), false],
      [without(ordersService), false],
      [{ ...ordersService, kind: 'Resource' }, false],
      [{ ...paymentsApi, kind: 'Component' }, false],
      [{ ...ordersService, kind: 'API' }, false],
    ];
    for (const [entity, expected] of cases) {
      expect(filter(entity)).toBe(expected);
      expect(isEnvoyGatewayAvailable(entity)).toBe(expected);
    }
  });

  it('loads the tab', async () => {
    const tester = createExtensionTester(
      envoyGatewayPlugin.getExtension('entity-content:envoy-gateway'),
      { apis: [[envoyGatewayApiRef, fixtureApi()]] },
    );
    renderInTestApp(
      <EntityProvider entity={paymentsApi}>
        {tester.reactElement()}
      </EntityProvider>,
      {
        apis: [[envoyGatewayApiRef, fixtureApi()]],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    expect(
      await screen.findByRole('heading', { name: 'Live in 1 place' }),
    ).toBeInTheDocument();
  });

  it('reads the backend through discovery and the app’s fetch', async () => {
    const fetch = jest.fn(async () => Response.json(overview()));
    const tester = createExtensionTester(
      envoyGatewayPlugin.getExtension('api:envoy-gateway'),
    );
    const factory = tester.get(ApiBlueprint.dataRefs.factory);
    expect(factory.api.id).toBe(envoyGatewayApiRef.id);
    const api = factory.factory({
      discoveryApi: mockApis.discovery({
        baseUrl: 'https://portal.example.com',
      }),
      fetchApi: { fetch },
    }) as EnvoyGatewayApi;
    await expect(
      api.getOverview('api:default/payments.payments'),
    ).resolves.toEqual(overview());
    expect(fetch).toHaveBeenCalledWith(
      'https://portal.example.com/api/envoy-gateway/entities/api/default/payments.payments/overview',
      expect.anything(),
    );
  });

  it('offers the picker to templates', async () => {
    const tester = createExtensionTester(
      envoyGatewayPlugin.getExtension(
        'scaffolder-form-field:envoy-gateway/gateway-picker',
      ),
    );
    const field = await tester.get(
      FormFieldBlueprint.dataRefs.formFieldLoader,
    )();
    expect(field).toMatchObject({
      name: 'EnvoyGatewayPicker',
      schema: {
        schema: {
          returnValue: { required: ['cluster', 'namespace', 'name'] },
        },
      },
    });
  });
});
