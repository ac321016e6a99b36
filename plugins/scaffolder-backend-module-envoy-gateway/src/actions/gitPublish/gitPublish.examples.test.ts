import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { parse } from 'yaml';
import { startGitServer, TestGitServer } from '../../__testUtils__/gitServer';
import { createGitPublishAction } from './gitPublish';
import { examples } from './gitPublish.examples';

const FOLDER = 'clusters/production/payments/payments';

/** What each example leaves on the branch it pushes to, and the subject of its commit. */
const expected: Array<{ branch: string; subject: string; files: string[] }> = [
  {
    branch: 'main',
    subject: 'Expose the Payments API',
    files: [
      'README.md',
      `${FOLDER}/backendtrafficpolicy.yaml`,
      `${FOLDER}/payments/payments/httproute.yaml`,
    ],
  },
  {
    branch: 'portal/payments',
    subject: 'Expose the Payments API',
    files: [
      'README.md',
      `${FOLDER}/backendtrafficpolicy.yaml`,
      `${FOLDER}/httproute.yaml`,
    ],
  },
  {
    branch: 'main',
    subject: 'Rewrite the manifests of the Payments API',
    files: ['README.md', `${FOLDER}/httproute.yaml`],
  },
  {
    branch: 'main',
    subject: 'Lift the rate limit of the Payments API',
    files: ['README.md', `${FOLDER}/httproute.yaml`],
  },
];

describe('examples of envoyGateway:git:publish', () => {
  const directory = createMockDirectory();
  let server: TestGitServer;

  beforeEach(async () => {
    directory.clear();
    await mkdir(directory.resolve('repositories'));
    server = await startGitServer(directory.resolve('repositories'));
  });
  afterEach(() => server.stop());

  it('has an expectation for every example', () => {
    expect(expected).toHaveLength(examples.length);
  });

  it.each(
    examples.map(({ description, example }, index) => ({
      description,
      example,
      ...expected[index],
    })),
  )('$description', async ({ example, branch, subject, files }) => {
    const repository = 'platform/gitops.git';
    await server.createRepository(repository, {
      files: {
        'README.md': 'The GitOps repository\n',
        [`${FOLDER}/backendtrafficpolicy.yaml`]: 'kind: BackendTrafficPolicy\n',
      },
    });
    directory.addContent({
      workspace: {
        payments: { payments: { 'httproute.yaml': 'kind: HTTPRoute\n' } },
      },
    });
    const [step] = parse(example).steps;
    const action = createGitPublishAction({
      config: mockServices.rootConfig({
        data: { envoyGateway: { git: [{ url: server.url }] } },
      }),
    });
    expect(step.action).toBe(action.id);

    await action.handler({
      ...createMockActionContext({
        workspacePath: directory.resolve('workspace'),
      }),
      createTemporaryDirectory: () => mkdtemp(directory.resolve('store-')),
      input: {
        ...step.input,
        repoUrl: step.input.repoUrl.replace(
          'https://git.example.com/',
          server.url,
        ),
      },
    } as never);

    const listing = await server.git(
      repository,
      'ls-tree',
      '-r',
      '--name-only',
      branch,
    );
    expect(listing.split('\n')).toEqual(files);
    expect(
      await server.git(repository, 'log', '-1', '--format=%s', branch),
    ).toBe(subject);
  });
});
