import { at, JsonObject, listAt, objectAt } from '../../../json';
import {
  BackendStage,
  ContentInput,
  ContentOutcome,
  TranslationSettings,
  World,
} from '../../types';
import {
  byteCountProblem,
  circuitBreakerProblem,
  connectionProblem,
  http2Problems,
  keepaliveProblem,
  loadBalancerProblem,
  retryProblem,
  timeoutProblems,
} from '../clusterSettings';
import { Problem, translationProblem } from '../problem';
import { bandwidthLimitProblem } from './bandwidthLimit';
import { rateLimitProblem } from './rateLimit';
import { judgeResponseOverrides } from './responseOverride';
import { statNameProblem } from './statName';

type Check = (
  value: unknown,
  path: string,
  settings: TranslationSettings,
) => Problem | readonly Problem[] | undefined;

/** In the order Envoy Gateway reports them. */
const CHECKS: ReadonlyArray<readonly [field: string, check: Check]> = [
  ['rateLimit', rateLimitProblem],
  ['bandwidthLimit', bandwidthLimitProblem],
  ['loadBalancer', loadBalancerProblem],
  ['circuitBreaker', circuitBreakerProblem],
  ['tcpKeepalive', keepaliveProblem],
  ['retry', retryProblem],
  ['timeout', timeoutProblems],
  ['connection', connectionProblem],
  ['http2', http2Problems],
];

function requestBufferProblems(spec: JsonObject): readonly Problem[] {
  const buffer = objectAt(spec, 'requestBuffer');
  if (!buffer) {
    return [];
  }
  const path = 'requestBuffer.limit';
  const problem = byteCountProblem(at(buffer, 'limit'), path);
  if (problem) {
    return [problem];
  }
  return listAt(spec, 'httpUpgrade').length === 0
    ? []
    : [
        {
          path: 'requestBuffer',
          message: 'requestBuffer cannot be used together with httpUpgrade',
        },
      ];
}

/** What Envoy Gateway finds in a BackendTrafficPolicy when it applies it: the same wherever that is. */
export function judgeTrafficContent(
  world: World,
  _backends: BackendStage,
  input: ContentInput,
): ContentOutcome {
  const { spec } = input;
  const overrides = judgeResponseOverrides(world, input);
  const problems = [
    ...CHECKS.flatMap(([field, check]) => {
      const value = at(spec, field);
      return value === undefined
        ? []
        : check(value, field, world.settings) ?? [];
    }),
    ...(overrides.problem ? [overrides.problem] : []),
    ...requestBufferProblems(spec),
    ...[statNameProblem(at(spec, 'telemetry'), 'telemetry')].flatMap(
      problem => problem ?? [],
    ),
  ];
  return {
    problems: problems.map(translationProblem),
    ...(overrides.unknown && { unknown: overrides.unknown }),
    warnings: [],
  };
}
