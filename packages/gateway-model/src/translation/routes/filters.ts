import {
  at,
  isJsonObject,
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '../../json';
import { kindKey } from '../../resources/objectRef';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { BackendRefOutcome, Item, RouteProblem, World } from '../types';
import { headerModifierProblem } from './headerModifier';
import { groupProblems, notAccepted, Presumption } from './problems';
import { judgeRedirect } from './redirect';
import {
  judgeCredential,
  judgeResponseBody,
  RefOutcome,
} from './routeFilterRefs';
import { coreRewrite, extensionRewrite, Rewrite } from './urlRewrite';

export type HttpRouteKind = 'HTTPRoute' | 'GRPCRoute';

export interface FiltersInput {
  readonly world: World;
  readonly route: Item;
  readonly kind: HttpRouteKind;
  readonly filters: readonly unknown[];
  /** Judges what a RequestMirror sends to. */
  readonly mirror: (backendRef: JsonObject) => BackendRefOutcome;
}

/** What the filters of a rule, or of a backendRef, come to together. */
export interface FiltersOutcome {
  /** One per condition type. */
  readonly problems: readonly RouteProblem[];
  readonly presumptions: readonly Presumption[];
  /** Status of the direct response, 500 where a bad filter made it one. */
  readonly directResponse?: { status: number; failed: boolean };
  readonly redirect?: { status: number };
  readonly rewritesHostFromPath: boolean;
  readonly cors: boolean;
  /** `matches` of an HTTPRouteFilter, to be met beside the rule's own. */
  readonly matches: readonly unknown[];
}

const CORE_FILTERS: Record<HttpRouteKind, ReadonlySet<string>> = {
  HTTPRoute: new Set([
    'RequestMirror',
    'URLRewrite',
    'RequestRedirect',
    'RequestHeaderModifier',
    'ResponseHeaderModifier',
    'CORS',
  ]),
  GRPCRoute: new Set([
    'RequestMirror',
    'RequestHeaderModifier',
    'ResponseHeaderModifier',
  ]),
};

const FAILED = { status: 500, failed: true };

/** What has been gathered from the filters read so far. */
interface Gathered {
  problems: RouteProblem[];
  presumptions: Presumption[];
  directResponse?: { status: number; failed: boolean };
  redirect?: { status: number };
  rewrite: Rewrite;
  mirrors: number;
  cors: boolean;
  matches: readonly unknown[];
}

/** Why a filter is none Envoy Gateway knows. */
function unknownFilter(
  { world, kind }: FiltersInput,
  filter: JsonObject,
): string | undefined {
  const type = stringAt(filter, 'type') ?? '';
  if (CORE_FILTERS[kind].has(type)) {
    return undefined;
  }
  if (type !== 'ExtensionRef') {
    return `Filter type ${type || '(none)'} is not supported in a ${kind}.`;
  }
  const ref = objectAt(filter, 'extensionRef');
  if (!ref) {
    return 'A filter of type ExtensionRef names no extension.';
  }
  const group = stringAt(ref, 'group') ?? '';
  const refKind = stringAt(ref, 'kind') ?? '';
  return (group === ENVOY_GATEWAY_GROUP && refKind === 'HTTPRouteFilter') ||
    world.settings.extensionKinds?.has(kindKey({ group, kind: refKind }))
    ? undefined
    : `Extension filters of kind ${group}/${refKind} are not known.`;
}

/** A filter that cannot be used at all: requests to the rule are answered with 500. */
function fail(gathered: Gathered, problem: RouteProblem) {
  gathered.directResponse = FAILED;
  gathered.problems.push(problem);
}

/** Takes in what a Secret or ConfigMap came to; says whether the rest of the filter still counts. */
function takeRef(
  gathered: Gathered,
  { problem, unknown }: RefOutcome,
): boolean {
  if (unknown) {
    gathered.presumptions.push({ type: 'Accepted', unknown });
  }
  if (problem !== undefined) {
    fail(gathered, notAccepted('UnsupportedValue', problem));
  }
  return problem === undefined;
}

function takeRouteFilter(
  input: FiltersInput,
  gathered: Gathered,
  filter: Item,
) {
  const { world } = input;
  const { spec } = filter;
  const matches = listAt(spec, 'matches');
  if (matches.length > 0) {
    if (gathered.matches.length > 0) {
      gathered.problems.push(
        notAccepted(
          'UnsupportedValue',
          'Only one HTTPRouteFilter of a rule can have matches.',
        ),
      );
      return;
    }
    gathered.matches = matches;
  }
  const urlRewrite = objectAt(spec, 'urlRewrite');
  if (urlRewrite) {
    const { rewrite, problem } = extensionRewrite(gathered.rewrite, urlRewrite);
    gathered.rewrite = rewrite;
    if (problem) {
      gathered.problems.push(problem);
      return;
    }
  }
  const response = objectAt(spec, 'directResponse');
  if (response) {
    const body = judgeResponseBody(world, filter, objectAt(response, 'body'));
    if (!takeRef(gathered, body)) {
      return;
    }
    gathered.directResponse = {
      status: numberAt(response, 'statusCode') ?? 200,
      failed: false,
    };
  }
  const injection = objectAt(spec, 'credentialInjection');
  if (injection) {
    const valueRef = objectAt(injection, 'credential', 'valueRef');
    takeRef(gathered, judgeCredential(world, filter, valueRef));
  }
}

function takeExtension(
  input: FiltersInput,
  gathered: Gathered,
  extensionRef: unknown,
) {
  const { world, route } = input;
  const kind = stringAt(extensionRef, 'kind') ?? '';
  const ref = {
    group:
      kind === 'HTTPRouteFilter'
        ? ENVOY_GATEWAY_GROUP
        : stringAt(extensionRef, 'group') ?? '',
    kind,
    namespace: route.namespace,
    name: stringAt(extensionRef, 'name') ?? '',
  };
  const found = world.lookup(ref);
  if (found === 'unread') {
    gathered.presumptions.push({
      type: 'ResolvedRefs',
      unknown: {
        reason: 'NotRead',
        message: `The route uses ${kind} ${ref.namespace}/${ref.name} as a filter.`,
        ref,
      },
    });
  } else if (found === 'missing') {
    fail(gathered, {
      type: 'ResolvedRefs',
      reason: 'UnsupportedValue',
      message: `${kind} ${ref.namespace}/${ref.name} does not exist.`,
    });
  } else if (kind === 'HTTPRouteFilter') {
    takeRouteFilter(input, gathered, found);
  }
}

/** An extension server's own kinds of backends may be routed to, and not mirrored to. */
function unmirrored(
  { world }: FiltersInput,
  backendRef: JsonObject,
): string | undefined {
  const group = stringAt(backendRef, 'group') ?? '';
  const kind = stringAt(backendRef, 'kind') ?? 'Service';
  return world.settings.extensionKinds?.has(kindKey({ group, kind }))
    ? `A mirror cannot be sent to a ${kind}.`
    : undefined;
}

/** A mirror's problems do not depend on its being a mirror, except that missing endpoints stop nothing. */
function takeMirror(input: FiltersInput, gathered: Gathered, mirror: unknown) {
  const backendRef = objectAt(mirror, 'backendRef') ?? {};
  const message = unmirrored(input, backendRef);
  if (message !== undefined) {
    const type = 'ResolvedRefs';
    gathered.problems.push({ type, reason: 'InvalidKind', message });
    return;
  }
  const { problem, unknown } = input.mirror(backendRef);
  if (problem) {
    gathered.problems.push({
      ...problem,
      type:
        problem.reason === 'EndpointsNotFound'
          ? 'BackendsAvailable'
          : 'ResolvedRefs',
      message: `A mirror cannot be sent to: ${problem.message}`,
    });
    return;
  }
  if (unknown) {
    gathered.presumptions.push({ type: 'ResolvedRefs', unknown });
  }
  gathered.mirrors += 1;
}

function takeFilter(
  input: FiltersInput,
  gathered: Gathered,
  filter: JsonObject,
) {
  const type = stringAt(filter, 'type') ?? '';
  switch (type) {
    case 'URLRewrite': {
      const { rewrite, problem } = coreRewrite(
        gathered.rewrite,
        at(filter, 'urlRewrite'),
      );
      gathered.rewrite = rewrite;
      if (problem) {
        gathered.problems.push(problem);
      }
      break;
    }
    case 'RequestRedirect': {
      const redirect = objectAt(filter, 'requestRedirect');
      if (gathered.redirect) {
        gathered.problems.push(
          notAccepted(
            'UnsupportedValue',
            'A rule cannot have several RequestRedirect filters.',
          ),
        );
      } else if (redirect) {
        const judged = judgeRedirect(redirect);
        if ('status' in judged) {
          gathered.redirect = judged;
        } else {
          gathered.problems.push(judged);
        }
      }
      break;
    }
    case 'RequestHeaderModifier':
    case 'ResponseHeaderModifier': {
      const field =
        type === 'RequestHeaderModifier'
          ? 'requestHeaderModifier'
          : 'responseHeaderModifier';
      const problem = headerModifierProblem(type, at(filter, field));
      if (problem) {
        gathered.problems.push(problem);
      }
      break;
    }
    case 'RequestMirror':
      if (objectAt(filter, 'requestMirror')) {
        takeMirror(input, gathered, at(filter, 'requestMirror'));
      }
      break;
    case 'CORS':
      gathered.cors = gathered.cors || objectAt(filter, 'cors') !== undefined;
      break;
    default:
      takeExtension(input, gathered, at(filter, 'extensionRef'));
  }
}

function incompatible(message: string): RouteProblem {
  return notAccepted('IncompatibleFilters', message);
}

/** What only shows when all filters are known. */
function settle(kind: HttpRouteKind, gathered: Gathered) {
  if (gathered.directResponse && gathered.mirrors > 0) {
    gathered.directResponse = undefined;
    gathered.mirrors = 0;
    gathered.problems.push(
      incompatible(
        'A rule cannot both mirror requests and answer them itself.',
      ),
    );
  }
  if (gathered.redirect && gathered.mirrors > 0) {
    gathered.redirect = undefined;
    gathered.problems.push(
      incompatible('A rule cannot both mirror requests and redirect them.'),
    );
  }
  const status = gathered.directResponse?.status ?? 0;
  if (kind === 'GRPCRoute' && status >= 200 && status < 300) {
    gathered.directResponse = undefined;
    gathered.problems.push(
      notAccepted(
        'UnsupportedValue',
        `A direct response with status ${status} is no gRPC response: it would have no message.`,
      ),
    );
  }
}

const NO_FILTERS: FiltersOutcome = {
  problems: [],
  presumptions: [],
  rewritesHostFromPath: false,
  cors: false,
  matches: [],
};

/**
 * Judges a list of filters in order. Nothing that follows a direct response is looked at (upstream
 * `ProcessHTTPFilters`, `ProcessGRPCFilters`).
 */
export function judgeFilters(input: FiltersInput): FiltersOutcome {
  if (input.filters.length === 0) {
    return NO_FILTERS;
  }
  const gathered: Gathered = {
    problems: [],
    presumptions: [],
    rewrite: {},
    mirrors: 0,
    cors: false,
    matches: [],
  };
  for (const raw of input.filters) {
    if (gathered.directResponse) {
      break;
    }
    const filter = isJsonObject(raw) ? raw : {};
    const message = unknownFilter(input, filter);
    if (message === undefined) {
      takeFilter(input, gathered, filter);
    } else {
      fail(gathered, notAccepted('UnsupportedValue', message));
    }
  }
  settle(input.kind, gathered);
  return {
    problems: groupProblems(gathered.problems),
    presumptions: gathered.presumptions,
    directResponse: gathered.directResponse,
    redirect: gathered.redirect,
    rewritesHostFromPath: gathered.rewrite.hostFromPath ?? false,
    cors: gathered.cors,
    matches: gathered.matches,
  };
}
