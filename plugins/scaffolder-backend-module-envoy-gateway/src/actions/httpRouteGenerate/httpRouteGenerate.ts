import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { apiEntityRef } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { EnvoyGatewayInventory } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import fs from 'node:fs/promises';
import path from 'node:path';
import { parseInput } from '../parseInput';
import { checkAgainstCluster } from './clusterChecks';
import { examples } from './httpRouteGenerate.examples';
import { httpRouteGenerateInput, httpRouteGenerateOutput } from './input';
import { manifestFiles } from './manifests/manifestFiles';

/**
 * Creates the action `envoyGateway:httpRoute:generate`, which writes the manifests that expose an HTTP
 * API through Envoy Gateway: HTTPRoute, SecurityPolicy and BackendTrafficPolicy.
 *
 * @public
 */
export function createHttpRouteGenerateAction(options: {
  inventory: EnvoyGatewayInventory;
}) {
  const { inventory } = options;

  return createTemplateAction({
    id: 'envoyGateway:httpRoute:generate',
    description:
      'Writes the manifests that expose an HTTP API through Envoy Gateway: an HTTPRoute, and, as asked for, a SecurityPolicy and a BackendTrafficPolicy. Checks the input against the cluster, if the portal reads it.',
    examples,
    supportsDryRun: true,
    schema: { input: httpRouteGenerateInput, output: httpRouteGenerateOutput },
    async handler(ctx) {
      const { logger, workspacePath } = ctx;
      const request = parseInput(httpRouteGenerateInput, ctx.input);
      const { namespace, name, authentication } = request;
      const target = path.normalize(
        request.targetPath ?? path.join(namespace, name),
      );
      const folder = resolveSafeChildPath(workspacePath, target);
      if (name.includes('.')) {
        logger.warn(
          `name: Envoy's metrics cut names at the first dot, so the traffic of ${name} cannot be told from others'; prefer dashes`,
        );
      }
      checkAgainstCluster({ request, inventory, logger });

      const files = manifestFiles(request);
      await fs.mkdir(folder, { recursive: true });
      for (const file of files) {
        const place = resolveSafeChildPath(folder, file.name);
        if (file.content === undefined) {
          await fs.rm(place, { force: true });
        } else {
          await fs.writeFile(place, file.content);
          logger.info(`Wrote ${path.posix.join(target, file.name)}`);
        }
      }
      if (authentication.type === 'apiKey' && authentication.apiKey) {
        logger.info(
          `Callers are let in once Secret ${namespace}/${authentication.apiKey.secretName} holds their keys; it is created by hand, never through Git`,
        );
      }

      const written = files.filter(({ content }) => content !== undefined);
      ctx.output('folder', target);
      ctx.output(
        'files',
        written.map(file => path.posix.join(target, file.name)),
      );
      ctx.output(
        'absentFiles',
        files
          .filter(({ content }) => content === undefined)
          .map(file => file.name),
      );
      ctx.output(
        'manifests',
        written.map(({ content }) => content).join('---\n'),
      );
      ctx.output(
        'entityRef',
        apiEntityRef({ kind: 'HTTPRoute', namespace, name }),
      );
    },
  });
}
