import { Config } from '@backstage/config';
import { InputError, NotAllowedError, stringifyError } from '@backstage/errors';
import { parseRepositoryUrl, pathSegments } from './repositoryUrl';

/** Sent as the user name beside a token, where the configuration names none. */
const TOKEN_USERNAME = 'oauth2';

/** A Git server, or a part of one, that this portal may read and write. */
export interface GitServer {
  /** Where it is configured, for messages: `envoyGateway.git[0]`. */
  configPath: string;
  url: URL;
  /** What the requests carry in `Authorization`. Absent for a server that asks for none. */
  authorization?: string;
  /** Texts that must never appear in a log or a message. */
  secrets: string[];
}

function readCredentials(
  config: Config,
  path: string,
): { username: string; secret: string } | undefined {
  const username = config.getOptionalString('username');
  const password = config.getOptionalString('password');
  const token = config.getOptionalString('token');
  if (password !== undefined && token !== undefined) {
    throw new InputError(
      `Config ${path} has both password and token: keep one of them`,
    );
  }
  if (password !== undefined && username === undefined) {
    throw new InputError(`Config ${path} has a password without a username`);
  }
  if (username?.includes(':')) {
    throw new InputError(
      `Config ${path}.username contains a colon, which Basic authentication cannot carry`,
    );
  }
  const secret = password ?? token;
  if (secret === undefined) {
    if (username !== undefined) {
      throw new InputError(
        `Config ${path} has a username without password or token`,
      );
    }
    return undefined;
  }
  return { username: username ?? TOKEN_USERNAME, secret };
}

function readGitServer(config: Config, index: number): GitServer {
  const configPath = `envoyGateway.git[${index}]`;
  const url = parseRepositoryUrl(
    config.getString('url'),
    `Config ${configPath}.url`,
  );
  const credentials = readCredentials(config, configPath);
  if (!credentials) {
    return { configPath, url, secrets: [] };
  }
  const { username, secret } = credentials;
  const encoded = Buffer.from(`${username}:${secret}`).toString('base64');
  return {
    configPath,
    url,
    authorization: `Basic ${encoded}`,
    secrets: [secret, encodeURIComponent(secret), encoded],
  };
}

/**
 * Reads `envoyGateway.git`, the list of Git servers this portal may write to.
 *
 * @throws InputError that names the config path, so that a wrong configuration stops the start
 */
export function readGitServers(config: Config): GitServer[] {
  const servers = (config.getOptionalConfigArray('envoyGateway.git') ?? []).map(
    readGitServer,
  );
  const seen = new Map<string, string>();
  for (const { url, configPath } of servers) {
    const first = seen.get(url.href);
    if (first) {
      throw new InputError(
        `Config ${configPath}.url is the same as ${first}.url: keep one of them`,
      );
    }
    seen.set(url.href, configPath);
  }
  return servers;
}

/** Whether a server's address is the repository's or a parent of it, compared segment by segment. */
function covers(server: URL, repository: URL): boolean {
  if (server.origin !== repository.origin) {
    return false;
  }
  const wanted = pathSegments(server);
  const given = pathSegments(repository);
  return wanted.every((segment, index) => segment === given[index]);
}

/**
 * The configured server a repository belongs to: the one with the longest path that covers it.
 *
 * @throws NotAllowedError when none does
 */
export function findGitServer(
  servers: readonly GitServer[],
  repository: URL,
): GitServer {
  const [best] = servers
    .filter(({ url }) => covers(url, repository))
    .sort((a, b) => pathSegments(b.url).length - pathSegments(a.url).length);
  if (!best) {
    throw new NotAllowedError(
      `repoUrl ${repository.href} is not on a Git server this portal may write to: the platform team adds it to envoyGateway.git in app-config.yaml`,
    );
  }
  return best;
}

/** A text from elsewhere on one line, bounded, and without anything secret of this server. */
export function safeText(
  server: GitServer,
  text: string,
  maxLength = 500,
): string {
  let safe = text;
  for (const secret of server.secrets) {
    if (secret !== '') {
      safe = safe.split(secret).join('***');
    }
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is removed
  safe = safe.replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ').trim();
  return safe.length > maxLength ? `${safe.slice(0, maxLength)}…` : safe;
}

/** An error in words, without anything secret of this server. */
export function safeError(server: GitServer, error: unknown): string {
  return safeText(server, stringifyError(error));
}
