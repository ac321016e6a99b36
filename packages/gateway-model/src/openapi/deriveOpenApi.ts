import { Exposure } from '../exposure';
import { HTTPRoute } from '../resources';
import { MatchSource, operationOf } from './operations';
import { documentPath, DocumentPath } from './paths';
import { serversByUrl, sortServers } from './servers';

/** Methods OpenAPI 3.1 has a place for, in the order they are written. */
const METHODS = [
  'get',
  'head',
  'post',
  'put',
  'patch',
  'delete',
  'options',
  'trace',
] as const;

/** What a match without a method is written as: it answers every method, and these are the ones used. */
const ANY_METHOD: readonly string[] = ['get', 'post', 'put', 'patch', 'delete'];

interface PathEntry {
  path: DocumentPath;
  byMethod: Map<string, MatchSource[]>;
  /** Methods OpenAPI has no place for, such as CONNECT. */
  otherMethods: Set<string>;
}

function addMatch(entries: Map<string, PathEntry>, source: MatchSource): void {
  const path = documentPath(source.match.path);
  const entry: PathEntry = entries.get(path.key) ?? {
    path,
    byMethod: new Map(),
    otherMethods: new Set(),
  };
  entries.set(path.key, entry);
  const { method } = source.match;
  const methods = method === undefined ? ANY_METHOD : [method.toLowerCase()];
  for (const one of methods) {
    if (!METHODS.some(known => known === one)) {
      entry.otherMethods.add(method ?? one);
      continue;
    }
    const sources = entry.byMethod.get(one);
    if (sources) {
      sources.push(source);
    } else {
      entry.byMethod.set(one, [source]);
    }
  }
}

function compareNames(a: HTTPRoute, b: HTTPRoute): number {
  const left = `${a.metadata.namespace}/${a.metadata.name}`;
  const right = `${b.metadata.namespace}/${b.metadata.name}`;
  return left < right ? -1 : Number(left > right);
}

function pathItem(
  { path, byMethod, otherMethods }: PathEntry,
  servers: ReturnType<typeof serversByUrl>,
): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  for (const method of METHODS) {
    const sources = byMethod.get(method);
    if (sources) {
      item[method] = operationOf(path, sources, servers);
    }
  }
  if (otherMethods.size > 0) {
    item['x-envoy-gateway-other-methods'] = [...otherMethods].sort();
  }
  return item;
}

/**
 * An OpenAPI 3.1 document of what routes answer, for an API that has no definition of its own. It knows
 * what the Gateway knows: servers from the exposures, an operation for every path and method of the
 * matches, the headers and query parameters they ask for; nothing of bodies and answers.
 *
 * A match without a method is written as GET, POST, PUT, PATCH and DELETE. A path prefix is written as the
 * prefix itself, a regular expression as its literal start and a parameter; what exactly matches stands in
 * the operation's description and, for programs, in `x-envoy-gateway-match`. The same input gives the
 * same document, key by key.
 *
 * @public
 */
export function deriveOpenApi(options: {
  title: string;
  description?: string;
  routes: ReadonlyArray<{ route: HTTPRoute; exposures: readonly Exposure[] }>;
}): Record<string, unknown> {
  const { title, description } = options;
  const routes = [...options.routes].sort((a, b) =>
    compareNames(a.route, b.route),
  );
  const servers = serversByUrl(routes.flatMap(({ exposures }) => exposures));
  const entries = new Map<string, PathEntry>();
  for (const { route, exposures } of routes) {
    const byMatch = new Map<string, Exposure[]>();
    for (const exposure of exposures) {
      const key = `${exposure.rule}/${exposure.match}`;
      const known = byMatch.get(key);
      if (known) {
        known.push(exposure);
      } else {
        byMatch.set(key, [exposure]);
      }
    }
    route.rules.forEach(({ matches }, rule) =>
      matches.forEach((match, position) =>
        addMatch(entries, {
          route,
          rule,
          match,
          servers: serversByUrl(byMatch.get(`${rule}/${position}`) ?? []),
        }),
      ),
    );
  }
  return {
    openapi: '3.1.0',
    info: {
      title,
      ...(description !== undefined && { description }),
      version: 'derived',
    },
    ...(servers.size > 0 && { servers: sortServers(servers.values()) }),
    paths: Object.fromEntries(
      [...entries.keys()].sort().flatMap(key => {
        const entry = entries.get(key);
        return entry ? [[key, pathItem(entry, servers)]] : [];
      }),
    ),
  };
}
