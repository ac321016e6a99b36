import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { isRecord } from './operations/plainJson';

/** The bearer tokens of a cluster. */
export interface ClusterTokens {
  reader: string;
  admin: string;
}

async function writePrivately(file: string, text: string): Promise<void> {
  const scratch = `${file}.${process.pid}.new`;
  await writeFile(scratch, text, { mode: 0o600 });
  await rename(scratch, file);
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * The tokens of each cluster, kept in the data folder: who knew one before a restart knows it after.
 */
export async function ensureTokens(
  dataDir: string,
  clusters: readonly string[],
): Promise<Map<string, ClusterTokens>> {
  const file = join(dataDir, 'tokens.json');
  let known: Record<string, unknown> = {};
  try {
    const read: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (isRecord(read)) known = read;
  } catch {
    // Not there yet, or not readable: new tokens are made.
  }
  const tokens = new Map(
    clusters.map(cluster => {
      const before = known[cluster];
      return [
        cluster,
        isRecord(before) &&
        typeof before.reader === 'string' &&
        typeof before.admin === 'string'
          ? { reader: before.reader, admin: before.admin }
          : { reader: newToken(), admin: newToken() },
      ];
    }),
  );
  await writePrivately(
    file,
    `${JSON.stringify({ ...known, ...Object.fromEntries(tokens) })}\n`,
  );
  return tokens;
}

/**
 * Writes the kubeconfig: a context per cluster with the portal's reading rights, and one with all
 * rights, `<cluster>-admin`.
 */
export async function writeKubeconfig(
  file: string,
  clusters: ReadonlyArray<{ name: string; url: string; tokens: ClusterTokens }>,
): Promise<void> {
  const people = clusters.flatMap(({ name, tokens }) => [
    { cluster: name, context: name, token: tokens.reader },
    { cluster: name, context: `${name}-admin`, token: tokens.admin },
  ]);
  await writePrivately(
    file,
    stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: clusters.map(({ name, url }) => ({
        name,
        // Plain HTTP on loopback: clients ask for this before they send a token over it.
        cluster: { server: url, 'insecure-skip-tls-verify': true },
      })),
      users: people.map(({ context, token }) => ({
        name: context,
        user: { token },
      })),
      contexts: people.map(({ cluster, context }) => ({
        name: context,
        context: { cluster, user: context },
      })),
      'current-context': clusters[0]?.name,
    }),
  );
}
