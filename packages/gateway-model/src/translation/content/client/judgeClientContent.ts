import { at, JsonObject, objectAt } from '../../../json';
import {
  BackendStage,
  ContentInput,
  ContentOutcome,
  ContentProblem,
  ListenerContext,
  Unknown,
  World,
} from '../../types';
import { http2Problems } from '../clusterSettings';
import { Problem, translationProblem } from '../problem';
import { http1Problems } from './defaultHost';
import { headerProblems } from './headers';
import { hasTls, isHttp, isTcp } from './listeners';
import { portOverlapProblems } from './portOverlap';
import { judgeTls, TlsFindings } from './tls';
import {
  connectionProblems,
  keepaliveProblems,
  timeoutProblems,
} from './transport';

/** What is wrong on one listener, in the order Envoy Gateway reports it. */
function listenerProblems(
  spec: JsonObject,
  listener: ListenerContext,
  input: ContentInput,
  tls: TlsFindings,
): Problem[] {
  const problems = [
    ...keepaliveProblems(spec),
    ...connectionProblems(spec),
    ...timeoutProblems(spec),
  ];
  if (isHttp(listener)) {
    problems.push(
      ...headerProblems(spec),
      ...http1Problems(spec, listener, input.client?.routes ?? []),
      ...http2Problems(at(spec, 'http2'), 'http2'),
    );
  }
  return hasTls(listener) ? [...problems, ...tls.problems] : problems;
}

/** Envoy cannot check client certificates over QUIC, so HTTP/3 is left out where they are asked for. */
function dropsHttp3(spec: JsonObject, listener: ListenerContext): boolean {
  return (
    isHttp(listener) &&
    hasTls(listener) &&
    objectAt(spec, 'http3') !== undefined &&
    objectAt(spec, 'tls', 'clientValidation') !== undefined
  );
}

function http3Warnings(
  listeners: readonly ListenerContext[],
): ContentOutcome['warnings'] {
  if (listeners.length === 0) {
    return [];
  }
  const names = listeners.map(({ name }) => name).sort();
  const certain = listeners.some(({ unknown }) => !unknown);
  return [
    {
      reason: 'UnsupportedHTTP3ClientValidation',
      message: `HTTP/3 is left out on ${names.join(
        ', ',
      )}, since Envoy cannot validate client certificates over QUIC`,
      ...(!certain && { unknown: listeners[0].unknown }),
    },
  ];
}

/**
 * Once each: what is wrong with the settings themselves is wrong on every listener. It is certain if it is on any,
 * and presumed where all of them are presumed to be ready.
 */
function unique(found: readonly (Problem & { unknown?: Unknown })[]) {
  const byMessage = new Map<string, ContentProblem>();
  for (const { unknown, ...problem } of found) {
    const known = byMessage.get(problem.message);
    if (!known || (known.unknown && !unknown)) {
      byMessage.set(problem.message, {
        ...translationProblem(problem),
        ...(unknown && { unknown }),
      });
    }
  }
  return [...byMessage.values()];
}

/** What Envoy Gateway finds in a ClientTrafficPolicy when it applies it to listeners. */
export function judgeClientContent(
  world: World,
  _backends: BackendStage,
  input: ContentInput,
): ContentOutcome {
  const { spec } = input;
  const found: (Problem & { unknown?: Unknown })[] = [];
  const withoutHttp3: ListenerContext[] = [];
  let tls: TlsFindings | undefined;
  let unknown: Unknown | undefined;
  for (const listener of input.listeners) {
    const overlap = portOverlapProblems(world, listener, input.client);
    if (overlap.length > 0) {
      found.push(...overlap);
      continue;
    }
    if (dropsHttp3(spec, listener)) {
      withoutHttp3.push(listener);
    }
    if (!isHttp(listener) && !isTcp(listener)) {
      // Listeners without a place in Envoy's configuration, and of UDP, are passed over.
      continue;
    }
    if (hasTls(listener)) {
      tls ??= judgeTls(world, input.policy, spec);
      unknown ??= tls.unknown;
    }
    found.push(
      ...listenerProblems(spec, listener, input, tls ?? { problems: [] }).map(
        problem => ({ ...problem, unknown: listener.unknown }),
      ),
    );
  }
  return {
    problems: unique(found),
    unknown,
    warnings: http3Warnings(withoutHttp3),
  };
}
