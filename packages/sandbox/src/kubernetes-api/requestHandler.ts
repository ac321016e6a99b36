import { IncomingMessage, ServerResponse } from 'node:http';
import { Clock } from '../clock';
import {
  badRequest,
  notFound,
  requireObject,
  StatusError,
} from '../operations';
import { ObjectStore } from '../store/objectStore';
import { SERVED_KINDS } from '../store/servedKinds';
import { StoredObject } from '../store/types';
import { authorize } from './authorization';
import { discover } from './discovery';
import { Faults } from './faults';
import { Identities, Identity } from './identities';
import { listResources } from './listResources';
import { present } from './presentation';
import { parseRequestTarget, RequestTarget } from './requestTarget';
import { RunningWatch, watchResources } from './watchResources';
import { handleWrite } from './writeRequests';

/** Answers a request proxied to a Pod; `undefined` where nothing listens on the port. */
export type PodAnswerer = (
  pod: StoredObject,
  port: string | undefined,
  path: string,
) => { status: number; contentType: string; body: string } | undefined;

export interface RequestHandlerOptions {
  store: ObjectStore;
  clock: Clock;
  identities: Identities;
  faults: Faults;
  answerForPod: PodAnswerer;
  /** Time between two bookmarks of a watch. */
  bookmarkIntervalMs?: number;
}

/** Answers the requests to one cluster's Kubernetes API. */
export interface RequestHandler {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Brings every watch up to date; called after a pause. */
  advanceWatches(): void;
}

/** A client that reads slower than this much is behind is cut off, as the real server does. */
const MAX_UNREAD_BYTES = 32 * 1024 * 1024;
const PUBLIC_PATHS = new Set(['/version', '/healthz', '/livez', '/readyz']);

function sendJson(response: ServerResponse, code: number, body: object) {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendText(response: ServerResponse, code: number, body: string) {
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(body);
}

function verbOf(
  request: IncomingMessage,
  target: { name?: string },
  watching: boolean,
): string {
  switch (request.method) {
    case 'GET':
      if (target.name !== undefined) return 'get';
      return watching ? 'watch' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    default:
      return (request.method ?? '').toLowerCase();
  }
}

export function createRequestHandler(
  options: RequestHandlerOptions,
): RequestHandler {
  const { store, clock, identities, faults, answerForPod } = options;
  const watches = new Set<RunningWatch>();

  const servedKinds = () =>
    SERVED_KINDS.filter(kind => !faults.withdrawnKinds.has(kind.kind));

  function serveWatch(
    target: Extract<RequestTarget, { type: 'resource' }>,
    query: URLSearchParams,
    response: ServerResponse,
  ) {
    const watch = watchResources({
      store,
      target,
      query,
      bookmarkIntervalMs: options.bookmarkIntervalMs ?? 15_000,
      isPaused: () => faults.paused,
      sink: {
        write(line) {
          response.write(line);
          if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
        },
        end: () => response.end(),
      },
    });
    watches.add(watch);
    response.on('close', () => {
      watch.stop();
      watches.delete(watch);
    });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
  }

  function serveDiscovery(path: string, response: ServerResponse) {
    const document = discover(path, servedKinds());
    if (document === undefined) {
      sendText(response, 404, '404 page not found\n');
    } else if (typeof document === 'string') {
      sendText(response, 200, document);
    } else {
      sendJson(response, 200, document);
    }
  }

  function serveNothing(path: string, response: ServerResponse) {
    // Of its own group the API server says so as a Status, of others in plain text.
    if (path.startsWith('/api/')) {
      throw new StatusError(
        404,
        'NotFound',
        'the server could not find the requested resource',
        {},
      );
    }
    sendText(response, 404, '404 page not found\n');
  }

  function serveProxy(
    target: Extract<RequestTarget, { type: 'podProxy' }>,
    identity: Identity,
    response: ServerResponse,
  ) {
    const { kind, namespace, pod: name, port, path } = target;
    authorize(
      identity,
      { verb: 'get', kind, subresource: 'proxy', namespace, name },
      faults.forbiddenKinds,
    );
    const pod = store.get(kind, namespace, name);
    if (!pod) throw notFound(kind, name);
    const answer = answerForPod(pod, port, path);
    if (!answer) {
      throw new StatusError(
        503,
        'ServiceUnavailable',
        `error trying to reach service: dial tcp: connect: connection refused (pod ${namespace}/${name}, port ${
          port ?? 'unset'
        })`,
      );
    }
    response.writeHead(answer.status, { 'content-type': answer.contentType });
    response.end(answer.body);
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = URL.parse(request.url ?? '/', 'http://loopback');
    if (!url) throw badRequest('the request path cannot be understood');
    const query = url.searchParams;
    const identity = identities.authenticate(request.headers.authorization);
    const anonymous = request.headers.authorization === undefined;
    if (!identity && !(anonymous && PUBLIC_PATHS.has(url.pathname))) {
      throw new StatusError(401, 'Unauthorized', 'Unauthorized');
    }
    const target = parseRequestTarget(url.pathname, servedKinds());
    if (target.type === 'discovery') {
      serveDiscovery(target.path, response);
      return;
    }
    if (target.type === 'unknown' || !identity) {
      serveNothing(url.pathname, response);
      return;
    }
    if (target.type === 'podProxy') {
      serveProxy(target, identity, response);
      return;
    }
    const { kind, version, namespace, name, subresource } = target;
    const watching = ['1', 'true'].includes(query.get('watch') ?? '');
    authorize(
      identity,
      {
        verb: verbOf(request, target, watching),
        kind,
        subresource,
        namespace,
        name,
      },
      faults.forbiddenKinds,
    );
    if (request.method !== 'GET') {
      const answer = await handleWrite(store, clock, target, request, query);
      sendJson(response, answer.code, answer.body);
    } else if (name !== undefined) {
      const object = requireObject(store, { kind, namespace, name });
      sendJson(response, 200, present(kind, version, object));
    } else if (watching) {
      serveWatch(target, query, response);
    } else {
      sendJson(response, 200, listResources(store, target, query));
    }
  }

  function refuse(response: ServerResponse, error: unknown) {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status } =
      error instanceof StatusError
        ? error
        : new StatusError(500, 'InternalError', (error as Error).message);
    if (status.code === 413) response.setHeader('connection', 'close');
    sendJson(response, status.code, status);
  }

  return {
    handle(request, response) {
      serve(request, response).catch(error => refuse(response, error));
    },
    advanceWatches() {
      for (const watch of watches) watch.advance();
    },
  };
}
