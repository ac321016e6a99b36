import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createHttpRouteGenerateAction } from './httpRouteGenerate';

const PAGE = path.resolve(__dirname, '../../../../../docs/golden-paths.md');

/** The manifests the page shows, by the file name in their first line. */
async function documented(): Promise<Record<string, string>> {
  const page = await readFile(PAGE, 'utf8');
  const blocks = page.matchAll(/```yaml\n# (\w+\.yaml)\n(.*?)```/gs);
  return Object.fromEntries([...blocks].map(([, name, text]) => [name, text]));
}

describe('docs/golden-paths.md', () => {
  const workspace = createMockDirectory();

  it('shows what the action writes', async () => {
    await createHttpRouteGenerateAction({
      inventory: inventoryMock(),
    }).handler({
      ...createMockActionContext({ workspacePath: workspace.path }),
      logger: mockServices.logger.mock(),
      input: {
        name: 'refunds',
        namespace: 'payments',
        gateway: 'platform/public',
        hostnames: ['api.example.com'],
        paths: [{ value: '/refunds', methods: ['GET', 'POST'] }],
        backend: { service: 'refunds', port: 8080 },
        authentication: {
          type: 'apiKey',
          apiKey: { secretName: 'refunds-api-keys' },
        },
        rateLimit: { requests: 20, unit: 'Minute', perClient: true },
        owner: 'payments',
        lifecycle: 'production',
        title: 'Refunds',
        description: 'Give money back.',
        system: 'commerce',
      },
    } as never);
    expect(workspace.content()).toEqual({
      payments: { refunds: await documented() },
    });
  });
});
