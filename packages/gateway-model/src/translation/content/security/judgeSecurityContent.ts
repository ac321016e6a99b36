import { booleanAt } from '../../../json';
import {
  BackendStage,
  ContentInput,
  ContentOutcome,
  ContentProblem,
  World,
} from '../../types';
import { PartOutcome, Problem, translationProblem } from '../problem';
import { authorizationProblem } from './authorization';
import { SecurityContext } from './context';
import { judgeApiKeyAuth, judgeBasicAuth } from './credentials';
import { judgeExtAuth } from './extAuth';
import { geoIpProblem } from './geoIp';
import { judgeJwt } from './jwt';
import { judgeOidc } from './oidc';
import { httpValidationProblem, tcpValidationProblem } from './validation';

/** Only policies of routes are validated before they are applied: a merged one by itself, too, before that. */
function validationProblem({
  spec,
  policy,
  route,
}: ContentInput): Problem | undefined {
  if (!route) {
    return undefined;
  }
  const check =
    route.kind === 'TCPRoute' ? tcpValidationProblem : httpValidationProblem;
  return check(policy.spec) ?? check(spec);
}

/** Rules about places are checked where the rest of the rules is in order. */
function judgeAuthorization({ input }: SecurityContext): readonly Problem[] {
  const problem = authorizationProblem(input.spec);
  if (problem) {
    return [problem];
  }
  return input.listeners.flatMap(
    listener => geoIpProblem(input, listener) ?? [],
  );
}

/** What Envoy Gateway finds in a SecurityPolicy, in the order it looks at the parts. */
export function judgeSecurityContent(
  world: World,
  backends: BackendStage,
  input: ContentInput,
): ContentOutcome {
  const invalid = validationProblem(input);
  if (invalid) {
    const problem: ContentProblem = {
      ...invalid,
      reason: 'Invalid',
      phase: 'validation',
    };
    return { problems: [problem], warnings: [] };
  }
  const context: SecurityContext = { world, backends, input };
  const extAuth = judgeExtAuth(context);
  const parts: readonly PartOutcome[] = [
    judgeBasicAuth(context),
    judgeApiKeyAuth(context),
    ...judgeAuthorization(context).map(problem => ({ problem })),
    judgeOidc(context),
    judgeJwt(context),
  ];
  const problems: ContentProblem[] = parts.flatMap(({ problem }) =>
    problem ? [translationProblem(problem)] : [],
  );
  if (extAuth.problem) {
    problems.push({
      ...translationProblem(extAuth.problem),
      failOpen: booleanAt(input.spec, 'extAuth', 'failOpen') ?? false,
    });
  }
  const unknown = [...parts, extAuth].find(part => part.unknown)?.unknown;
  return { problems, ...(unknown && { unknown }), warnings: [] };
}
