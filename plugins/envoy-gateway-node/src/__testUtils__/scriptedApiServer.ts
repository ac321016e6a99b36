import {
  RESOURCE_KINDS,
  ResourceKind,
} from '@envoy-gateway-portal/gateway-model';
import {
  createServer,
  IncomingHttpHeaders,
  IncomingMessage,
  ServerResponse,
} from 'node:http';
import { AddressInfo, Socket } from 'node:net';

export interface TestObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    namespace?: string;
    name: string;
    uid?: string;
    resourceVersion?: string;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

export interface ScriptedRequest {
  path: string;
  /** What is listed or watched. Absent for discovery. */
  plural?: string;
  query: URLSearchParams;
  isWatch: boolean;
  headers: IncomingHttpHeaders;
}

/** Answers a request in the place of the server; returns true when it did. */
export type Intercept = (
  request: ScriptedRequest,
  response: ServerResponse,
) => boolean;

/** A Kubernetes API server that does as told: right by default, and wrong wherever a test says so. */
export interface ScriptedApiServer {
  readonly url: string;
  readonly requests: ScriptedRequest[];
  /** TCP connections accepted so far, and those open now. */
  readonly connections: { accepted: number; readonly open: number };
  /** The newest resourceVersion. */
  readonly resourceVersion: number;
  /** Bearer tokens that are accepted; any, when undefined. */
  tokens: Set<string> | undefined;
  intercept: Intercept | undefined;
  put(plural: string, object: TestObject): TestObject;
  remove(plural: string, name: string, namespace?: string): void;
  /** Changes what is stored without telling the watches. */
  silently(change: () => void): void;
  /** Whether a kind is served, in which versions. */
  serve(plural: string, versions: string[]): void;
  /** Writes a line into every open watch of a kind. */
  send(plural: string, line: unknown): void;
  bookmark(plural: string): void;
  /** Ends the open watches of a kind; cutting the connection when told so. */
  endWatches(plural?: string, options?: { cut?: boolean }): void;
  watches(plural: string): number;
  /** Makes every resourceVersion up to now too old to resume from. */
  compact(): void;
  /** Requests for a kind, watches or listings. */
  count(plural: string, what: 'watch' | 'list'): number;
  close(): Promise<void>;
}

interface KindStore {
  kind: ResourceKind;
  versions: string[];
  objects: Map<string, TestObject>;
  history: Array<{ resourceVersion: number; line: string }>;
  watches: Set<{ response: ServerResponse }>;
}

