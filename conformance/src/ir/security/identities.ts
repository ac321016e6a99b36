import {
  at,
  booleanAt,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { serviceFeatures } from '../clusterFeatures';
import { duration, pick } from '../values';
import { destination } from './destination';
import { nameOf, Owners } from './owners';

/** Who may call: what is kept in Secrets is not compared, only how much there is. */
export function apiKeyAuth(
  value: unknown,
  owners: Owners,
  { world }: Translation,
): JsonObject {
  const owner = owners.of(['apiKeyAuth', 'credentialRefs']);
  const clients = new Set<string>();
  for (const ref of listAt(value, 'credentialRefs')) {
    const secret = world.lookup({
      group: '',
      kind: 'Secret',
      namespace: stringAt(ref, 'namespace') ?? owner.namespace,
      name: stringAt(ref, 'name') ?? '',
    });
    const data = typeof secret === 'string' ? {} : secret.object;
    for (const client of Object.keys(objectAt(data, 'data') ?? {})) {
      clients.add(client);
    }
  }
  return {
    credentials: clients.size,
    extractFrom: listAt(value, 'extractFrom').map(source =>
      pick(source, 'headers', 'params', 'cookies'),
    ),
    ...pick(value, 'forwardClientIDHeader', 'sanitize'),
  };
}

export function basicAuth(value: unknown, owners: Owners): JsonObject {
  return {
    name: nameOf(owners.of(['basicAuth'])),
    ...pick(value, 'forwardUsernameHeader'),
  };
}

function localKeys(
  local: unknown,
  namespace: string,
  { world }: Translation,
): unknown {
  if (stringAt(local, 'type') !== 'ValueRef') {
    return at(local, 'inline');
  }
  const configMap = world.lookup({
    group: '',
    kind: 'ConfigMap',
    namespace,
    name: stringAt(local, 'valueRef', 'name') ?? '',
  });
  const object = typeof configMap === 'string' ? undefined : configMap.object;
  const data = objectAt(object, 'data') ?? {};
  return data.jwks ?? Object.values(data)[0];
}

export function jwt(
  value: unknown,
  owners: Owners,
  translation: Translation,
): JsonObject {
  const owner = owners.of(['jwt', 'providers']);
  const providers = listAt(value, 'providers').map((provider, i) => {
    const remote = objectAt(provider, 'remoteJWKS');
    return {
      ...pick(
        provider,
        'name',
        'issuer',
        'audiences',
        'claimToHeaders',
        'recomputeRoute',
        'extractFrom',
      ),
      remoteJWKS: remote && {
        uri: remote.uri,
        cacheDuration: duration(remote, 'cacheDuration'),
        failedRefetchDuration: duration(remote, 'failedRefetchDuration'),
        traffic: serviceFeatures(at(remote, 'backendSettings')),
        destination: destination(
          listAt(remote, 'backendRefs'),
          owner,
          'jwt',
          i,
          translation,
        ),
      },
      localJWKS: remote
        ? undefined
        : localKeys(at(provider, 'localJWKS'), owner.namespace, translation),
    };
  });
  return {
    allowMissing: booleanAt(value, 'optional') || undefined,
    allowMissingOrFailed: booleanAt(value, 'failOpen') || undefined,
    providers: providers.length > 0 ? providers : undefined,
  };
}

/** A client ID is no secret, but may stand in one. */
function clientId(
  value: unknown,
  owners: Owners,
  { world }: Translation,
): unknown {
  const ref = objectAt(value, 'clientIDRef');
  if (!ref || at(value, 'clientID') !== undefined) {
    return at(value, 'clientID');
  }
  const secret = world.lookup({
    group: '',
    kind: 'Secret',
    namespace:
      stringAt(ref, 'namespace') ??
      owners.of(['oidc', 'clientIDRef']).namespace,
    name: stringAt(ref, 'name') ?? '',
  });
  const data = typeof secret === 'string' ? {} : secret.object;
  const encoded = stringAt(data, 'data', 'client-id') ?? '';
  return Buffer.from(encoded, 'base64').toString('utf8');
}

function pathOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('://') + 3));
}

export function oidc(
  value: unknown,
  owners: Owners,
  translation: Translation,
): JsonObject {
  const scopes = listAt(value, 'scopes');
  const redirectURL =
    stringAt(value, 'redirectURL') ??
    '%REQ(x-forwarded-proto)%://%REQ(:authority)%/oauth2/callback';
  const provider = objectAt(value, 'provider');
  return {
    name: nameOf(owners.of(['oidc'])),
    clientID: clientId(value, owners, translation),
    ...pick(value, 'resources', 'cookieDomain', 'cookieConfig'),
    cookieNameOverrides: at(value, 'cookieNames'),
    denyRedirect: at(value, 'denyRedirect'),
    scopes: scopes.includes('openid') ? scopes : [...scopes, 'openid'],
    redirectURL,
    redirectPath: pathOf(redirectURL),
    logoutPath: stringAt(value, 'logoutPath') ?? '/logout',
    forwardAccessToken: booleanAt(value, 'forwardAccessToken') || undefined,
    forwardIDTokenHeader: at(value, 'forwardIDToken', 'header'),
    refreshToken: (booleanAt(value, 'refreshToken') ?? true) || undefined,
    passThroughAuthHeader:
      booleanAt(value, 'passThroughAuthHeader') || undefined,
    disableTokenEncryption:
      booleanAt(value, 'disableTokenEncryption') || undefined,
    defaultTokenTTL: duration(value, 'defaultTokenTTL'),
    defaultRefreshTokenTTL: duration(value, 'defaultRefreshTokenTTL'),
    csrfTokenTTL: duration(value, 'csrfTokenTTL'),
    provider: {
      ...pick(
        provider,
        'authorizationEndpoint',
        'tokenEndpoint',
        'endSessionEndpoint',
      ),
      traffic: serviceFeatures(at(provider, 'backendSettings')),
      destination: destination(
        listAt(provider, 'backendRefs'),
        owners.of(['oidc', 'provider', 'backendRefs']),
        'oidc',
        0,
        translation,
      ),
    },
  };
}
