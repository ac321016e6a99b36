import { isError, ServiceUnavailableError } from '@backstage/errors';
import git from 'isomorphic-git';
import { GitServer, safeText } from './gitServers';

/** What `isomorphic-git` throws when a server does not speak Git's protocol, or not all of it. */
const PROTOCOL_ERRORS: string[] = [
  git.Errors.SmartHttpError.code,
  git.Errors.ParseError.code,
  git.Errors.EmptyServerResponseError.code,
  git.Errors.RemoteCapabilityError.code,
];

/** Gives an error of `isomorphic-git` a message that names the repository and the remedy; others pass. */
export function protocolError(
  server: GitServer,
  repository: URL,
  error: unknown,
): unknown {
  if (!isError(error) || typeof error.code !== 'string') {
    return error;
  }
  const said = safeText(server, error.message);
  return new ServiceUnavailableError(
    PROTOCOL_ERRORS.includes(error.code)
      ? `${repository.href} does not answer as a Git repository over HTTP does (${said}): check repoUrl`
      : `Publishing to ${repository.href} failed: ${said}`,
  );
}
