import { ServiceUnavailableError } from '@backstage/errors';
import { readFile, stat } from 'node:fs/promises';
import { RequestOptions } from 'node:https';
import {
  KubeconfigOptions,
  LoadedKubeconfig,
  loadKubeconfigFile,
} from './kubeconfigFile';
import { ClusterAccess, ClusterAccessSource, sameCredentials } from './types';

/** How long what a credential program answered is used without asking `KubeConfig` again. */
const REUSE_MS = 30_000;
/** Credential programs are not run more often than this because the API server refuses them. */
const RENEW_INTERVAL_MS = 5_000;
const PROGRAM_TIMEOUT_MS = 30_000;

/**
 * Access by a context of a kubeconfig file. The file is read again when it changes, and when the API
 * server refuses the credentials.
 *
 * @throws InputError when the file does not describe a cluster that may be used
 */
export async function createKubeconfigAccess(
  options: KubeconfigOptions & { now?: () => number },
): Promise<ClusterAccessSource> {
  const now = options.now ?? Date.now;
  let version = await fileVersion(options.file);
  let loaded = await loadKubeconfigFile(options);
  let access: { value: Promise<ClusterAccess>; since: number } | undefined;
  let renewed = -Infinity;

  const current = async () => {
    const found = await fileVersion(options.file);
    if (found !== undefined && found !== version) {
      version = found;
      // A file that is broken now was perhaps caught half-written: the last good one serves on.
      loaded = await loadKubeconfigFile(options).catch(() => loaded);
      access = undefined;
    }
    if (!access || now() - access.since > REUSE_MS) {
      const next = { value: readAccess(loaded, options), since: now() };
      access = next;
      next.value.catch(() => {
        if (access === next) {
          access = undefined;
        }
      });
    }
    return access.value;
  };

  return {
    current,
    renew: async refused => {
      const before = await current();
      if (!sameCredentials(before, refused)) {
        return before;
      }
      if (now() - renewed < RENEW_INTERVAL_MS) {
        return undefined;
      }
      renewed = now();
      // A KubeConfig remembers what its credential program answered; a new one asks again.
      loaded = await loadKubeconfigFile(options).catch(() => loaded);
      access = undefined;
      const after = await current();
      return sameCredentials(after, refused) ? undefined : after;
    },
  };
}

async function fileVersion(file: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return undefined;
  }
}

async function readAccess(
  { kubeConfig, server, user, program, tokenFile }: LoadedKubeconfig,
  { file }: KubeconfigOptions,
): Promise<ClusterAccess> {
  const request: RequestOptions = { headers: {} };
  let token: string | undefined;
  try {
    await withTimeout(kubeConfig.applyToHTTPSOptions(request));
    token = tokenFile && (await readFile(tokenFile, 'utf8')).trim();
  } catch (error) {
    // What the program printed may contain credentials, so it is not repeated.
    throw new ServiceUnavailableError(
      `The credentials of user "${user}" in ${file} cannot be had (${
        program ?? (error as NodeJS.ErrnoException).code ?? 'unreadable'
      } failed); run "kubectl --kubeconfig ${file} get --raw /version" as the backend's user to see why`,
    );
  }
  const headers = { ...(request.headers as Record<string, string>) };
  if (request.auth) {
    headers.Authorization = `Basic ${Buffer.from(request.auth).toString(
      'base64',
    )}`;
  }
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  return {
    server,
    headers,
    tls: {
      ca: request.ca,
      cert: request.cert,
      key: request.key,
      servername: request.servername,
      ...(request.rejectUnauthorized === false && {
        rejectUnauthorized: false,
      }),
    },
    credentials: `user "${user}" in ${file}`,
  };
}

async function withTimeout(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('no answer in time')),
      PROGRAM_TIMEOUT_MS,
    );
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
