import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import scaffolderModuleEnvoyGateway from '.';

async function start(data: object) {
  const actions: TemplateAction[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        { addActions: (...added: never[]) => void actions.push(...added) },
      ],
    ],
    features: [
      scaffolderModuleEnvoyGateway,
      inventoryMock().factory,
      mockServices.rootConfig.factory({ data: data as never }),
    ],
  });
  await backend.stop();
  return actions;
}

describe('scaffolderModuleEnvoyGateway', () => {
  it('adds the actions, with input that templates can be checked against', async () => {
    const actions = await start({});
    expect(
      actions.map(({ id, supportsDryRun, schema }) => ({
        id,
        supportsDryRun,
        required: schema?.input?.required,
      })),
    ).toEqual([
      {
        id: 'envoyGateway:httpRoute:generate',
        supportsDryRun: true,
        required: [
          'name',
          'namespace',
          'gateway',
          'hostnames',
          'paths',
          'backend',
          'owner',
        ],
      },
      {
        id: 'envoyGateway:git:publish',
        supportsDryRun: true,
        required: ['repoUrl'],
      },
    ]);
  });

  it('stops the start with the config path when a Git server is configured wrongly', async () => {
    await expect(
      start({ envoyGateway: { git: [{ url: 'git.example.com' }] } }),
    ).rejects.toThrow(/Config envoyGateway\.git\[0\]\.url is not an address/);
  });
});
