import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { readInventoryConfig } from './config/readInventoryConfig';
import { createInventory } from './inventory';
import { EnvoyGatewayInventory, MutableInventory } from './types';

/**
 * The inventory of this process. Depend on it; nothing needs to be added to the backend.
 *
 * It begins to read when every plugin has been initialized, and never delays their start: ask
 * `hasSynced` before concluding from what is not there.
 *
 * @public
 */
export const envoyGatewayInventoryServiceRef =
  createServiceRef<EnvoyGatewayInventory>({
    id: 'envoy-gateway.inventory',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {
          config: coreServices.rootConfig,
          logger: coreServices.rootLogger,
          lifecycle: coreServices.rootLifecycle,
        },
        async factory({ config, logger, lifecycle }) {
          const inventory = await createInventory({
            config: readInventoryConfig(config),
            logger: logger.child({ service: 'envoy-gateway.inventory' }),
          });
          lifecycle.addStartupHook(() => inventory.start());
          lifecycle.addShutdownHook(() => inventory.stop());
          return inventory;
        },
      }),
  });

/**
 * Whether further sources of clusters can be added to an inventory.
 *
 * @public
 */
export function isMutableInventory(
  inventory: EnvoyGatewayInventory,
): inventory is MutableInventory {
  return typeof (inventory as MutableInventory).addClusterSource === 'function';
}