export async function startScriptedApiServer(): Promise<ScriptedApiServer> {
  const stores = new Map<string, KindStore>(
    RESOURCE_KINDS.map(kind => [
      kind.plural,
      {
        kind,
        versions: [kind.versions[0]],
        objects: new Map(),
        history: [],
        watches: new Set(),
      },
    ]),
  );
  const store = (plural: string): KindStore => stores.get(plural)!;
  const sockets = new Set<Socket>();
  const requests: ScriptedRequest[] = [];
  const connections = {
    accepted: 0,
    get open() {
      return sockets.size;
    },
  };
  let resourceVersion = 1000;
  let compacted = 0;
  let isSilent = false;
  let uids = 0;

  const tell = (plural: string, type: string, object: TestObject) => {
    const { history, watches } = store(plural);
    const line = `${JSON.stringify({ type, object })}\n`;
    history.push({ resourceVersion, line });
    if (!isSilent) {
      for (const { response } of watches) {
        response.write(line);
      }
    }
  };

  const list = (
    { kind, versions, objects }: KindStore,
    query: URLSearchParams,
    response: ServerResponse,
  ) => {
    const limit = Number(query.get('limit') ?? 0);
    const start = Number(query.get('continue') ?? 0);
    const all = [...objects.values()];
    const end = limit > 0 ? start + limit : all.length;
    sendJson(response, 200, {
      kind: `${kind.kind}List`,
      apiVersion: kind.group ? `${kind.group}/${versions[0]}` : versions[0],
      metadata: {
        resourceVersion: String(resourceVersion),
        ...(end < all.length && { continue: String(end) }),
      },
      items: all.slice(start, end),
    });
  };

  const watch = (
    { history, watches }: KindStore,
    query: URLSearchParams,
    response: ServerResponse,
  ) => {
    const from = Number(query.get('resourceVersion'));
    if (from < compacted) {
      sendStatus(response, 410, 'too old resource version');
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.flushHeaders();
    for (const event of history) {
      if (event.resourceVersion > from) {
        response.write(event.line);
      }
    }
    const watcher = { response };
    watches.add(watcher);
    response.on('close', () => watches.delete(watcher));
  };

  // Idle connections stay until the client closes them, so that tests see whether it does.
  const http = createServer({ keepAliveTimeout: 0 });
  const server: ScriptedApiServer = {
    url: '',
    requests,
    connections,
    get resourceVersion() {
      return resourceVersion;
    },
    tokens: undefined,
    intercept: undefined,
    put: (plural, object) => {
      const { kind, versions, objects } = store(plural);
      const key = keyOf(object.metadata);
      const before = objects.get(key);
      resourceVersion += 1;
      uids += 1;
      const stored: TestObject = {
        // As an API server does it: only lists of custom resources name the kind of each item.
        ...(kind.group && {
          apiVersion: `${kind.group}/${versions[0]}`,
          kind: kind.kind,
        }),
        ...object,
        metadata: {
          uid: before?.metadata.uid ?? `uid-${uids}`,
          creationTimestamp: '2026-01-01T00:00:00Z',
          ...object.metadata,
          resourceVersion: String(resourceVersion),
        },
      };
      objects.set(key, stored);
      tell(plural, before ? 'MODIFIED' : 'ADDED', stored);
      return stored;
    },
    remove: (plural, name, namespace) => {
      const { objects } = store(plural);
      const key = keyOf({ name, namespace });
      const before = objects.get(key)!;
      objects.delete(key);
      resourceVersion += 1;
      tell(plural, 'DELETED', {
        ...before,
        metadata: {
          ...before.metadata,
          resourceVersion: String(resourceVersion),
        },
      });
    },
    silently: change => {
      isSilent = true;
      change();
      isSilent = false;
    },
    serve: (plural, versions) => {
      store(plural).versions = versions;
    },
    send: (plural, line) => {
      const text = typeof line === 'string' ? line : JSON.stringify(line);
      for (const { response } of store(plural).watches) {
        response.write(`${text}\n`);
      }
    },
    bookmark: plural => {
      server.send(plural, {
        type: 'BOOKMARK',
        object: { metadata: { resourceVersion: String(resourceVersion) } },
      });
    },
    endWatches: (plural, options) => {
      for (const { kind, watches } of stores.values()) {
        if (plural === undefined || plural === kind.plural) {
          for (const { response } of watches) {
            if (options?.cut) {
              response.destroy();
            } else {
              response.end();
            }
          }
        }
      }
    },
    watches: plural => store(plural).watches.size,
    compact: () => {
      compacted = resourceVersion + 1;
      resourceVersion += 1;
    },
    count: (plural, what) =>
      requests.filter(
        request =>
          request.plural === plural && request.isWatch === (what === 'watch'),
      ).length,
    close: async () => {
      server.endWatches();
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise(resolve => http.close(resolve));
    },
  };

  const discover = (path: string, response: ServerResponse) => {
    const resources = [...stores.values()]
      .filter(({ kind: { group }, versions }) =>
        versions.some(
          version =>
            path === (group ? `/apis/${group}/${version}` : `/api/${version}`),
        ),
      )
      .map(({ kind: { plural: name, kind, namespaced } }) => ({
        name,
        kind,
        namespaced,
        verbs: ['get', 'list', 'watch'],
      }));
    if (resources.length === 0) {
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end('404 page not found\n');
      return;
    }
    sendJson(response, 200, { kind: 'APIResourceList', resources });
  };

  const handle = (message: IncomingMessage, response: ServerResponse) => {
    const url = new URL(message.url!, 'http://localhost');
    const match = url.pathname.match(
      /^\/(?:api|apis\/([^/]+))\/([^/]+)\/([^/]+)$/,
    );
    const target = match && stores.get(match[3]);
    const request: ScriptedRequest = {
      path: url.pathname,
      plural: target ? target.kind.plural : undefined,
      query: url.searchParams,
      isWatch: url.searchParams.get('watch') === 'true',
      headers: message.headers,
    };
    requests.push(request);
    const token = message.headers.authorization?.replace(/^Bearer /, '');
    if (server.intercept?.(request, response)) {
      return;
    }
    if (server.tokens && !server.tokens.has(token ?? '')) {
      sendStatus(response, 401, 'Unauthorized');
    } else if (url.pathname === '/version') {
      sendJson(response, 200, { gitVersion: 'v1.36.0' });
    } else if (!target) {
      discover(url.pathname, response);
    } else if (!target.versions.includes(match[2])) {
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end('404 page not found\n');
    } else if (request.isWatch) {
      watch(target, url.searchParams, response);
    } else {
      list(target, url.searchParams, response);
    }
  };

  http.on('request', handle);
  http.on('connection', socket => {
    connections.accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  return Object.assign(server, {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
  });
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    ...headers,
  });
  response.end(JSON.stringify(body));
}

/** An error as API servers write them. */
export function sendStatus(
  response: ServerResponse,
  code: number,
  message: string,
  headers?: Record<string, string>,
): void {
  sendJson(
    response,
    code,
    { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message },
    headers,
  );
}

function keyOf({ namespace, name }: { namespace?: string; name: string }) {
  return `${namespace ?? ''}/${name}`;
}
