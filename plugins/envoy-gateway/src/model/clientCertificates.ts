import {
  AttachedPolicyView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { distinct } from './distinct';
import type { Fact } from './facts';
import { objectKey } from './names';
import { byListener } from './policies';

const ASKING = ['apiKey', 'jwt', 'basicAuth', 'oidc', 'extAuth'];

/** Whether a policy asks who calls, or lets nobody in whom it does not name. */
function isAsking(policy: AttachedPolicyView): boolean {
  return (
    policy.kind === 'SecurityPolicy' &&
    policy.inForce &&
    policy.effects.some(
      effect =>
        (ASKING.includes(effect.type) &&
          !(effect.type === 'jwt' && effect.optional)) ||
        (effect.type === 'authorization' && effect.defaultAction === 'Deny'),
    )
  );
}

/**
 * Client certificates that listeners ask for. The overview says that somebody is asked on every listener: where no
 * SecurityPolicy does, it is the TLS settings of the listener's ClientTrafficPolicy.
 */
export function clientCertificates(rule: RuleView): Fact[] {
  if (rule.without.includes('authentication')) {
    return [];
  }
  const asking = [...byListener(rule.policies).values()].flatMap(policies =>
    policies.some(isAsking)
      ? []
      : policies.filter(
          ({ kind, inForce, effects }) =>
            kind === 'ClientTrafficPolicy' &&
            inForce &&
            effects.some(
              effect => effect.type === 'other' && effect.field === 'tls',
            ),
        ),
  );
  return distinct(asking, objectKey).map(policy => ({
    field: 'tls',
    effect: { type: 'clientCertificate' },
    conditions: [],
    values: [],
    sources: [
      {
        kind: policy.kind,
        namespace: policy.namespace,
        name: policy.name,
        level: policy.level,
      },
    ],
    setAside: [],
    listeners: asking
      .filter(one => objectKey(one) === objectKey(policy))
      .map(({ listener }) => listener),
  }));
}
