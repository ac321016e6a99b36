import {
  EffectivePolicyView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import {
  cluster,
  defaultsOfGateway,
  effectivePolicy,
  effectiveValue,
  hostileOverview,
  httpsListener,
  route,
} from '../fixtures';
import { factEffects, ruleFacts, ruleProtection, RuleProtection } from '.';

const [pay, , health] = route().rules;

const LIMITS = {
  kind: 'BackendTrafficPolicy',
  namespace: 'payments',
  name: 'limits',
};

const onHttp = { ...httpsListener, name: 'http' };

function protection(
  changes: Partial<RuleView>,
  inCluster = cluster('production'),
) {
  return ruleProtection(
    route(),
    {
      ...health,
      policies: [],
      effective: [],
      own: [],
      without: [],
      ...changes,
    },
    inCluster,
  );
}

function inForce(...effective: EffectivePolicyView[]) {
  return ruleFacts(route(), { ...health, effective });
}

/** `topic: effect or field, …, -lack`. */
function outline(found: RuleProtection | undefined): string[] | undefined {
  return found?.topics.map(
    ({ topic, facts, lack }) =>
      `${topic}: ${[
        ...facts.map(({ effect, field }) => effect?.type ?? `(${field})`),
        ...(lack ? [`-${lack.how}`] : []),
      ].join(', ')}`,
  );
}

describe('ruleProtection', () => {
  it('tells what is expected first, then the rest, each with who said so', () => {
    const found = ruleProtection(route(), pay, cluster('production'));
    expect(outline(found)).toEqual([
      'authentication: jwt',
      'rateLimit: rateLimit',
      'timeout: timeout',
      'retry: retry',
      'circuitBreaker: (circuitBreaker)',
    ]);
    const source = (topic: string) =>
      found?.topics
        .find(one => one.topic === topic)
        ?.facts[0].sources.map(({ name, level }) => `${name} ${level}`);
    expect(source('authentication')).toEqual(['jwt route']);
    expect(source('timeout')).toEqual(['defaults gateway']);
    expect(source('retry')).toEqual(['limits rule', 'defaults gateway']);
  });

  it('says plainly what nothing asks for', () => {
    expect(outline(ruleProtection(route(), health, undefined))).toEqual([
      'authentication: -everywhere',
      'rateLimit: -everywhere',
      'timeout: -everywhere',
    ]);
  });

  it('tells what is missing on some listeners from what is missing on all', () => {
    const optional = effectivePolicy(
      { kind: 'SecurityPolicy', namespace: 'payments', name: 'jwt' },
      { 'jwt.optional': true, 'jwt.providers[0].name': 'auth0' },
    );
    expect(
      outline(
        protection({
          effective: [
            optional,
            effectivePolicy(LIMITS, { 'timeout.http.requestTimeout': '1s' }),
          ],
          without: ['authentication', 'timeout'],
        }),
      ),
    ).toEqual([
      'authentication: jwt, -everywhere',
      'timeout: timeout, -somewhere',
    ]);
  });

  it('never concludes from policies it cannot read', () => {
    const forbidden = cluster('production', {
      kinds: [
        {
          kind: 'SecurityPolicy',
          phase: 'forbidden',
          objects: 0,
          unreadable: 0,
        },
      ],
    });
    expect(
      outline(
        protection({ without: ['authentication', 'rateLimit'] }, forbidden),
      ),
    ).toEqual(['authentication: -unknown', 'rateLimit: -everywhere']);
  });

  it('has nothing to say of a rule that is on no listener', () => {
    expect(protection({})).toBeUndefined();
  });

  it('hands on failures, what cannot be known and what was left out', () => {
    const failure = { path: 'jwt', message: 'no such Secret' };
    const found = protection({
      effective: [
        effectivePolicy(LIMITS, {}, { failure, valuesOmitted: 2 }),
        effectivePolicy(LIMITS, {}, { unknown: 'a Secret', valuesOmitted: 1 }),
      ],
    });
    expect(found?.failures).toMatchObject([{ failure }]);
    expect(found?.unknowns).toMatchObject([{ unknown: 'a Secret' }]);
    expect(found?.valuesOmitted).toBe(3);
  });

  it('survives whatever is in a policy', () => {
    const [hostileRoute] = hostileOverview.routes;
    const found = ruleProtection(
      hostileRoute,
      hostileRoute.rules[0],
      cluster('production'),
    );
    expect(outline(found)).toEqual([
      'rateLimit: (rateLimit)',
      'timeout: -everywhere',
      'retry: retry',
      '__proto__: (__proto__)',
      'constructor: (constructor)',
      'wormhole: (wormhole)',
      ': ()',
    ]);
  });
});

describe('ruleFacts', () => {
  it('reads policies value by value', () => {
    const facts = inForce(
      effectivePolicy(
        { kind: 'SecurityPolicy', namespace: 'payments', name: 'all' },
        {
          'apiKeyAuth.credentialRefs[0].name': 'keys',
          'apiKeyAuth.credentialRefs[1].name': 'more',
          'apiKeyAuth.credentialRefs[1].namespace': 'platform',
          'apiKeyAuth.extractFrom[0].headers': ['x-key'],
          'apiKeyAuth.extractFrom[1].params': ['key'],
          'basicAuth.users.name': 'users',
          'oidc.provider.issuer': 'https://login.example.com',
          'extAuth.grpc.backendRefs[0].name': 'judge',
          'authorization.rules[0].action': 'Allow',
          'authorization.rules[1].action': 'Allow',
          'cors.allowOrigins': ['https://a.example.com'],
        },
      ),
      effectivePolicy(LIMITS, { retry: {} }),
    );
    expect(facts.map(({ effect }) => effect)).toEqual([
      {
        type: 'apiKey',
        in: ['header x-key', 'query parameter key'],
        secrets: ['payments/keys', 'platform/more'],
      },
      { type: 'basicAuth' },
      { type: 'oidc', issuer: 'https://login.example.com' },
      { type: 'extAuth' },
      { type: 'authorization', defaultAction: 'Deny', rules: 2 },
      { type: 'cors', origins: ['https://a.example.com'] },
      { type: 'retry', attempts: 2 },
    ]);
  });

  it('takes each rule of a rate limit by itself, with whom it is for', () => {
    const rules = 'rateLimit.global.rules';
    const facts = inForce(
      effectivePolicy(LIMITS, {
        'rateLimit.type': 'Global',
        [`${rules}[0].limit.requests`]: 5,
        [`${rules}[0].limit.unit`]: 'Second',
        [`${rules}[0].clientSelectors[0].sourceCIDR.value`]: '0.0.0.0/0',
        [`${rules}[0].clientSelectors[0].sourceCIDR.type`]: 'Distinct',
        [`${rules}[0].clientSelectors[0].methods[0].value`]: 'POST',
        [`${rules}[0].clientSelectors[0].methods[0].invert`]: true,
        [`${rules}[1].limit.requests`]: 7,
        [`${rules}[1].limit.unit`]: 'Hour',
      }),
    );
    expect(facts).toMatchObject([
      {
        effect: { requests: 5, conditional: true },
        conditions: [
          { on: 'method', value: 'POST', distinct: false, inverted: true },
          { on: 'client', distinct: true, inverted: false },
        ],
      },
      { effect: { requests: 7, conditional: false }, conditions: [] },
    ]);
    expect(facts[0].values.map(({ path }) => path)).toContain('rateLimit.type');
  });

  it('says once what was set aside, in words where there are some', () => {
    const overridden = [
      {
        source: {
          ...LIMITS,
          name: 'defaults',
          path: 'spec.rateLimit.local.rules',
        },
        value: '[{"limit":{"requests":60,"unit":"Minute"}}]',
        why: 'taken',
      },
    ];
    const [fact] = inForce(
      effectivePolicy(
        LIMITS,
        {},
        {
          values: [
            effectiveValue(
              LIMITS,
              'rateLimit.local.rules[0].limit.unit',
              'Day',
              {
                overridden,
              },
            ),
            effectiveValue(
              LIMITS,
              'rateLimit.local.rules[0].limit.requests',
              1,
              {
                overridden,
              },
            ),
          ],
        },
      ),
    );
    expect(fact.setAside).toMatchObject([
      {
        source: { name: 'defaults' },
        why: 'taken',
        effects: [{ effect: { type: 'rateLimit', requests: 60 } }],
      },
    ]);
  });

  it('shows a set-aside value that was cut as it came', () => {
    const [fact] = inForce(
      effectivePolicy(
        LIMITS,
        {},
        {
          values: [
            effectiveValue(LIMITS, 'retry.numRetries', 1, {
              overridden: [
                {
                  source: { ...LIMITS, path: 'spec.retry.retryOn' },
                  value: '{"triggers":["res…',
                  why: '',
                },
              ],
            }),
          ],
        },
      ),
    );
    expect(fact.setAside[0].value).toBe('{"triggers":["res…');
  });

  it('joins listeners that agree, and keeps apart those that do not', () => {
    const timeout = (of: string, listener: typeof httpsListener) =>
      effectivePolicy(
        LIMITS,
        { 'timeout.http.requestTimeout': of, 'retry.numRetries': 1 },
        { listeners: [listener] },
      );
    const facts = inForce(timeout('1s', httpsListener), timeout('2s', onHttp));
    expect(
      facts.map(({ effect, listeners }) => [
        effect?.type,
        listeners.map(({ name }) => name),
      ]),
    ).toEqual([
      ['timeout', ['https']],
      ['retry', ['https', 'http']],
      ['timeout', ['http']],
    ]);
    expect(factEffects(facts, 'timeout').map(one => one.request)).toEqual([
      '1s',
      '2s',
    ]);
  });

  it('has what the rule says itself where no policy stands beside it', () => {
    const value = (path: string, from: string, of: string | number) => ({
      path,
      value: JSON.stringify(of),
      source: {
        kind: 'HTTPRoute',
        namespace: 'payments',
        name: 'payments',
        path: `spec.rules[2].${from}`,
      },
      overridden: [],
    });
    const own = [
      {
        listeners: [httpsListener],
        values: [
          value('timeout.http.requestTimeout', 'timeouts.request', '9s'),
          value('retry.numRetries', 'retry.attempts', 4),
        ],
      },
    ];
    const facts = ruleFacts(route(), { ...health, own });
    expect(
      facts.map(({ effect, values, listeners }) => [
        effect,
        values[0].source.path,
        listeners,
      ]),
    ).toEqual([
      [
        { type: 'timeout', request: '9s' },
        'spec.rules[2].timeouts.request',
        [httpsListener],
      ],
      [
        { type: 'retry', attempts: 4 },
        'spec.rules[2].retry.attempts',
        [httpsListener],
      ],
    ]);
  });

  it('finds the client certificate that stands in for a SecurityPolicy', () => {
    const clients = {
      ...defaultsOfGateway,
      kind: 'ClientTrafficPolicy',
      effects: [{ type: 'other' as const, field: 'tls' }],
    };
    const rule = { ...health, policies: [clients] };
    expect(ruleFacts(route(), { ...rule, without: [] })).toMatchObject([
      {
        effect: { type: 'clientCertificate' },
        sources: [{ kind: 'ClientTrafficPolicy', level: 'gateway' }],
      },
    ]);
    expect(ruleFacts(route(), rule)).toEqual([]);
  });
});
