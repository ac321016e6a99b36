import { screen, within } from '@testing-library/react';
import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { EnvoyGatewayApi } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { envoyGatewayApiRef } from '../../../api';
import { paymentsApi } from '../../../fixtures';
import { EnvoyTab } from '../EnvoyTab';

/** Shows the tab in a test app. */
export function renderTab(api: EnvoyGatewayApi, entity: Entity = paymentsApi) {
  return renderInTestApp(
    <EntityProvider entity={entity}>
      <EnvoyTab />
    </EntityProvider>,
    {
      apis: [[envoyGatewayApiRef, api]],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

/** A titled part of the tab. */
export async function section(name: string) {
  return within(await screen.findByRole('region', { name }));
}
