import { policy, target } from '../__testUtils__/objects';
import { createSnapshot } from '../snapshot';
import { PolicyKind } from '../resources';
import { policyEffects } from './policyEffects';

function effects(kind: PolicyKind, spec: Record<string, unknown>) {
  const snapshot = createSnapshot([
    policy(kind, 'payments/p', {
      targetRefs: [target('HTTPRoute', 'pay')],
      ...spec,
    }),
  ]);
  const [found] = snapshot.policies(kind);
  return policyEffects(found);
}

describe('policyEffects', () => {
  it('says who may call', () => {
    expect(
      effects('SecurityPolicy', {
        mergeType: 'StrategicMerge',
        apiKeyAuth: {
          credentialRefs: [
            { name: 'keys' },
            { name: 'far', namespace: 'vault' },
          ],
          extractFrom: [
            { headers: ['x-api-key'], params: ['key'] },
            { cookies: ['k'] },
          ],
        },
        jwt: {
          optional: true,
          providers: [
            { name: 'auth0', issuer: 'https://a', audiences: ['pay'] },
            { name: 'bare' },
          ],
        },
        basicAuth: { users: { name: 'htpasswd' } },
        oidc: {
          provider: { issuer: 'https://b' },
          clientSecret: { name: 'secret' },
        },
        extAuth: { http: {} },
        authorization: { defaultAction: 'Allow', rules: [{}, {}] },
        cors: { allowOrigins: ['https://*.example.com'] },
        csrf: {},
      }),
    ).toEqual([
      {
        type: 'apiKey',
        in: ['header x-api-key', 'query parameter key', 'cookie k'],
        secrets: ['payments/keys', 'vault/far'],
      },
      {
        type: 'jwt',
        optional: true,
        providers: [
          { name: 'auth0', issuer: 'https://a', audiences: ['pay'] },
          { name: 'bare', audiences: [] },
        ],
      },
      { type: 'basicAuth' },
      { type: 'oidc', issuer: 'https://b' },
      { type: 'extAuth' },
      { type: 'authorization', defaultAction: 'Allow', rules: 2 },
      { type: 'cors', origins: ['https://*.example.com'] },
      { type: 'other', field: 'csrf' },
    ]);
    expect(effects('SecurityPolicy', { authorization: {} })).toEqual([
      { type: 'authorization', defaultAction: 'Deny', rules: 0 },
    ]);
  });

  it('says how much traffic, how long and how often', () => {
    expect(
      effects('BackendTrafficPolicy', {
        rateLimit: {
          type: 'Global',
          global: {
            rules: [
              {
                clientSelectors: [{ headers: [{ name: 'x-user' }] }],
                limit: { requests: 20, unit: 'Minute' },
              },
              { limit: { requests: 100, unit: 'Week' } },
              { limit: { fromMetadata: {} } },
            ],
          },
          local: { rules: [{ limit: { requests: 5, unit: 'Second' } }] },
        },
        timeout: { http: { requestTimeout: '15s' } },
        retry: {},
        circuitBreaker: { maxConnections: 1 },
      }),
    ).toEqual([
      {
        type: 'rateLimit',
        scope: 'global',
        requests: 20,
        unit: 'Minute',
        conditional: true,
      },
      {
        type: 'rateLimit',
        scope: 'global',
        requests: 100,
        unit: 'Week',
        conditional: false,
      },
      {
        type: 'rateLimit',
        scope: 'local',
        requests: 5,
        unit: 'Second',
        conditional: false,
      },
      { type: 'timeout', request: '15s' },
      { type: 'retry', attempts: 2 },
      { type: 'other', field: 'circuitBreaker' },
    ]);
  });

  it('names what it does not understand instead of guessing', () => {
    expect(
      effects('BackendTrafficPolicy', {
        rateLimit: { global: { rules: 'x' } },
        timeout: { tcp: { connectTimeout: '1s' } },
        retry: 'often',
        jwt: null,
        [`z${'z'.repeat(70_000)}`]: 1,
      }),
    ).toEqual([
      { type: 'other', field: 'rateLimit' },
      { type: 'other', field: 'timeout' },
      { type: 'other', field: 'retry' },
      { type: 'other', field: `${'z'.repeat(80)}…` },
    ]);
    expect(
      effects(
        'SecurityPolicy',
        Object.fromEntries(
          Array.from({ length: 5_000 }, (_, index) => [`f${index}`, {}]),
        ),
      ),
    ).toHaveLength(100);
  });

  it('never tells what an inline Secret may say', () => {
    const told = JSON.stringify(
      effects('SecurityPolicy', {
        apiKeyAuth: {
          credentialRefs: [{ name: 'keys', value: 'hunter2' }],
          extractFrom: [],
        },
        basicAuth: { users: { name: 'u', data: 'hunter2' } },
        oidc: { clientSecret: 'hunter2', clientID: 'hunter2' },
        jwt: {
          providers: [
            { name: 'p', localJWKS: { inline: 'hunter2' }, issuer: 'i' },
          ],
        },
      }),
    );
    expect(told).not.toContain('hunter2');
  });
});
