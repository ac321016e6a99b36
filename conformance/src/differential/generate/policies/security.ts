import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../../random';
import { Draft, ENVOY_GATEWAY } from '../draft';

const SECRET_NAMES = ['keys', 'keys', 'missing', 'empty', 'opaque'];

function serviceRef(draft: Draft, namespace: string): JsonObject {
  const { random, services, backends } = draft;
  if (backends.length > 0 && random.chance(0.25)) {
    const backend = random.pick(backends);
    return {
      group: ENVOY_GATEWAY,
      kind: 'Backend',
      name: backend.name,
      ...(backend.namespace !== namespace && { namespace: backend.namespace }),
    };
  }
  const service = random.pick(services);
  return {
    name: random.chance(0.1) ? 'missing' : service.name,
    ...(service.namespace !== namespace && { namespace: service.namespace }),
    port: random.pick([8080, 8080, 8080, 9999]),
  };
}

/** References of a policy to services it calls. */
export function serviceRefs(draft: Draft, namespace: string): JsonObject[] {
  return Array.from({ length: draft.random.chance(0.85) ? 1 : 2 }, () =>
    serviceRef(draft, namespace),
  );
}

function cors(random: Random): JsonObject {
  return random.pick<JsonObject>([
    { allowOrigins: ['https://www.example.com'], allowMethods: ['GET'] },
    { allowOrigins: ['https://*.example.com'], maxAge: '10m' },
    { allowOrigins: ['*'], allowCredentials: true },
    { allowMethods: ['GET', 'POST'] },
    { allowOrigins: ['http://a.test:8080'], exposeHeaders: ['x-one'] },
  ]);
}

function apiKeys(draft: Draft): JsonObject {
  const { random, namespaces } = draft;
  return {
    credentialRefs: [
      {
        name: random.pick(SECRET_NAMES),
        ...(random.chance(0.15) && { namespace: random.pick(namespaces) }),
      },
    ],
    extractFrom: random.pick<JsonObject[]>([
      [{ headers: ['x-api-key'] }],
      [{ params: ['key'] }],
      [{ headers: ['x-api-key'] }, { cookies: ['key'] }],
    ]),
    ...(random.chance(0.3) && { forwardClientIDHeader: 'x-client' }),
    ...(random.chance(0.3) && { sanitize: true }),
  };
}

function basicAuth(random: Random): JsonObject {
  return {
    users: { name: random.pick(['users', 'users', 'missing', 'opaque']) },
    ...(random.chance(0.3) && { forwardUsernameHeader: 'x-user' }),
  };
}

const INLINE_JWKS = '{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}';

function jwt(draft: Draft, namespace: string): JsonObject {
  const { random } = draft;
  const provider = (name: string): JsonObject => ({
    name,
    issuer: 'https://issuer.example.com',
    ...random.pick<JsonObject>([
      { localJWKS: { type: 'Inline', inline: INLINE_JWKS } },
      {
        localJWKS: {
          type: 'ValueRef',
          valueRef: {
            group: '',
            kind: 'ConfigMap',
            name: random.pick(['jwks', 'missing', 'empty']),
          },
        },
      },
      { remoteJWKS: { uri: 'https://issuer.example.com/jwks.json' } },
      {
        remoteJWKS: {
          uri: 'https://issuer.example.com/jwks.json',
          backendRefs: serviceRefs(draft, namespace),
        },
      },
      { localJWKS: { type: 'Inline', inline: 'not json' } },
    ]),
    ...(random.chance(0.3) && { audiences: ['portal'] }),
    ...(random.chance(0.3) && {
      claimToHeaders: [{ claim: 'sub', header: 'x-sub' }],
    }),
  });
  return {
    ...random.pick<JsonObject>([{}, { optional: true }, { failOpen: true }]),
    providers: random.chance(0.8)
      ? [provider('one')]
      : [provider('one'), provider('two')],
  };
}

