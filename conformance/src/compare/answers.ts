import {
  EffectivePolicy,
  JsonObject,
  numberAt,
  objectAt,
  RuleAnswer,
} from '@envoy-gateway-portal/gateway-model';

/** What Envoy does with a request, of Envoy Gateway's representation. */
export function observedAnswer(route: JsonObject): string {
  if (objectAt(route, 'directResponse')) {
    return `answers ${
      numberAt(route, 'directResponse', 'statusCode') ?? 'by itself'
    }`;
  }
  return objectAt(route, 'redirect') ? 'redirects' : 'forwards';
}

/** The same, as the model says it. */
export function predictedAnswer(
  answer: RuleAnswer | undefined,
  policies: readonly (EffectivePolicy | undefined)[],
): string {
  const failed = policies.find(
    policy => policy?.failure?.answers !== undefined,
  );
  if (failed) {
    return `answers ${failed.failure?.answers}`;
  }
  if (!answer) {
    return 'forwards';
  }
  if (answer.why === 'Redirect') {
    return 'redirects';
  }
  return `answers ${answer.status}`;
}
