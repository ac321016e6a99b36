import { HTTPRouteMatch } from '../resources';

/** How a match's path is written in an OpenAPI document. */
export interface DocumentPath {
  /** The key under `paths`. */
  key: string;
  /** Whether the key ends in the `{path}` parameter, which stands for what a regular expression matches. */
  templated: boolean;
}

/** What a literal path segment may hold in a template: braces would read as parameters. */
const UNSAFE = /%(?![0-9a-fA-F]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu;

function literal(path: string): string {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return rooted
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(UNSAFE, character => encodeURIComponent(character));
}

/**
 * The part of a regular expression every match starts with, up to its last slash. What follows a first
 * operator is anybody's guess, and an alternative may start differently altogether.
 */
function literalPrefix(pattern: string): string {
  const bare = pattern.replace(/^\^/, '');
  if (bare.includes('|')) {
    return '/';
  }
  const operator = bare.search(/[\\.[\](){}*+?^$]/);
  // A quantifier reaches back to the character before it.
  const reach = operator > 0 && /[*?{]/.test(bare[operator]) ? 1 : 0;
  const start = operator < 0 ? bare : bare.slice(0, operator - reach);
  return start.slice(0, start.lastIndexOf('/') + 1) || '/';
}

/**
 * Exact paths and path prefixes stand as they are: each is a path the route does answer, and that a
 * prefix answers below it too is told in words, because an OpenAPI parameter may not hold a slash. A
 * regular expression is written as the literal start of all its matches and one parameter.
 */
export function documentPath({
  type,
  value,
}: HTTPRouteMatch['path']): DocumentPath {
  return type === 'RegularExpression'
    ? { key: `${literal(literalPrefix(value))}{path}`, templated: true }
    : { key: literal(value), templated: false };
}
