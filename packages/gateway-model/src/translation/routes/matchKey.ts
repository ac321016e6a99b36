/** A condition on a string as Envoy gets it. At most one of the values is set. */
export interface StringMatch {
  readonly name?: string;
  readonly exact?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly regex?: string;
}

export interface MatchParts {
  readonly path?: StringMatch;
  readonly headers: readonly StringMatch[];
  readonly queryParams: readonly StringMatch[];
  readonly cookies: readonly StringMatch[];
}

function stringKey(match: StringMatch): string {
  const part = (sign: string, value: string | undefined) =>
    value === undefined ? '' : sign + value;
  return [
    match.name ?? '',
    part('e', match.exact),
    part('p', match.prefix),
    part('s', match.suffix),
    part('r', match.regex),
  ].join('\0');
}

function listKey(matches: readonly StringMatch[]): string {
  return matches.length < 2
    ? matches.map(stringKey).join()
    : matches.map(stringKey).sort().join('\x01');
}

/** No path is every path, and one slash at the end of a prefix says nothing. */
function pathKey(path: StringMatch | undefined): string {
  if (!path) {
    return stringKey({ prefix: '/' });
  }
  const { prefix } = path;
  return prefix !== undefined && prefix.length > 1 && prefix.endsWith('/')
    ? stringKey({ prefix: prefix.slice(0, -1) })
    : stringKey(path);
}

/** Header names count without regard to case, and order does not count (upstream `buildOverlapKey`). */
export function matchKey(parts: MatchParts): string {
  const path = pathKey(parts.path);
  const headers = parts.headers.map(header => ({
    ...header,
    name: header.name?.toLowerCase(),
  }));
  return [
    path.length,
    path,
    listKey(headers),
    listKey(parts.queryParams),
    listKey(parts.cookies),
  ].join('\x02');
}

/** The key where CONNECT is upgraded: Envoy then matches it whatever the path. */
export function connectKey(key: string): string {
  const separator = key.indexOf('\x02');
  const length = Number(key.slice(0, separator));
  return `CONNECT${key.slice(separator + 1 + length)}`;
}
