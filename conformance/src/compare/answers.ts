import {
  EffectivePolicy,
  JsonObject,
  numberAt,
  objectAt,
  RuleOutcome,
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
  rule: RuleOutcome,
  policies: readonly (EffectivePolicy | undefined)[],
): string {
  const failed = policies.find(
    policy => policy?.failure?.answers !== undefined,
  );
  if (failed) {
    return `answers ${failed.failure?.answers}`;
  }
  if (!rule.answers) {
    return 'forwards';
  }
  if (rule.answers.why === 'Redirect') {
    return 'redirects';
  }
  return `answers ${rule.answers.status}`;
}
