import { HttpRouteRequest } from '../input';
import { isLabel } from '../names';
import { Manifest } from './types';

const POLICY_API = 'gateway.envoyproxy.io/v1alpha1';

/** Every address, of either family; a policy counts clients by what falls under it. */
const EVERY_ADDRESS = ['0.0.0.0/0', '::/0'];

function targetRefs({ name }: HttpRouteRequest): object[] {
  return [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name }];
}

/** A name for the provider that people recognise: the issuer's host, if it has one. */
function providerName(issuer: string): string {
  const host = URL.canParse(issuer) ? new URL(issuer).hostname : '';
  return host.split('.').every(isLabel) ? host : 'jwt';
}

/** Who may call the route; `undefined` when anybody may. */
export function securityPolicyManifest(
  request: HttpRouteRequest,
): Manifest | undefined {
  const { name, namespace, authentication } = request;
  const { type, apiKey, jwt } = authentication;
  const policy = (spec: object): Manifest => ({
    apiVersion: POLICY_API,
    kind: 'SecurityPolicy',
    metadata: { name, namespace },
    spec: { targetRefs: targetRefs(request), ...spec },
  });
  if (type === 'apiKey' && apiKey) {
    return policy({
      apiKeyAuth: {
        credentialRefs: [{ name: apiKey.secretName }],
        extractFrom: [{ headers: [apiKey.header] }],
      },
    });
  }
  if (type === 'jwt' && jwt) {
    return policy({
      jwt: {
        providers: [
          {
            name: providerName(jwt.issuer),
            issuer: jwt.issuer,
            ...(jwt.audiences.length > 0 && { audiences: jwt.audiences }),
            remoteJWKS: { uri: jwt.jwksUri },
          },
        ],
      },
    });
  }
  return undefined;
}

/** What tells clients apart: one selector per rule of the limit. */
function clientSelectors({ authentication }: HttpRouteRequest): object[] {
  if (authentication.type === 'apiKey' && authentication.apiKey) {
    const { header } = authentication.apiKey;
    return [{ headers: [{ name: header, type: 'Distinct' }] }];
  }
  return EVERY_ADDRESS.map(value => ({
    sourceCIDR: { type: 'Distinct', value },
  }));
}

/**
 * How much the route lets through; `undefined` when there is no limit. The limit is local: every proxy
 * keeps its own count, and no rate limit service is needed.
 */
export function backendTrafficPolicyManifest(
  request: HttpRouteRequest,
): Manifest | undefined {
  const { name, namespace, rateLimit } = request;
  if (!rateLimit) {
    return undefined;
  }
  const { requests, unit, perClient } = rateLimit;
  const limit = { requests, unit };
  return {
    apiVersion: POLICY_API,
    kind: 'BackendTrafficPolicy',
    metadata: { name, namespace },
    spec: {
      targetRefs: targetRefs(request),
      rateLimit: {
        local: {
          rules: perClient
            ? clientSelectors(request).map(selector => ({
                clientSelectors: [selector],
                limit,
              }))
            : [{ limit }],
        },
      },
    },
  };
}