function extAuth(draft: Draft, namespace: string): JsonObject {
  const { random } = draft;
  const backendRefs = serviceRefs(draft, namespace);
  const settings = random.pick<JsonObject>([
    {},
    {},
    { backendSettings: { retry: { numRetries: 2 } } },
    { backendSettings: { circuitBreaker: { maxConnections: 4 } } },
  ]);
  return {
    ...(random.chance(0.5)
      ? { http: { backendRefs, path: '/check', ...settings } }
      : { grpc: { backendRefs, ...settings } }),
    ...(random.chance(0.3) && { failOpen: true }),
    ...(random.chance(0.3) && { headersToExtAuth: ['x-token'] }),
    ...(random.chance(0.2) && { bodyToExtAuth: { maxRequestBytes: 1024 } }),
    ...(random.chance(0.15) && {
      contextExtensions: [
        random.pick<JsonObject>([
          { name: 'tier', type: 'Value', value: 'gold' },
          {
            name: 'tier',
            type: 'ValueRef',
            valueRef: {
              group: '',
              kind: random.pick(['ConfigMap', 'Secret']),
              name: random.pick(['jwks', 'keys', 'missing']),
              key: 'jwks',
            },
          },
        ]),
      ],
    }),
  };
}

function authorization(random: Random): JsonObject {
  const allow = (principal: JsonObject) => ({
    defaultAction: 'Deny',
    rules: [{ name: 'one', action: 'Allow', principal }],
  });
  return random.pick<JsonObject>([
    allow({ clientCIDRs: ['10.0.0.0/8', '192.168.1.0/24'] }),
    allow({ headers: [{ name: 'x-role', values: ['admin'] }] }),
    allow({ clientIPGeoLocations: [{ country: 'CH' }] }),
    allow({ clientIPGeoLocations: [{ country: 'CH', region: 'ZH' }] }),
    { defaultAction: 'Deny' },
    {
      rules: [
        { action: 'Deny', principal: { clientCIDRs: ['1.2.3.4/32'] } },
        {
          action: 'Allow',
          operation: { methods: ['GET'] },
          principal: { clientCIDRs: ['10.0.0.0/8'] },
        },
      ],
    },
    { rules: [{ action: 'Allow', cel: "request.path.startsWith('/a')" }] },
    { rules: [{ action: 'Allow', cel: 'request.path.startsWith(' }] },
    {
      rules: [
        {
          action: 'Allow',
          operation: {
            path: { type: 'RegularExpression', value: '/v[0-9' },
          },
          principal: { clientCIDRs: ['10.0.0.0/8'] },
        },
      ],
    },
  ]);
}

function oidc(random: Random): JsonObject {
  return {
    provider: {
      issuer: 'https://login.example.com',
      authorizationEndpoint: 'https://login.example.com/authorize',
      tokenEndpoint: 'https://login.example.com/token',
    },
    ...(random.chance(0.7)
      ? { clientID: 'portal' }
      : { clientIDRef: { name: random.pick(['oidc', 'missing']) } }),
    clientSecret: { name: random.pick(['oidc', 'oidc', 'missing', 'empty']) },
    ...random.pick<JsonObject>([
      {},
      { redirectURL: 'https://a.example.com/callback' },
      { redirectURL: '%REQ(x-forwarded-proto)%://%REQ(:authority)%/callback' },
      { scopes: ['profile'], logoutPath: '/bye' },
      { redirectURL: 'not a url' },
    ]),
  };
}

/** A SecurityPolicy's settings. */
export function securitySpec(draft: Draft, namespace: string): JsonObject {
  const { random } = draft;
  const settings: Record<string, () => JsonObject> = {
    cors: () => cors(random),
    apiKeyAuth: () => apiKeys(draft),
    basicAuth: () => basicAuth(random),
    jwt: () => jwt(draft, namespace),
    extAuth: () => extAuth(draft, namespace),
    authorization: () => authorization(random),
    oidc: () => oidc(random),
    csrf: () =>
      random.pick<JsonObject>([
        {},
        { additionalOrigins: ['https://www.example.com'] },
        { shadowFraction: { numerator: 10 } },
      ]),
  };
  return Object.fromEntries(
    random
      .some(Object.keys(settings), 0, 2)
      .map(name => [name, settings[name]()]),
  );
}

/** What a SecurityPolicy may say of a TCPRoute. */
export function tcpSecuritySpec(random: Random): JsonObject {
  return {
    authorization: {
      defaultAction: 'Deny',
      rules: [
        random.pick<JsonObject>([
          {
            action: 'Allow',
            principal: { clientCIDRs: ['10.0.0.0/8'] },
          },
          {
            action: 'Allow',
            principal: { headers: [{ name: 'x', values: ['y'] }] },
          },
        ]),
      ],
    },
    ...(random.chance(0.2) && { cors: cors(random) }),
  };
}
