import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { envoyGatewayPermissions } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import {
  ClusterSource,
  EnvoyGatewayInventory,
  envoyGatewayInventoryExtensionPoint,
  envoyGatewayInventoryServiceRef,
  isMutableInventory,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { createRouter } from './http/createRouter';
import { publishChanges } from './signals/publishChanges';
import { envoyGatewayTrafficExtensionPoint } from './traffic/extensionPoint';
import { createPrometheusSource } from './traffic/prometheus/prometheusSource';
import { createProxiesSource } from './traffic/proxies/proxiesSource';
import { ProxySampler } from './traffic/proxies/ProxySampler';
import { TrafficSource } from './traffic/types';

/**
 * The backend of the Envoy tab: what entities expose, how that was judged, and how its traffic does.
 *
 * @public
 */
export const envoyGatewayPlugin = createBackendPlugin({
  pluginId: 'envoy-gateway',
  register(env) {
    const added: TrafficSource[] = [];
    env.registerExtensionPoint(envoyGatewayTrafficExtensionPoint, {
      addTrafficSource: source => added.push(source),
    });
    const clusterSources: ClusterSource[] = [];
    env.registerExtensionPoint(envoyGatewayInventoryExtensionPoint, {
      addClusterSource: source => clusterSources.push(source),
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        catalog: catalogServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        inventory: envoyGatewayInventoryServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init({
        httpRouter,
        inventory,
        lifecycle,
        logger,
        permissionsRegistry,
        scheduler,
        signals,
        ...access
      }) {
        permissionsRegistry.addPermissions(envoyGatewayPermissions);
        addClusterSources(inventory, clusterSources);

        const sampler = ProxySampler.create({ inventory, logger });
        await scheduler.scheduleTask({
          id: 'envoy-gateway-sample-proxies',
          scope: 'local',
          initialDelay: { seconds: 3 },
          frequency: { seconds: 10 },
          timeout: { minutes: 1 },
          fn: signal => sampler.tick(signal),
        });

        lifecycle.addShutdownHook(
          publishChanges({ inventory, signals, logger }),
        );

        httpRouter.use(
          await createRouter({
            ...access,
            inventory,
            sources: {
              added,
              prometheus: createPrometheusSource(),
              proxies: createProxiesSource(sampler),
            },
          }),
        );
      },
    });
  },
});

function addClusterSources(
  inventory: EnvoyGatewayInventory,
  sources: readonly ClusterSource[],
) {
  for (const source of sources) {
    if (!isMutableInventory(inventory)) {
      throw new Error(
        'A module adds clusters, but the inventory service of this backend takes none',
      );
    }
    inventory.addClusterSource(source);
  }
}
