import { SecureContextOptions } from 'node:tls';

/** What a request to an API server is made with. Plain data, read anew as credentials rotate. */
export interface ClusterAccess {
  server: URL;
  /** Authentication and impersonation. Never logged. */
  headers: Record<string, string>;
  tls: Pick<SecureContextOptions, 'ca' | 'cert' | 'key'> & {
    rejectUnauthorized?: boolean;
    servername?: string;
  };
  /** What to renew when the credentials are refused, in words. */
  credentials: string;
}

export interface ClusterAccessSource {
  current(): Promise<ClusterAccess>;
  /** After a refusal: newer access than the refused one, or `undefined` when there is none. */
  renew(refused: ClusterAccess): Promise<ClusterAccess | undefined>;
}

/** Whether two accesses show the same credentials. */
export function sameCredentials(a: ClusterAccess, b: ClusterAccess): boolean {
  const shown = ({ headers, tls }: ClusterAccess) =>
    JSON.stringify([
      Object.entries(headers).sort(([x], [y]) => x.localeCompare(y)),
      String(tls.cert ?? ''),
      String(tls.key ?? ''),
    ]);
  return a === b || shown(a) === shown(b);
}
