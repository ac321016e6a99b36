import { at, isJsonObject, JsonObject, objectAt, stringAt } from '../../json';
import { kindKey } from '../../resources/objectRef';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { RouteProblem } from '../types';
import { versionRules } from '../versionRules';
import {
  fail,
  FiltersInput,
  FiltersOutcome,
  GatheredFilters,
  HttpRouteKind,
} from './gatheredFilters';
import { headerModifierProblem } from './headerModifier';
import { takeMirror } from './mirrorFilter';
import { groupProblems, notAccepted } from './problems';
import { judgeRedirect } from './redirect';
import { takeExtension } from './routeFilter';
import { coreRewrite } from './urlRewrite';

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
  const knowsFilters =
    kind === 'HTTPRoute' || versionRules(world.settings).grpcRouteFilters;
  return (knowsFilters &&
    group === ENVOY_GATEWAY_GROUP &&
    refKind === 'HTTPRouteFilter') ||
    world.settings.extensionKinds?.has(kindKey({ group, kind: refKind }))
    ? undefined
    : `Extension filters of kind ${group}/${refKind} are not known.`;
}

function takeFilter(
  input: FiltersInput,
  gathered: GatheredFilters,
  filter: JsonObject,
  index: number,
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
      gathered.cors = objectAt(filter, 'cors') ? index : gathered.cors;
      break;
    default:
      takeExtension(input, gathered, at(filter, 'extensionRef'));
  }
}

function incompatible(message: string): RouteProblem {
  return notAccepted('IncompatibleFilters', message);
}

/** What only shows when all filters are known. */
function settle(kind: HttpRouteKind, gathered: GatheredFilters) {
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
  const gathered: GatheredFilters = {
    problems: [],
    presumptions: [],
    rewrite: {},
    mirrors: 0,
    matches: [],
  };
  for (const [index, raw] of input.filters.entries()) {
    if (gathered.directResponse) {
      break;
    }
    const filter = isJsonObject(raw) ? raw : {};
    const message = unknownFilter(input, filter);
    if (message === undefined) {
      takeFilter(input, gathered, filter, index);
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
