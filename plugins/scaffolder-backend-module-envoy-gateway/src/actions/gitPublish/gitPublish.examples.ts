import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Each of these is run by gitPublish.examples.test.ts against a real Git server. */
export const examples: TemplateExample[] = [
  {
    description: 'Commit the whole workspace to a folder of the main branch',
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'envoyGateway:git:publish',
          name: 'Commit to the GitOps repository',
          input: {
            repoUrl: 'https://git.example.com/platform/gitops.git',
            targetPath: 'clusters/production/payments/payments',
            commitMessage: 'Expose the Payments API',
          },
        },
      ],
    }),
  },
  {
    description: 'Push to a branch of its own, to open a merge request from',
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'envoyGateway:git:publish',
          name: 'Propose the change',
          input: {
            repoUrl: 'https://git.example.com/platform/gitops.git',
            sourcePath: 'payments/payments',
            targetPath: 'clusters/production/payments/payments',
            branch: 'main',
            pushBranch: 'portal/payments',
            commitMessage: 'Expose the Payments API',
          },
        },
      ],
    }),
  },
  {
    description: 'Replace what a folder holds, deleting files of earlier runs',
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'envoyGateway:git:publish',
          name: 'Replace the manifests',
          input: {
            repoUrl: 'https://git.example.com/platform/gitops.git',
            sourcePath: 'payments/payments',
            targetPath: 'clusters/production/payments/payments',
            prune: true,
            commitMessage: 'Rewrite the manifests of the Payments API',
          },
        },
      ],
    }),
  },
  {
    description: 'Delete a single file that is no longer wanted',
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'envoyGateway:git:publish',
          name: 'Lift the rate limit',
          input: {
            repoUrl: 'https://git.example.com/platform/gitops.git',
            sourcePath: 'payments/payments',
            targetPath: 'clusters/production/payments/payments',
            removeFiles: ['backendtrafficpolicy.yaml'],
            commitMessage: 'Lift the rate limit of the Payments API',
          },
        },
      ],
    }),
  },
];
