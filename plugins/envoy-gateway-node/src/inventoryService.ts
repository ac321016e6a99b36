import { createServiceRef } from '@backstage/backend-plugin-api';
import { EnvoyGatewayInventory } from './types';

export const envoyGatewayInventoryServiceRef =
  createServiceRef<EnvoyGatewayInventory>({
    id: 'envoy-gateway.inventory',
    scope: 'root',
  });
