import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, isError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { portalIdentity, userIdentity } from '../../git/author';
import { commitMessage } from '../../git/commitMessage';
import { findGitServer, readGitServers } from '../../git/gitServers';
import { publishFiles, PublishResult } from '../../git/publishFiles';
import { parseRepositoryPath } from '../../git/repositoryPath';
import { parseRepositoryUrl, pathSegments } from '../../git/repositoryUrl';
import { readSourceFiles } from '../../git/sourceFiles';
import { parseInput } from '../parseInput';
import { examples } from './gitPublish.examples';
import { gitPublishInput, gitPublishOutput } from './input';

function repositoryOf(repoUrl: string): URL {
  const repository = parseRepositoryUrl(repoUrl, 'repoUrl');
  if (pathSegments(repository).length === 0) {
    throw new InputError(
      `repoUrl ${repository.href} names a server and no repository: give the address to clone by`,
    );
  }
  return repository;
}

/** The files to delete, below the target; none of them may be one that is written. */
function removalsOf(removeFiles: string[]): string[][] {
  return removeFiles.map((file, index) => {
    const field = `removeFiles[${index}]`;
    const segments = parseRepositoryPath(file, field);
    if (segments.length === 0) {
      throw new InputError(`${field} names no file`);
    }
    return segments;
  });
}

/**
 * Creates the action `envoyGateway:git:publish`, which commits files of the workspace to any Git server
 * that speaks HTTP and is configured in `envoyGateway.git`.
 *
 * @public
 */
export function createGitPublishAction(options: { config: Config }) {
  const { config } = options;
  const servers = readGitServers(config);
  const portal = portalIdentity(config);

  return createTemplateAction({
    id: 'envoyGateway:git:publish',
    description:
      'Commits a folder of the workspace to a repository on any Git server that speaks HTTP, and pushes it to the base branch or to a branch of its own.',
    examples,
    supportsDryRun: true,
    schema: { input: gitPublishInput, output: gitPublishOutput },
    async handler(ctx) {
      const input = parseInput(gitPublishInput, ctx.input);
      const repository = repositoryOf(input.repoUrl);
      const server = findGitServer(servers, repository);
      const target = parseRepositoryPath(input.targetPath, 'targetPath');
      if (input.prune && target.length === 0) {
        throw new InputError(
          'prune would delete every other file of the repository: set targetPath to the folder it is meant for',
        );
      }
      const remove = removalsOf(input.removeFiles);
      const files = await readSourceFiles(
        resolveSafeChildPath(ctx.workspacePath, input.sourcePath),
        `sourcePath ${JSON.stringify(input.sourcePath)}`,
      );
      const shownTarget = target.length === 0 ? '/' : target.join('/');
      const dryRun = ctx.isDryRun === true;

      const publish = async (): Promise<PublishResult> =>
        publishFiles({
          server,
          repository,
          folder: await ctx.createTemporaryDirectory(),
          edit: { target, files, remove, prune: input.prune },
          branch: input.branch,
          pushBranch: input.pushBranch,
          message: commitMessage(
            input.commitMessage ?? `Publish ${shownTarget}`,
            ctx.user?.ref,
          ),
          author: userIdentity(ctx.user?.entity, portal),
          committer: portal,
          dryRun,
          signal: ctx.signal,
          logger: ctx.logger,
        });

      const published = files.map(({ segments }) =>
        [...target, ...segments].join('/'),
      );
      const branch = input.pushBranch ?? input.branch;
      let result: PublishResult;
      if (dryRun) {
        try {
          result = await publish();
        } catch (error) {
          // What cannot be read now is no fault of the template that is being tried
          ctx.signal?.throwIfAborted();
          ctx.logger.warn(
            `Dry run: what would change could not be told. ${
              isError(error) ? error.message : String(error)
            }`,
          );
          ctx.output('branch', branch);
          ctx.output('remoteUrl', repository.href);
          ctx.output('files', published);
          return;
        }
      } else {
        // A task that is resumed after the push tells of the same commit again
        result = await ctx.checkpoint({
          key: `publish.${repository.href}.${branch}.${shownTarget}`,
          fn: publish,
        });
      }

      for (const { path, change } of result.changes) {
        ctx.logger.info(`${dryRun ? 'Would be ' : ''}${change}: ${path}`);
      }
      ctx.logger.info(
        result.changed
          ? `${dryRun ? 'Would push' : 'Pushed'} ${
              result.changes.length
            } change${result.changes.length === 1 ? '' : 's'} to ${branch} of ${
              repository.href
            }`
          : `${branch} of ${repository.href} already holds everything in ${shownTarget}; nothing was committed`,
      );
      ctx.output('changed', result.changed);
      ctx.output('commitHash', result.commitHash);
      ctx.output('branch', branch);
      ctx.output('remoteUrl', repository.href);
      ctx.output('files', published);
      ctx.output('changes', result.changes);
    },
  });
}
