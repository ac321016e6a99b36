import {
  createMockDirectory,
  MockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { UserEntity } from '@backstage/catalog-model';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitPublishAction } from '../actions/gitPublish';
import { startGitServer, TestGitServer } from './gitServer';

/** The password of the test server's account, with characters that are easily left unescaped. */
export const PASSWORD = 'p@ss w0rd/ü';
/** The repository every test starts with; it holds a README.md. */
export const REPOSITORY = 'platform/gitops.git';
/** Where the tests publish to. */
export const TARGET = 'clusters/production/payments/payments';

/** What a test may set about the task it runs. */
export interface PublishContext {
  /** The workspace's files; one HTTPRoute when left out. */
  files?: Record<string, string>;
  isDryRun?: boolean;
  checkpoint?: unknown;
  signal?: AbortSignal;
  user?: { ref?: string; entity?: UserEntity };
}

/** A Git server with a repository, and the action that publishes to it; anew for each test. */
export interface Publishing {
  directory: MockDirectory;
  server: TestGitServer;
  /** Everything logged so far. */
  logs: string[];
  /** Runs the action in a workspace of its own and gives its outputs. */
  publish(
    input: object,
    context?: PublishContext,
  ): Promise<Record<string, any>>;
  publishWorkspace(
    workspacePath: string,
    input: object,
    context?: object,
  ): Promise<Record<string, any>>;
  show(file: string, branch?: string): Promise<string>;
  commits(branch?: string): Promise<string[]>;
  tree(branch?: string): Promise<string[]>;
}

/** Sets all of it up, to be called in a `describe`. */
export function setUpPublishing(): Publishing {
  const directory = createMockDirectory();
  const at: Publishing = {
    directory,
    server: undefined as never, // before each test
    logs: [],
    async publish(input, { files, ...context } = {}) {
      const workspacePath = await mkdtemp(directory.resolve('workspace-'));
      for (const [name, content] of Object.entries(
        files ?? { 'httproute.yaml': 'kind: HTTPRoute\n' },
      )) {
        const file = path.join(workspacePath, name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, content);
      }
      return at.publishWorkspace(workspacePath, input, context);
    },
    async publishWorkspace(workspacePath, input, context = {}) {
      const outputs: Record<string, any> = {};
      const logger = mockServices.logger.mock();
      const log = (message: string) => void at.logs.push(message);
      logger.info.mockImplementation(log);
      logger.warn.mockImplementation(log);
      logger.error.mockImplementation(log);
      const { url } = at.server;
      const action = createGitPublishAction({
        config: mockServices.rootConfig({
          data: {
            scaffolder: {
              defaultAuthor: {
                name: 'The Portal',
                email: 'portal@example.com',
              },
            },
            envoyGateway: {
              git: [
                {
                  url: `${url}platform/`,
                  username: 'portal',
                  password: PASSWORD,
                },
              ],
            },
          },
        }),
      });
      await action.handler({
        ...createMockActionContext({ workspacePath }),
        input: { repoUrl: `${url}${REPOSITORY}`, targetPath: TARGET, ...input },
        logger,
        output: (name: string, value: unknown) => {
          outputs[name] = value;
        },
        createTemporaryDirectory: () => mkdtemp(directory.resolve('store-')),
        ...context,
      } as never);
      return outputs;
    },
    show: (file, branch = 'main') =>
      at.server.git(REPOSITORY, 'show', `${branch}:${file}`),
    commits: async (branch = 'main') =>
      (await at.server.git(REPOSITORY, 'rev-list', branch)).split('\n'),
    tree: async (branch = 'main') =>
      (
        await at.server.git(REPOSITORY, 'ls-tree', '-r', '--name-only', branch)
      ).split('\n'),
  };

  beforeEach(async () => {
    directory.clear();
    await mkdir(directory.resolve('repositories'));
    at.server = await startGitServer(directory.resolve('repositories'), {
      username: 'portal',
      password: PASSWORD,
    });
    await at.server.createRepository(REPOSITORY, {
      files: { 'README.md': 'The GitOps repository\n' },
    });
    at.logs = [];
  });
  afterEach(() => at.server.stop());
  return at;
}
