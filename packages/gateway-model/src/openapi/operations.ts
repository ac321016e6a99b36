import { HTTPHeaderMatch, HTTPRoute, HTTPRouteMatch } from '../resources';
import { shorten } from '../resources/read';
import { DocumentPath } from './paths';
import { Server, sortServers } from './servers';

/** One match of one route, as far as an operation tells of it. */
export interface MatchSource {
  route: HTTPRoute;
  rule: number;
  match: HTTPRouteMatch;
  /** Where this match answers, by URL. */
  servers: ReadonlyMap<string, Server>;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: { type: 'string'; enum?: string[] };
}

/** Text from a cluster inside Markdown: a code span it cannot break out of. */
function code(text: string): string {
  const plain = shorten(text, 200).replace(/[`\s\p{C}]+/gu, ' ');
  return `\`${plain.trim() || ' '}\``;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function wordsOfPath({ type, value }: HTTPRouteMatch['path']): string {
  switch (type) {
    case 'Exact':
      return `exactly ${code(value)}`;
    case 'PathPrefix':
      return `${code(value)} and every path below it`;
    default:
      return `paths that match the regular expression ${code(value)}`;
  }
}

function wordsOfBackends({ route, rule }: MatchSource): string[] {
  const { filters, backendRefs } = route.rules[rule];
  if (filters.some(({ type }) => type === 'RequestRedirect')) {
    return ['Answered with a redirect.'];
  }
  const backends = backendRefs.map(
    ({ namespace, name, port }) =>
      `${namespace}/${name}${port === undefined ? '' : `:${port}`}`,
  );
  return backends.length
    ? [`Forwarded to ${unique(backends).slice(0, 10).map(code).join(', ')}.`]
    : [];
}

function parameterOf(
  place: 'query' | 'header',
  name: string,
  conditions: readonly HTTPHeaderMatch[],
  everywhere: boolean,
): Parameter {
  const exact = conditions.filter(({ type }) => type === 'Exact');
  const patterns = conditions.filter(({ type }) => type !== 'Exact');
  const parameter: Parameter = {
    name: shorten(name, 256),
    in: place,
    required: everywhere,
    schema: { type: 'string' },
  };
  if (patterns.length > 0) {
    parameter.description = `Must match ${unique(
      patterns.map(({ value }) => code(value)),
    ).join(' or ')}.`;
  } else if (everywhere) {
    parameter.schema.enum = unique(exact.map(({ value }) => value)).sort();
  }
  return parameter;
}

function parametersOf(
  sources: readonly MatchSource[],
  place: 'query' | 'header',
): Parameter[] {
  const conditions = new Map<string, Array<HTTPHeaderMatch | undefined>>();
  sources.forEach(({ match }, position) => {
    const list = place === 'query' ? match.queryParams : match.headers;
    for (const condition of list) {
      const key =
        place === 'query' ? condition.name : condition.name.toLowerCase();
      const known = conditions.get(key) ?? [];
      known[position] ??= condition;
      conditions.set(key, known);
    }
  });
  return [...conditions.keys()].sort().map(key => {
    const found = (conditions.get(key) ?? []).filter(
      (one): one is HTTPHeaderMatch => one !== undefined,
    );
    return parameterOf(
      place,
      found[0].name,
      found,
      found.length === sources.length,
    );
  });
}

function matchFacts({ route, rule, match }: MatchSource) {
  const { name } = route.rules[rule];
  return {
    route: `${route.metadata.namespace}/${route.metadata.name}`,
    rule,
    ...(name !== undefined && { ruleName: name }),
    path: { type: match.path.type, value: match.path.value },
    ...(match.headers.length > 0 && { headers: match.headers }),
    ...(match.queryParams.length > 0 && { queryParams: match.queryParams }),
  };
}

/**
 * The operation that stands for every match of one path and method. A parameter is required when no
 * match does without it. `documentServers` are those of the whole document; an operation names its own
 * only where it differs.
 */
export function operationOf(
  path: DocumentPath,
  sources: readonly MatchSource[],
  documentServers: ReadonlyMap<string, Server>,
): Record<string, unknown> {
  const parameters: Parameter[] = [
    ...(path.templated
      ? [
          {
            name: 'path',
            in: 'path' as const,
            required: true,
            description: 'The rest of the path. It may hold slashes.',
            schema: { type: 'string' as const },
          },
        ]
      : []),
    ...parametersOf(sources, 'query'),
    ...parametersOf(sources, 'header'),
  ];
  const servers = new Map(sources.flatMap(source => [...source.servers]));
  const names = unique(
    sources.map(
      ({ route }) => `${route.metadata.namespace}/${route.metadata.name}`,
    ),
  );
  const words = unique([
    `Answers ${unique(sources.map(({ match }) => wordsOfPath(match.path))).join(
      '; ',
    )}.`,
    ...sources.flatMap(wordsOfBackends),
  ]);
  return {
    tags: names,
    description: words.join('\n\n'),
    ...(servers.size > 0 &&
      servers.size !== documentServers.size && {
        servers: sortServers(servers.values()),
      }),
    ...(parameters.length > 0 && { parameters }),
    responses: { default: { description: 'The answer of the backend' } },
    'x-envoy-gateway-match': sources.map(matchFacts),
  };
}
