import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { startSandbox } from '@envoy-gateway-portal/sandbox';
import { Manifest } from './cluster';

const run = promisify(execFile);

/** A GitOps repository behind a real Git server, at the address app-config.yaml and the template name. */
export interface GitopsRepository {
  /** The manifests that a clone of it holds in a folder. */
  manifestsIn(folder: string): Promise<Manifest[]>;
  /** The commit its branch stands at. */
  head(): Promise<string>;
  stop(): Promise<void>;
}

const PORT = 7453;
const CREDENTIALS = 'portal:sandbox';

export async function startGitopsRepository(): Promise<GitopsRepository> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-gitops-'));
  const sandbox = await startSandbox({
    dataDir: join(folder, 'sandbox'),
    clusters: [],
    ports: { git: PORT },
  });
  const url = sandbox.gitUrl.replace('://', `://${CREDENTIALS}@`);
  return {
    head: async () =>
      (await run('git', ['ls-remote', url, 'refs/heads/main'])).stdout,
    manifestsIn: async path => {
      const clone = mkdtempSync(join(folder, 'clone-'));
      await run('git', ['clone', '-q', url, clone]);
      return readdirSync(join(clone, path))
        .sort()
        .flatMap(file =>
          parseAllDocuments(readFileSync(join(clone, path, file), 'utf8')),
        )
        .map(document => document.toJS() as Manifest);
    },
    stop: async () => {
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
