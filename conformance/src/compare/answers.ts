import {
  EffectivePolicy,
  JsonObject,
  numberAt,
  objectAt,
  RuleAnswer,
} from '@envoy-gateway-portal/gateway-model';

/** Envoy's own, where none is said. */
const REDIRECT_STATUS = 301;

/** What Envoy does with a request, of Envoy Gateway's representation. */
export function observedAnswer(route: JsonObject): string {
  if (objectAt(route, 'directResponse')) {
    return `answers ${
      numberAt(route, 'directResponse', 'statusCode') ?? 'by itself'
    }`;
  }
  return objectAt(route, 'redirect')
    ? `redirects ${
        numberAt(route, 'redirect', 'statusCode') ?? REDIRECT_STATUS
      }`
    : 'forwards';
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
    return `redirects ${answer.status}`;
  }
  return `answers ${answer.status}`;
}
