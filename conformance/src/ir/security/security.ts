import {
  at,
  EffectivePolicy,
  JsonObject,
  listAt,
  objectAt,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { IrRoute, RouteProjection } from '../types';
import { pick } from '../values';
import { observedDestination } from './destination';
import { apiKeyAuth, basicAuth, jwt, oidc } from './identities';
import { ownersOf, Owners } from './owners';
import { authorization, cors, csrf, extAuth } from './permissions';

type Part = (
  value: unknown,
  owners: Owners,
  translation: Translation,
) => JsonObject;

const PARTS: Record<string, Part> = {
  cors,
  csrf,
  jwt,
  oidc,
  apiKeyAuth,
  basicAuth,
  extAuth,
  authorization,
};

/** A part that failed is left out. */
function features(
  policy: EffectivePolicy,
  translation: Translation,
): JsonObject {
  const owners = ownersOf(policy);
  const { failure } = policy;
  // Rules that the listener cannot keep stay, and requests are refused.
  const failed = (failure?.paths ?? [failure?.path ?? ''])
    .filter(path => path !== 'authorization.rules')
    .map(path => path.split(/[.[]/)[0]);
  return Object.fromEntries(
    Object.entries(PARTS).map(([field, project]) => {
      const value = objectAt(policy.spec, field);
      return [
        field,
        value && !failed.includes(field)
          ? project(value, owners, translation)
          : undefined,
      ];
    }),
  );
}

const withDestination = (service: unknown) =>
  objectAt(service) && {
    ...objectAt(service),
    destination: observedDestination(at(service, 'destination')),
  };

/** Without names that settings go by, which say nothing, and without what is kept secret. */
function observedTraffic(traffic: unknown) {
  const dns = objectAt(traffic, 'dns');
  return (
    objectAt(traffic) && {
      ...objectAt(traffic),
      dns: dns && { ...dns, name: undefined },
    }
  );
}

function observedService(service: unknown) {
  return (
    objectAt(service) && {
      ...withDestination(service),
      traffic: observedTraffic(at(service, 'traffic')),
    }
  );
}

function observedFeatures(security: unknown): JsonObject | undefined {
  const found = objectAt(security);
  const part = (field: string) => objectAt(found, field);
  const call = part('extAuth');
  const extensions = listAt(call, 'contextExtensions').map(one =>
    pick(one, 'name'),
  );
  const tokens = part('jwt');
  const login = part('oidc');
  return (
    found && {
      ...found,
      jwt: tokens && {
        ...tokens,
        providers: listAt(tokens, 'providers').map(provider => ({
          ...objectAt(provider),
          remoteJWKS: observedService(at(provider, 'remoteJWKS')),
        })),
      },
      oidc: login && {
        ...login,
        clientSecret: undefined,
        hmacSecret: undefined,
        cookieSuffix: undefined,
        provider: observedService(at(login, 'provider')),
      },
      apiKeyAuth: part('apiKeyAuth') && {
        ...part('apiKeyAuth'),
        credentials: listAt(part('apiKeyAuth'), 'credentials').length,
      },
      basicAuth: part('basicAuth') && {
        ...part('basicAuth'),
        users: undefined,
      },
      extAuth: call && {
        ...call,
        contextExtensions: extensions.length > 0 ? extensions : undefined,
        traffic: observedTraffic(at(call, 'traffic')),
        http: withDestination(at(call, 'http')),
        grpc: withDestination(at(call, 'grpc')),
      },
    }
  );
}

function observed({ layer, route }: IrRoute): JsonObject {
  return layer === 'http'
    ? { security: observedFeatures(route.security) }
    : { authorization: route.authorization };
}

/** What a SecurityPolicy becomes. */
export const security: RouteProjection = {
  observed,
  expected({ policy, translation, route }) {
    if (!policy) {
      return {};
    }
    const all = features(policy, translation);
    return route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute'
      ? { security: all }
      : { authorization: all.authorization };
  },
};
