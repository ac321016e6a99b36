import { InputError, NotFoundError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { readClusterUrl } from '../config/clusterUrl';
import { ClusterAccess, ClusterAccessSource } from './types';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

interface UrlAccessOptions {
  url: URL;
  token?: string;
  tokenFile?: string;
  ca?: string;
  caFile?: string;
  skipTLSVerify: boolean;
  /** Where the options stand in the configuration. */
  path: string;
}

/**
 * Access by URL and bearer token. Files are read for every request, which is cheap beside the request
 * and cannot miss a rotation.
 *
 * @throws InputError when a file cannot be read at start
 */
export async function createUrlAccess(
  options: UrlAccessOptions,
): Promise<ClusterAccessSource> {
  const { url, path } = options;
  const token = rereadableFile(options.tokenFile, `${path}.tokenFile`);
  const ca = rereadableFile(options.caFile, `${path}.caFile`);

  const current = async (): Promise<ClusterAccess> => {
    const bearer = options.token ?? (await token())?.trim();
    if (bearer !== undefined && !/^[\x21-\x7e]+$/.test(bearer)) {
      throw new InputError(
        `${path}.tokenFile: ${options.tokenFile} holds no bearer token; write the token alone into it`,
      );
    }
    return {
      server: url,
      headers: bearer ? { Authorization: `Bearer ${bearer}` } : {},
      tls: {
        ca: options.ca ?? (await ca()),
        ...(options.skipTLSVerify && { rejectUnauthorized: false }),
      },
      credentials: describeCredentials(options),
    };
  };

  await current();
  return {
    current,
    renew: async refused => {
      const access = await current();
      return access.headers.Authorization === refused.headers.Authorization
        ? undefined
        : access;
    },
  };
}

/**
 * Access with the ServiceAccount of the pod the backend runs in.
 *
 * @throws InputError when this process does not run in a pod
 */
export async function createInClusterAccess(options: {
  path: string;
  environment?: Record<string, string | undefined>;
  directory?: string;
}): Promise<ClusterAccessSource> {
  const { path, directory = SERVICE_ACCOUNT } = options;
  const environment = options.environment ?? process.env;
  const host = environment.KUBERNETES_SERVICE_HOST;
  const port = environment.KUBERNETES_SERVICE_PORT ?? '443';
  if (!host) {
    throw new InputError(
      `${path}.inCluster: is true, but this process does not run in a pod of a cluster (KUBERNETES_SERVICE_HOST is not set); reach the cluster by "kubeconfig" or "url" instead`,
    );
  }
  return createUrlAccess({
    url: readClusterUrl(
      `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      `${path}.inCluster`,
    ),
    tokenFile: `${directory}/token`,
    caFile: `${directory}/ca.crt`,
    skipTLSVerify: false,
    path,
  });
}

function rereadableFile(
  file: string | undefined,
  path: string,
): () => Promise<string | undefined> {
  let last: string | undefined;
  return async () => {
    if (file === undefined) {
      return undefined;
    }
    try {
      last = await readFile(file, 'utf8');
    } catch (error) {
      // While a file is being replaced, what it held before is the best there is.
      if (last === undefined) {
        throw new NotFoundError(
          `${path}: ${file} cannot be read (${
            (error as NodeJS.ErrnoException).code
          }); write the path of a file that the backend may read`,
        );
      }
    }
    return last;
  };
}

function describeCredentials({
  path,
  token,
  tokenFile,
}: UrlAccessOptions): string {
  if (token !== undefined) {
    return `${path}.token`;
  }
  return tokenFile === undefined
    ? `${path}, which has neither "token" nor "tokenFile"`
    : `the token in ${tokenFile}`;
}
