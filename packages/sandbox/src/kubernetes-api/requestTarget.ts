import { badRequest } from '../operations/statusError';
import { ServedKind } from '../store/types';

/**
 * What a request's path is about.
 */
export type RequestTarget =
  | { type: 'discovery'; path: string }
  | {
      type: 'resource';
      kind: ServedKind;
      version: string;
      namespace?: string;
      name?: string;
      subresource?: 'status';
    }
  | {
      type: 'podProxy';
      kind: ServedKind;
      namespace: string;
      pod: string;
      port?: string;
      path: string;
    }
  | { type: 'unknown' };

const DISCOVERY =
  /^\/(version|healthz|livez|readyz|api|api\/v1|apis|apis\/[^/]+|apis\/[^/]+\/[^/]+)$/;
const PROXY = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/proxy(\/.*)?$/;

/** `[scheme:]name[:port]`, as the API server's proxy reads it. */
function parseProxiedPod(text: string): { pod: string; port?: string } {
  const parts = text.split(':');
  if (parts.length === 3) return { pod: parts[1], port: parts[2] };
  return { pod: parts[0], port: parts[1] };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('the request path is not properly percent-encoded');
  }
}

/**
 * Reads a request path. `kinds` are those the server serves at the moment.
 *
 * @throws StatusError 400 for broken percent-encoding
 */
export function parseRequestTarget(
  rawPath: string,
  kinds: readonly ServedKind[],
): RequestTarget {
  const path =
    rawPath.length > 1 && rawPath.endsWith('/')
      ? rawPath.slice(0, -1)
      : rawPath;
  if (DISCOVERY.test(path)) return { type: 'discovery', path };

  const proxied = PROXY.exec(path);
  const pods = kinds.find(kind => kind.kind === 'Pod');
  if (proxied && pods) {
    return {
      type: 'podProxy',
      kind: pods,
      namespace: decode(proxied[1]),
      ...parseProxiedPod(decode(proxied[2])),
      path: proxied[3] ?? '/',
    };
  }

  const segments = path.slice(1).split('/').map(decode);
  const root = segments.shift();
  if (root !== 'api' && root !== 'apis') return { type: 'unknown' };
  const group = root === 'api' ? '' : segments.shift();
  const version = segments.shift();
  if (group === undefined || !version) return { type: 'unknown' };
  const find = (plural: string | undefined) =>
    kinds.find(
      kind =>
        kind.group === group &&
        kind.plural === plural &&
        kind.versions.includes(version),
    );

  // `/namespaces/x/<plural>` is about a kind in the namespace, `/namespaces/x` about the Namespace.
  const inNamespace =
    segments[0] === 'namespaces' &&
    segments.length > 2 &&
    segments[2] !== 'status';
  const namespace = inNamespace ? segments[1] : undefined;
  const [plural, name, subresource, ...rest] = inNamespace
    ? segments.slice(2)
    : segments;
  const kind = find(plural);
  if (!kind || rest.length || name === '' || (namespace && !kind.namespaced)) {
    return { type: 'unknown' };
  }
  if (name !== undefined && kind.namespaced && !namespace) {
    return { type: 'unknown' };
  }
  if (
    subresource !== undefined &&
    !(subresource === 'status' && kind.statusSubresource)
  ) {
    return { type: 'unknown' };
  }
  return {
    type: 'resource',
    kind,
    version,
    namespace,
    name,
    subresource: subresource as 'status' | undefined,
  };
}
