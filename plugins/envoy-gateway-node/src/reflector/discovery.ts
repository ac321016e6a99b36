import { ResourceKind } from '@envoy-gateway-portal/gateway-model';
import {
  createRequestError,
  isApiRequestError,
} from '../connection/apiRequestError';
import { ApiConnection } from '../connection/connection';

/** Which versions of a kind an API server serves. */
export interface Discovery {
  /**
   * The served versions this product reads, best first; none when the kind is absent, or when the one that took
   * its place is served. Where the credentials may not ask, all that are read: a listing tells.
   *
   * @throws ApiRequestError
   */
  versionsOf(kind: ResourceKind): Promise<string[]>;
  /** Asks the API server anew the next time. */
  forget(): void;
}

/**
 * @param reuseMs - how long an answer serves the other kinds of its group
 */
export function createDiscovery(options: {
  connection: ApiConnection;
  reuseMs: number;
  now?: () => number;
}): Discovery {
  const { connection, reuseMs, now = Date.now } = options;
  const answers = new Map<
    string,
    { value: Promise<Set<string> | 'absent' | 'forbidden'>; since: number }
  >();

  const pluralsAt = (path: string) => {
    const known = answers.get(path);
    if (known && now() - known.since <= reuseMs) {
      return known.value;
    }
    const answer = { value: readPlurals(connection, path), since: now() };
    answers.set(path, answer);
    answer.value.catch(() => {
      if (answers.get(path) === answer) {
        answers.delete(path);
      }
    });
    return answer.value;
  };

  const isSuperseded = async ({ supersededBy: successor }: ResourceKind) => {
    if (!successor) {
      return false;
    }
    const served = await Promise.all(
      successor.versions.map(one => pluralsAt(groupPath(successor, one))),
    );
    return served.some(
      plurals => plurals instanceof Set && plurals.has(successor.plural),
    );
  };

  return {
    versionsOf: async kind => {
      if (await isSuperseded(kind)) {
        return [];
      }
      const served: string[] = [];
      for (const version of kind.versions) {
        const plurals = await pluralsAt(groupPath(kind, version));
        if (plurals === 'forbidden') {
          return [...kind.versions];
        }
        if (plurals !== 'absent' && plurals.has(kind.plural)) {
          served.push(version);
        }
      }
      if (served.length === 0 && (await pluralsAt('/api/v1')) === 'absent') {
        // Every API server has this one: what answers does not know, rather than not have, the kind.
        throw createRequestError(
          { cluster: connection.cluster, path: '/api/v1' },
          'does not exist, although every API server has it; is the URL right, including its path?',
          { failure: 'foreign' },
        );
      }
      return served;
    },
    forget: () => answers.clear(),
  };
}

/** The path a kind's group and version are served under. */
export function groupPath(
  { group }: Pick<ResourceKind, 'group'>,
  version: string,
): string {
  return group ? `/apis/${group}/${version}` : `/api/${version}`;
}

async function readPlurals(
  connection: ApiConnection,
  path: string,
): Promise<Set<string> | 'absent' | 'forbidden'> {
  try {
    const { resources } = await connection.readJson(path);
    if (!Array.isArray(resources)) {
      throw createRequestError(
        { cluster: connection.cluster, path },
        `the answer is no list of resources; is the URL that of an API server?`,
        { failure: 'foreign' },
      );
    }
    return new Set(resources.map(resource => String(resource?.name)));
  } catch (error) {
    if (isApiRequestError(error) && error.failure === 'notFound') {
      return 'absent';
    }
    if (isApiRequestError(error) && error.failure === 'forbidden') {
      return 'forbidden';
    }
    throw error;
  }
}
