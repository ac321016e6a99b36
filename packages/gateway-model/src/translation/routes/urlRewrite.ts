import { JsonObject, objectAt, stringAt } from '../../json';
import { isValidRe2 } from '../regex';
import { RouteProblem } from '../types';
import { hostnameProblem } from './dnsName';
import { notAccepted } from './problems';

/** Who rewrites a part of the URL: Gateway API's own filter, or an HTTPRouteFilter. */
type Rewriter = 'core' | 'extension';

/** What the filters of a rule rewrite so far. A first rewrite of a part stands. */
export interface Rewrite {
  readonly path?: Rewriter;
  readonly host?: Rewriter;
  /** The host is computed from the path, which the client chooses. */
  readonly hostFromPath?: boolean;
}

/** A problem found on the way leaves what was rewritten before it. */
export interface RewriteStep {
  readonly rewrite: Rewrite;
  readonly problem?: RouteProblem;
}

function refused(rewrite: Rewrite, message: string): RewriteStep {
  return { rewrite, problem: notAccepted('UnsupportedValue', message) };
}

const TWICE = 'A rule cannot have several URLRewrite filters for one purpose.';

/** Two filters of one kind never go together; of different kinds, only for different parts. */
function collides(
  rewrite: Rewrite,
  by: Rewriter,
  hostname: boolean,
  path: boolean,
): boolean {
  const other: Rewriter = by === 'core' ? 'extension' : 'core';
  return (
    ((rewrite.path === by || rewrite.host === by) && (hostname || path)) ||
    (hostname && rewrite.host === other) ||
    (path && rewrite.path === other)
  );
}

function corePathProblem(path: JsonObject): string | undefined {
  const type = stringAt(path, 'type') ?? '';
  const full = stringAt(path, 'replaceFullPath') !== undefined;
  const prefix = stringAt(path, 'replacePrefixMatch') !== undefined;
  if (type !== 'ReplaceFullPath' && type !== 'ReplacePrefixMatch') {
    return `A rewrite has no path type "${type}".`;
  }
  const [own, other] =
    type === 'ReplaceFullPath' ? [full, prefix] : [prefix, full];
  return own && !other
    ? undefined
    : `A rewrite of path type ${type} needs the value of its own type, and only that.`;
}

/** Takes in a URLRewrite filter of Gateway API. */
export function coreRewrite(before: Rewrite, filter: unknown): RewriteStep {
  const hostname = stringAt(filter, 'hostname');
  const path = objectAt(filter, 'path');
  if (collides(before, 'core', hostname !== undefined, path !== undefined)) {
    return refused(before, TWICE);
  }
  let rewrite = before;
  if (hostname !== undefined) {
    const problem = hostnameProblem(hostname);
    if (problem !== undefined) {
      return refused(rewrite, problem);
    }
    rewrite = { ...rewrite, host: rewrite.host ?? 'core' };
  }
  if (path) {
    const problem = corePathProblem(path);
    if (problem !== undefined) {
      return refused(rewrite, problem);
    }
    rewrite = { ...rewrite, path: rewrite.path ?? 'core' };
  }
  return { rewrite };
}

function regexProblem(what: string, replace: unknown): string | undefined {
  const pattern = stringAt(replace, 'pattern') ?? '';
  if (pattern === '') {
    return `${what} needs a pattern.`;
  }
  return isValidRe2(pattern)
    ? undefined
    : `${what} needs an RE2 expression, and "${pattern}" is none.`;
}

function extensionHostProblem(hostname: JsonObject): string | undefined {
  switch (stringAt(hostname, 'type')) {
    case 'Header':
      return stringAt(hostname, 'header') === undefined
        ? 'A rewrite of the host from a header names no header.'
        : undefined;
    case 'PathRegex':
      return (stringAt(hostname, 'pathRegex', 'substitution') ?? '') === ''
        ? 'A rewrite of the host from the path needs a pattern and a substitution.'
        : regexProblem(
            'A rewrite of the host from the path',
            objectAt(hostname, 'pathRegex'),
          );
    default:
      return undefined;
  }
}

const HOST_TYPES = ['Header', 'Backend', 'PathRegex'];

/** Takes in the `urlRewrite` of an HTTPRouteFilter. */
export function extensionRewrite(
  before: Rewrite,
  filter: JsonObject,
): RewriteStep {
  const hostname = objectAt(filter, 'hostname');
  const path = objectAt(filter, 'path');
  if (
    collides(before, 'extension', hostname !== undefined, path !== undefined)
  ) {
    return refused(before, TWICE);
  }
  let rewrite = before;
  if (stringAt(path, 'type') === 'ReplaceRegexMatch') {
    const problem = regexProblem(
      'A rewrite of the path',
      objectAt(path, 'replaceRegexMatch'),
    );
    if (problem !== undefined) {
      return refused(rewrite, problem);
    }
    rewrite = { ...rewrite, path: rewrite.path ?? 'extension' };
  }
  if (hostname) {
    const problem = extensionHostProblem(hostname);
    if (problem !== undefined) {
      return refused(rewrite, problem);
    }
    const type = stringAt(hostname, 'type') ?? '';
    if (HOST_TYPES.includes(type) && !rewrite.host) {
      rewrite = {
        ...rewrite,
        host: 'extension',
        hostFromPath: type === 'PathRegex',
      };
    }
  }
  return { rewrite };
}
