import { InputError } from '@backstage/errors';
import type { KubeConfig, User } from '@kubernetes/client-node';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { isLoopback, readClusterUrl } from '../config/clusterUrl';

export interface KubeconfigOptions {
  file: string;
  context?: string;
  allowExec: boolean;
  /** Where the options stand in the configuration. */
  path: string;
}

/** One context of a kubeconfig file, ready for use. */
export interface LoadedKubeconfig {
  kubeConfig: KubeConfig;
  server: URL;
  user: string;
  /** The program that hands out the credentials, when there is one. */
  program?: string;
  /** The user's `tokenFile`, absolute; `KubeConfig` does not know the field. */
  tokenFile?: string;
}

/**
 * Reads a kubeconfig file and chooses the context.
 *
 * @throws InputError that names the config path, the file and what to change. Nothing of the file's
 * content but names is told.
 */
export async function loadKubeconfigFile(
  options: KubeconfigOptions,
): Promise<LoadedKubeconfig> {
  const { file, path } = options;
  const text = await readText(file, path);
  const raw = parseUsers(text, file, path);
  const { KubeConfig: KubeConfigClass } = await import(
    '@kubernetes/client-node'
  );
  const kubeConfig = new KubeConfigClass();
  try {
    kubeConfig.loadFromString(text);
  } catch {
    throw new InputError(
      `${path}.kubeconfig: ${file} is no kubeconfig; write the path of a file that "kubectl --kubeconfig" understands`,
    );
  }
  kubeConfig.makePathsAbsolute(dirname(file));

  const contextName = options.context ?? kubeConfig.getCurrentContext();
  const context = kubeConfig.contexts.find(({ name }) => name === contextName);
  if (!context) {
    const names = kubeConfig.contexts.map(({ name }) => name).join(', ');
    throw new InputError(
      contextName
        ? `${path}.kubeconfig.context: ${file} has no context "${contextName}"; write one of: ${names}`
        : `${path}.kubeconfig.context: is missing, and ${file} has no current context; write one of: ${names}`,
    );
  }
  kubeConfig.setCurrentContext(context.name);

  const cluster = kubeConfig.clusters.find(
    ({ name }) => name === context.cluster,
  );
  const user = kubeConfig.users.find(({ name }) => name === context.user);
  if (!cluster || !user) {
    throw new InputError(
      `${path}.kubeconfig: context "${context.name}" of ${file} names ${
        cluster
          ? `the user "${context.user ?? ''}"`
          : `the cluster "${context.cluster}"`
      }, which the file does not describe; correct the file`,
    );
  }
  const server = readClusterUrl(
    cluster.server,
    `${path}.kubeconfig: the server of cluster "${cluster.name}" in ${file}`,
  );
  if (cluster.proxyUrl) {
    throw new InputError(
      `${path}.kubeconfig: cluster "${cluster.name}" of ${file} has a "proxy-url", which is not supported; give the cluster by a URL that needs no proxy`,
    );
  }
  if (isLoopback(server) && server.protocol === 'http:') {
    // KubeConfig serves plain http only with this flag, although there is no TLS to verify.
    (cluster as { skipTLSVerify: boolean }).skipTLSVerify = true;
  }
  const rawUser = raw.get(user.name) ?? {};
  refuseUnsupported(rawUser, `user "${user.name}" of ${file}`, path);
  return {
    kubeConfig,
    server,
    user: user.name,
    program: readProgram(user, options),
    tokenFile:
      typeof rawUser.tokenFile === 'string'
        ? resolve(dirname(file), rawUser.tokenFile)
        : undefined,
  };
}

async function readText(file: string, path: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError(
      `${path}.kubeconfig.file: ${file} cannot be read (${
        (error as NodeJS.ErrnoException).code
      }); write the path of a kubeconfig file that the backend may read`,
    );
  }
}

/** The users as written, for the fields that `KubeConfig` drops. */
function parseUsers(
  text: string,
  file: string,
  path: string,
): Map<string, Record<string, unknown>> {
  let document: unknown;
  try {
    document = parse(text, { prettyErrors: false });
  } catch {
    // The parser's own message would quote the file, and with it perhaps a token.
    throw new InputError(
      `${path}.kubeconfig: ${file} is not valid YAML; write the path of a kubeconfig file`,
    );
  }
  const users = (document as { users?: unknown } | undefined)?.users;
  const byName = new Map<string, Record<string, unknown>>();
  for (const entry of Array.isArray(users) ? users : []) {
    if (typeof entry?.name === 'string' && entry.user instanceof Object) {
      byName.set(entry.name, entry.user);
    }
  }
  return byName;
}

function refuseUnsupported(
  user: Record<string, unknown>,
  name: string,
  path: string,
): void {
  const field = ['as-groups', 'as-uid', 'as-user-extra'].find(
    key => user[key] !== undefined,
  );
  if (field) {
    throw new InputError(
      `${path}.kubeconfig: ${name} has "${field}", which is not supported; impersonate with "as" alone, or use a ServiceAccount of its own for the portal`,
    );
  }
}

function readProgram(
  user: User,
  { allowExec, file, path }: KubeconfigOptions,
): string | undefined {
  const exec = user.exec as { command?: unknown } | undefined;
  const provider = user.authProvider as { name?: unknown } | undefined;
  if (!exec && !provider) {
    return undefined;
  }
  const program = exec
    ? `the program "${exec.command}"`
    : `the auth provider "${provider?.name}"`;
  if (!allowExec) {
    throw new InputError(
      `${path}.kubeconfig: user "${user.name}" of ${file} gets its credentials from ${program}, which the backend would have to run; write "allowExec: true" if you trust the file, or use a ServiceAccount token`,
    );
  }
  return program;
}
