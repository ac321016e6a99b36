import { z } from 'zod/v3';
import { isBranchName } from '../../git/branchName';

const MAX_TEXT = 2048;
const MAX_REMOVED = 100;

const BRANCH_RULE =
  'is not a branch name: use letters, digits, dots, dashes and slashes, such as main or portal/payments';

/** The input of `envoyGateway:git:publish`. */
export const gitPublishInput = (zod: typeof z) =>
  zod.object({
    repoUrl: zod
      .string()
      .min(1)
      .max(MAX_TEXT)
      .describe(
        'Address to clone the repository by, over http or https. The server must be configured in envoyGateway.git.',
      ),
    sourcePath: zod
      .string()
      .max(MAX_TEXT)
      .default('.')
      .describe('Folder of the workspace whose files are published.'),
    targetPath: zod
      .string()
      .max(MAX_TEXT)
      .default('.')
      .describe('Folder of the repository the files go to.'),
    branch: zod
      .string()
      .refine(isBranchName, BRANCH_RULE)
      .default('main')
      .describe('Branch to start from, and to push to.'),
    pushBranch: zod
      .string()
      .refine(isBranchName, BRANCH_RULE)
      .optional()
      .describe(
        'Branch to push to instead, for a merge request. It is created from `branch` when it does not exist.',
      ),
    commitMessage: zod
      .string()
      .min(1)
      .max(10_000)
      .optional()
      .describe('Message of the commit. Names the folder when left out.'),
    prune: zod
      .boolean()
      .default(false)
      .describe(
        'Delete every other file in targetPath, so that the folder holds what is published and nothing else.',
      ),
    removeFiles: zod
      .array(zod.string().min(1).max(MAX_TEXT))
      .max(MAX_REMOVED)
      .default([])
      .describe(
        'Files below targetPath to delete if they are there, such as the manifests a form no longer asks for.',
      ),
  });

/** The output of `envoyGateway:git:publish`. */
export const gitPublishOutput = (zod: typeof z) =>
  zod.object({
    changed: zod
      .boolean()
      .describe('False when the repository already held everything.'),
    commitHash: zod
      .string()
      .describe(
        'The new commit; the newest one of the branch when nothing changed.',
      ),
    branch: zod.string().describe('The branch pushed to.'),
    remoteUrl: zod.string().describe('Address of the repository.'),
    files: zod
      .array(zod.string())
      .describe('Paths of the published files in the repository.'),
    changes: zod
      .array(
        zod.object({
          path: zod.string(),
          change: zod.enum(['added', 'modified', 'removed']),
        }),
      )
      .describe('What the commit changes.'),
  });
