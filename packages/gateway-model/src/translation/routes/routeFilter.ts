import { listAt, numberAt, objectAt, stringAt } from '../../json';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { Item } from '../types';
import { fail, FiltersInput, GatheredFilters } from './gatheredFilters';
import { notAccepted } from './problems';
import {
  judgeCredential,
  judgeResponseBody,
  RefOutcome,
} from './routeFilterRefs';
import { extensionRewrite } from './urlRewrite';

/** Takes in what a Secret or ConfigMap came to; says whether the rest of the filter still counts. */
function takeRef(
  gathered: GatheredFilters,
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

/** In the order in which upstream stops at the first problem. */
function takeRouteFilter(
  input: FiltersInput,
  gathered: GatheredFilters,
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

/** Takes in a filter that is an object of its own: an HTTPRouteFilter, or one of an extension server. */
export function takeExtension(
  input: FiltersInput,
  gathered: GatheredFilters,
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
