import {
  gateway,
  httpRoute,
  listener,
  namespace,
  policy,
  RawObject,
  target,
} from '../../__testUtils__/objects';
import { judging, policiesOf, problem } from '../../__testUtils__/policies';
import { rateLimitRules } from './index';

const BTP = 'BackendTrafficPolicy';
const SP = 'SecurityPolicy';
const EEP = 'EnvoyExtensionPolicy';

const timeout = (requestTimeout: string) => ({
  timeout: { http: { requestTimeout } },
});

const on = (
  path: string,
  targetRef: object,
  spec: object = {},
  kind = BTP,
): RawObject => policy(kind, path, { targetRefs: [targetRef], ...spec });

const route = (name = 'shop', spec: Record<string, unknown> = {}) =>
  httpRoute(`infra/${name}`, { rules: [{ name: 'one' }, {}], ...spec });

const onGateway = target('Gateway', 'eg');
const onListener = target('Gateway', 'eg', 'http');
const onRoute = target('HTTPRoute', 'shop');
const onRule = target('HTTPRoute', 'shop', 'one');

const listenerSet = (name: string, listeners: unknown[]): RawObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'ListenerSet',
  metadata: { namespace: 'infra', name },
  spec: { parentRef: { name: 'eg' }, listeners },
});

const openGateway = (): RawObject => {
  const raw = gateway('infra/eg');
  return {
    ...raw,
    spec: {
      ...raw.spec,
      allowedListeners: { namespaces: { from: 'All' } },
    },
  };
};

describe('who holds a scope', () => {
  it('is the first policy, and says so to the others', () => {
    const { status, message } = policiesOf([
      route(),
      on('infra/first', onRoute),
      on('infra/second', onRoute),
    ]);
    expect(status('first')).toEqual([
      'Gateway infra/eg: Accepted=True/Accepted',
    ]);
    expect(status('second')).toEqual([
      'Gateway infra/eg: Accepted=False/Conflicted',
    ]);
    expect(message('second', 'Accepted')).toMatch('infra/first');
  });

  it('is settled before content is judged', () => {
    const { status } = policiesOf(
      [route(), on('infra/first', onRoute), on('infra/second', onRoute)],
      judging({ first: problem() }),
    );
    expect(status('first')).toEqual([
      'Gateway infra/eg: Accepted=False/Invalid',
    ]);
    expect(status('second')).toEqual([
      'Gateway infra/eg: Accepted=False/Conflicted',
    ]);
  });

  it('is no policy whose section is not there', () => {
    const { status } = policiesOf([
      route(),
      on('infra/rule', target('HTTPRoute', 'shop', 'none')),
      on('infra/listener', target('Gateway', 'eg', 'none')),
    ]);
    expect(status('rule')).toEqual([
      'Gateway infra/eg: Accepted=False/TargetNotFound',
    ]);
    expect(status('listener')).toEqual([
      'Gateway infra/eg#none: Accepted=False/TargetNotFound',
    ]);
  });

  it('is none, and nothing is said, where the object is not one of ours', () => {
    const { policies } = policiesOf([
      httpRoute('infra/strange', { parentRefs: [{ name: 'other' }] }),
      on('infra/lost', target('HTTPRoute', 'none')),
      on('infra/elsewhere', target('HTTPRoute', 'strange')),
      on('infra/other', target('Gateway', 'other')),
    ]);
    expect(policies.statuses).toEqual([]);
  });

  it('is told apart by kind of policy', () => {
    const { status } = policiesOf([
      route(),
      on('infra/traffic', onRoute),
      on('infra/security', onRoute, {}, SP),
      on('infra/extension', onRoute, {}, EEP),
    ]);
    for (const name of ['traffic', 'security', 'extension']) {
      expect(status(name)).toEqual([
        'Gateway infra/eg: Accepted=True/Accepted',
      ]);
    }
  });

  it('is refused to a policy that names a target twice', () => {
    const { status } = policiesOf([
      route(),
      policy(BTP, 'infra/twice', { targetRefs: [onRoute, onRoute] }),
    ]);
    expect(status('twice')).toEqual([
      'Gateway infra/eg: Accepted=False/Conflicted',
    ]);
  });
});

describe('target selectors', () => {
  const labelled = (path: string, labels: Record<string, string>) => {
    const raw = httpRoute(path, { rules: [{}] });
    return { ...raw, metadata: { ...raw.metadata, labels } };
  };
  const selecting = (path: string, selector: object, more: object = {}) =>
    policy(BTP, path, {
      targetSelectors: [{ kind: 'HTTPRoute', ...selector }],
      ...more,
    });
  const held = (objects: RawObject[]) => {
    const { effective } = policiesOf(objects);
    return (name: string) => effective(BTP, name)?.winner.name;
  };

  it('select by labels and expressions, within the namespace', () => {
    const by = held([
      labelled('infra/a', { app: 'a' }),
      labelled('infra/b', { app: 'b' }),
      labelled('other/c', { app: 'a' }),
      selecting('infra/p', { matchLabels: { app: 'a' } }),
      selecting('infra/q', {
        matchExpressions: [{ key: 'app', operator: 'In', values: ['b'] }],
      }),
    ]);
    expect([by('a'), by('b'), by('c')]).toEqual(['p', 'q', undefined]);
  });

  it('select all of a kind when empty, and nothing when unreadable', () => {
    const by = held([
      labelled('infra/a', {}),
      selecting('infra/bad', {
        matchExpressions: [{ key: 'app', operator: 'Near', values: ['b'] }],
      }),
      selecting('infra/all', {}),
    ]);
    expect(by('a')).toBe('all');
  });

  it('reach other namespaces with a ReferenceGrant alone', () => {
    const grant: RawObject = {
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { namespace: 'open', name: 'grant' },
      spec: {
        from: [
          { group: 'gateway.envoyproxy.io', kind: BTP, namespace: 'infra' },
        ],
        to: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
      },
    };
    const by = held([
      namespace('open', { tier: 'x' }),
      namespace('shut', { tier: 'x' }),
      labelled('open/a', {}),
      labelled('shut/b', {}),
      grant,
      selecting('infra/p', {
        namespaces: {
          from: 'Selector',
          selector: { matchLabels: { tier: 'x' } },
        },
      }),
    ]);
    expect([by('a'), by('b')]).toEqual(['p', undefined]);
  });

  it('say nothing twice of what is named, too', () => {
    const { status } = policiesOf([
      route(),
      selecting('infra/p', {}, { targetRefs: [onRoute] }),
    ]);
    expect(status('p')).toEqual(['Gateway infra/eg: Accepted=True/Accepted']);
  });
});

describe('what is in force', () => {
  const all = [
    route(),
    on('infra/gateway', onGateway),
    on('infra/listener', onListener),
    on('infra/route', onRoute),
    on('infra/rule', onRule),
  ];

  it('is the most specific policy, whole', () => {
    const levels = [];
    for (let last = all.length; last > 0; last -= 1) {
      const { effective } = policiesOf(all.slice(0, last));
      levels.push(effective(BTP, 'shop')?.level);
    }
    expect(levels).toEqual(['rule', 'route', 'listener', 'gateway', undefined]);
  });

  it('tells what it replaces, nearest first', () => {
    const found = policiesOf(all).effective(BTP, 'shop', 1);
    expect(found?.winner.name).toBe('route');
    expect(found?.replaced.map(one => [one.policy.name, one.level])).toEqual([
      ['listener', 'listener'],
      ['gateway', 'gateway'],
    ]);
  });

  it('says so in the conditions', () => {
    const { status, message } = policiesOf(all);
    expect(status('rule')).toEqual([
      'Gateway infra/eg: Accepted=True/Accepted',
    ]);
    for (const name of ['route', 'gateway']) {
      expect(status(name)).toEqual([
        'Gateway infra/eg: Accepted=True/Accepted Overridden=True/Overridden',
      ]);
    }
    expect(message('route', 'Overridden')).toMatch('rules one');
    expect(message('gateway', 'Overridden')).toMatch(
      'Gateway listeners infra/eg/http and routes infra/shop',
    );
    expect(message('listener', 'Overridden')).toMatch('routes infra/shop');
  });

  it('comes to ListenerSets from them and the Gateway, not from its listeners', () => {
    const set = listenerSet('set', [listener('extra', { port: 8080 })]);
    const attached = route('shop', {
      parentRefs: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'ListenerSet',
          name: 'set',
        },
      ],
    });
    const objects = [
      openGateway(),
      set,
      attached,
      on('infra/gateway', onGateway),
      on('infra/listener', onListener),
    ];
    const winner = (more: RawObject[]) =>
      policiesOf([...objects, ...more]).effective(BTP, 'shop', 1, 'extra')
        ?.winner.name;
    const onSet = on('infra/set', target('ListenerSet', 'set'));
    const onEntry = on('infra/entry', target('ListenerSet', 'set', 'extra'));
    expect(winner([])).toBe('gateway');
    expect(winner([onSet])).toBe('set');
    expect(winner([onSet, onEntry])).toBe('entry');
    const { status } = policiesOf([...objects, onSet, onEntry]);
    expect(status('set')).toEqual([
      'ListenerSet infra/set: Accepted=True/Accepted Overridden=True/Overridden',
    ]);
    expect(status('entry')).toEqual([
      'ListenerSet infra/set#extra: Accepted=True/Accepted',
    ]);
  });
});

describe('a policy that fails', () => {
  const objects = (kind: string) => [
    route(),
    on('infra/gateway', onGateway, {}, kind),
    on('infra/bad', onRoute, {}, kind),
  ];

  it('keeps its place with 500, beside the features of the next', () => {
    for (const kind of [BTP, EEP] as const) {
      const { effective } = policiesOf(
        objects(kind),
        judging({ bad: problem() }),
      );
      const found = effective(kind, 'shop');
      expect(found?.winner.name).toBe('bad');
      expect(found?.failure?.answers).toBe(500);
      expect(found?.filledBy?.winner.name).toBe('gateway');
    }
  });

  it('is stood in for by what a merged policy comes to', () => {
    const { effective } = policiesOf(
      [
        route(),
        on('infra/gateway', onGateway, { proxyProtocol: { version: 'V1' } }),
        on('infra/merged', onRoute, {
          mergeType: 'StrategicMerge',
          tcpKeepalive: { probes: 3 },
        }),
        on('infra/bad', onRule),
      ],
      judging({ bad: problem() }),
    );
    expect(effective(BTP, 'shop')?.filledBy).toMatchObject({
      winner: { name: 'merged' },
      mergedWith: { name: 'gateway' },
      mergedLevel: 'gateway',
      spec: { proxyProtocol: { version: 'V1' }, tcpKeepalive: { probes: 3 } },
    });
  });

  it('keeps its place whole if it is a SecurityPolicy', () => {
    const found = policiesOf(
      objects(SP),
      judging({ bad: problem() }),
    ).effective(SP, 'shop');
    expect(found?.failure?.answers).toBe(500);
    expect(found?.filledBy).toBeUndefined();
  });

  it('lets requests pass where it fails open', () => {
    const found = policiesOf(
      objects(SP),
      judging({ bad: problem({ failOpen: true }) }),
    ).effective(SP, 'shop');
    expect(found?.failure).toMatchObject({ message: 'it is wrong' });
    expect(found?.failure?.answers).toBeUndefined();
  });

  it('leaves its place to the next if a SecurityPolicy is not even valid', () => {
    const { effective, status } = policiesOf(
      objects(SP),
      judging({ bad: problem({ phase: 'validation' }) }),
    );
    expect(effective(SP, 'shop')).toMatchObject({
      winner: { name: 'gateway' },
      replaced: [{ policy: { name: 'bad' } }],
    });
    expect(status('bad')).toEqual(['Gateway infra/eg: Accepted=False/Invalid']);
  });

  it('is not checked so where it is attached to a Gateway', () => {
    const { status } = policiesOf(
      [on('infra/bad', onGateway, {}, SP)],
      judging({ bad: problem({ phase: 'validation' }) }),
    );
    expect(status('bad')).toEqual(['Gateway infra/eg: Accepted=True/Accepted']);
  });
});

describe('a policy that is merged', () => {
  const merging = { mergeType: 'StrategicMerge' };
  const retry = { retry: { numRetries: 3 } };

  it('takes in the nearest policy of the listener, not of the route', () => {
    const { effective } = policiesOf([
      route(),
      on('infra/gateway', onGateway, timeout('1s')),
      on('infra/listener', onListener, timeout('2s')),
      on('infra/route', onRoute, timeout('3s')),
      on('infra/rule', onRule, { ...merging, ...retry }),
    ]);
    expect(effective(BTP, 'shop')).toMatchObject({
      winner: { name: 'rule' },
      mergeType: 'StrategicMerge',
      mergedWith: { name: 'listener' },
      replaced: [
        { policy: { name: 'route' } },
        { policy: { name: 'gateway' } },
      ],
    });
    expect(effective(BTP, 'shop')?.spec).toEqual({
      ...timeout('2s'),
      ...retry,
    });
  });

  it('says so on each listener, and to the other policy', () => {
    const { status } = policiesOf([
      gateway('infra/eg', [listener('a'), listener('b', { port: 81 })]),
      route(),
      on('infra/gateway', onGateway),
      on('infra/route', onRoute, merging),
    ]);
    expect(status('route')).toEqual([
      'Gateway infra/eg#a: Merged=True/Merged',
      'Gateway infra/eg#b: Merged=True/Merged',
      'Gateway infra/eg: Accepted=True/Accepted',
    ]);
    expect(status('gateway')).toEqual([
      'Gateway infra/eg: Accepted=True/Accepted Merged=True/Merged',
    ]);
  });

  it('is presumed on both sides, where it is not certain', () => {
    const unknown = { reason: 'SecretBytes', message: 'a key' } as const;
    const { policies } = policiesOf(
      [
        route(),
        on('infra/gateway', onGateway, timeout('1s')),
        on('infra/route', onRoute, { ...merging, ...retry }),
      ],
      judging({ route: { problems: [], warnings: [], unknown } }),
    );
    const merged = policies.statuses
      .flatMap(({ ancestors }) => ancestors)
      .flatMap(({ conditions }) => conditions)
      .filter(({ type }) => type === 'Merged');
    expect(merged.map(one => one.unknown)).toEqual([unknown, unknown]);
  });

  it('stands alone where there is nothing to merge with', () => {
    const { status, effective } = policiesOf([
      route(),
      on('infra/route', onRoute, { ...merging, ...retry }),
    ]);
    expect(status('route')).toEqual([
      'Gateway infra/eg: Accepted=True/Accepted',
    ]);
    expect(effective(BTP, 'shop')?.mergedWith).toBeUndefined();
  });

  it('is not applied where it cannot be merged', () => {
    const { status, effective } = policiesOf([
      route(),
      on('infra/gateway', onGateway),
      on('infra/route', onRoute, { mergeType: 'Replace' }),
    ]);
    expect(status('route')).toEqual([
      'Gateway infra/eg#http: Accepted=False/Invalid',
      'Gateway infra/eg: Accepted=True/Accepted',
    ]);
    expect(effective(BTP, 'shop')?.winner.name).toBe('gateway');
  });

  it('asks whose a value is, for the references in it', () => {
    const owners: string[] = [];
    policiesOf(
      [
        route(),
        on('infra/gateway', onGateway, { extAuth: {}, jwt: {} }, SP),
        on(
          'infra/route',
          onRoute,
          { ...merging, extAuth: { http: { backendRefs: [{}] } } },
          SP,
        ),
      ],
      ({ parent, owner }) => {
        if (parent) {
          owners.push(owner('extAuth', 'http').name, owner('jwt').name);
        }
        return { problems: [], warnings: [] };
      },
    ).status('route');
    expect(owners).toEqual(['route', 'gateway']);
  });

  it('keeps the rate limits of both', () => {
    const limit = (requests: number) => ({ limit: { requests, unit: 'Hour' } });
    const limits = (...rules: object[]) => ({
      rateLimit: { type: 'Global', global: { rules } },
    });
    const rules = (mergeType: string) =>
      policiesOf([
        route(),
        on('infra/gateway', onGateway, limits(limit(1))),
        on('infra/route', onRoute, { mergeType, ...limits(limit(2)) }),
      ]).effective(BTP, 'shop')?.spec.rateLimit;
    expect(rules('StrategicMerge')).toEqual({
      global: { rules: [limit(2), limit(1)] },
    });
    expect(rules('JSONMerge')).toEqual({ global: { rules: [limit(2)] } });
    const { effective } = policiesOf([
      route(),
      on('infra/gateway', onGateway, limits(limit(1))),
      on('infra/route', onRoute, {
        mergeType: 'StrategicMerge',
        ...limits(limit(2), limit(3)),
      }),
    ]);
    const found = effective(BTP, 'shop');
    expect(found && rateLimitRules(found).map(({ name }) => name)).toEqual([
      'infra/route/rule/0',
      'infra/route/rule/1',
      'infra/gateway/rule/0',
    ]);
  });

  it('has the rate limits of a policy once that inherits from itself', () => {
    const rules = [{ limit: { requests: 1, unit: 'Hour' } }];
    const found = policiesOf([
      route(),
      policy(BTP, 'infra/both', {
        targetRefs: [onGateway, onRoute],
        mergeType: 'StrategicMerge',
        rateLimit: { global: { rules } },
      }),
    ]).effective(BTP, 'shop');
    expect(found?.mergedWith?.name).toBe('both');
    expect(found?.spec.rateLimit).toEqual({ global: { rules } });
  });

  it('inherits which headers tell of the limit for all requests', () => {
    const local = (rule: object) => ({
      rateLimit: { local: { rules: [rule] } },
    });
    const found = policiesOf([
      route(),
      on(
        'infra/gateway',
        onGateway,
        local({ limit: { requests: 1 }, xRateLimitHeaders: 'Off' }),
      ),
      on('infra/route', onRoute, {
        mergeType: 'JSONMerge',
        ...local({ limit: { requests: 2 } }),
      }),
    ]).effective(BTP, 'shop');
    expect(found?.spec.rateLimit).toEqual({
      local: { rules: [{ limit: { requests: 2 }, xRateLimitHeaders: 'Off' }] },
    });
  });
});

describe('routes below HTTP', () => {
  const tcp = (spec: object = {}): RawObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'TCPRoute',
    metadata: { namespace: 'infra', name: 'db' },
    spec: { parentRefs: [{ name: 'eg' }], rules: [{}], ...spec },
  });
  const eg = gateway('infra/eg', [listener('tcp', { protocol: 'TCP' })]);
  const onTcp = target('TCPRoute', 'db');

  it('take each field from the most specific policy that has it', () => {
    const { effective } = policiesOf([
      eg,
      tcp(),
      on('infra/gateway', onGateway, {
        loadBalancer: { type: 'Random' },
        circuitBreaker: { maxConnections: 1 },
        connection: { bufferLimit: '1Ki' },
        retry: {},
      }),
      on('infra/route', onTcp, { loadBalancer: { type: 'RoundRobin' } }),
    ]);
    const found = effective(BTP, 'db', 0, 'tcp');
    expect(found?.spec).toEqual({
      loadBalancer: { type: 'RoundRobin' },
      circuitBreaker: { maxConnections: 1 },
    });
    expect(found?.fieldSources?.get('circuitBreaker')?.name).toBe('gateway');
  });

  it('have their name in statistics from the most specific policy that gives one', () => {
    const telemetry = (more: object) => ({ telemetry: more });
    const { effective } = policiesOf([
      eg,
      tcp(),
      on(
        'infra/gateway',
        onGateway,
        telemetry({ metrics: { routeStatName: 'db' }, tracing: {} }),
      ),
      on('infra/route', onTcp, telemetry({ tracing: {} })),
    ]);
    expect(effective(BTP, 'db', 0, 'tcp')?.spec).toEqual({
      telemetry: { metrics: { routeStatName: 'db' } },
    });
  });

  it('leave out the timeouts that are wrong, and other fields as a whole', () => {
    const paths = ['timeout.http.requestTimeout', 'tcpKeepalive.interval'];
    const { effective } = policiesOf(
      [
        eg,
        tcp(),
        on('infra/gateway', onGateway, {
          timeout: { tcp: { connectTimeout: '1s' } },
          tcpKeepalive: { probes: 1 },
        }),
        on('infra/route', onTcp, {
          timeout: { http: { requestTimeout: 'x', maxStreamDuration: '2s' } },
          tcpKeepalive: { probes: 2, interval: 'x' },
        }),
      ],
      judging({
        route: {
          problems: paths.flatMap(path => problem({ path }).problems),
          warnings: [],
        },
      }),
    );
    expect(effective(BTP, 'db', 0, 'tcp')?.spec).toEqual({
      timeout: { http: { maxStreamDuration: '2s' } },
      tcpKeepalive: { probes: 1 },
    });
  });

  it('pass over load balancing that comes to nothing', () => {
    const { effective } = policiesOf([
      eg,
      tcp(),
      on('infra/gateway', onGateway, { loadBalancer: { type: 'Random' } }),
      on('infra/route', onTcp, { loadBalancer: { type: 'DynamicModule' } }),
    ]);
    expect(effective(BTP, 'db', 0, 'tcp')?.spec).toEqual({
      loadBalancer: { type: 'Random' },
    });
  });

  it('have the authorization of SecurityPolicies alone', () => {
    const { effective } = policiesOf([
      eg,
      tcp(),
      on('infra/gateway', onGateway, { authorization: {}, cors: {} }, SP),
      on('infra/route', onTcp, {}, SP),
      on('infra/extension', onTcp, {}, EEP),
    ]);
    expect(effective(SP, 'db', 0, 'tcp')).toMatchObject({
      winner: { name: 'gateway' },
      spec: { authorization: {} },
    });
    expect(effective(EEP, 'db', 0, 'tcp')).toBeUndefined();
  });
});

describe('more to say', () => {
  it('warns of deprecated fields where a policy is taken', () => {
    const { status, message } = policiesOf([
      route(),
      policy(BTP, 'infra/old', { targetRef: onRoute, compression: [{}] }),
      policy(BTP, 'infra/late', { targetRef: onRoute }),
    ]);
    expect(status('old')).toEqual([
      'Gateway infra/eg: Accepted=True/Accepted Warning=True/DeprecatedField',
    ]);
    expect(message('old', 'Warning')).toMatch(/targetRef .*compression /);
    expect(status('late')).toEqual([
      'Gateway infra/eg: Accepted=False/Conflicted',
    ]);
  });

  it('names every parent of a route, and marks what is left out', () => {
    const names = Array.from({ length: 20 }, (_, index) => `eg-${index}`);
    const { status } = policiesOf([
      ...names.map(name => gateway(`infra/${name}`)),
      route('shop', { parentRefs: names.map(name => ({ name })) }),
      on('infra/route', onRoute),
    ]);
    const lines = status('route');
    expect(lines).toHaveLength(16);
    expect(lines[0]).toBe('Gateway infra/eg-0: Accepted=True/Accepted');
    expect(lines[15]).toMatch('Aggregated=True/Aggregated');
  });

  it('has only what is said last of an ancestor that comes back', () => {
    const names = Array.from({ length: 20 }, (_, index) => `eg-${index}`);
    const set = { group: 'gateway.networking.k8s.io', kind: 'ListenerSet' };
    const { status } = policiesOf([
      openGateway(),
      ...names.map(name => gateway(`infra/${name}`)),
      listenerSet('set', [listener('extra', { port: 8080 })]),
      route('shop', { parentRefs: names.map(name => ({ name })) }),
      route('inner', { parentRefs: [{ ...set, name: 'set' }] }),
      policy(BTP, 'infra/wide', {
        targetRefs: [onRoute, target('ListenerSet', 'set')],
        compression: [{ type: 'Gzip' }],
      }),
      on('infra/inner', target('HTTPRoute', 'inner')),
    ]);
    expect(status('wide')).toContain(
      'ListenerSet infra/set: Overridden=True/Overridden Warning=True/DeprecatedField',
    );
  });

  it('presumes what cannot be known', () => {
    const unknown = { reason: 'SecretBytes', message: 'a key' } as const;
    const { policies, effective } = policiesOf(
      [route(), on('infra/route', onRoute)],
      () => ({ problems: [], warnings: [], unknown }),
    );
    expect(policies.statuses[0].ancestors[0].conditions).toMatchObject([
      { type: 'Accepted', status: 'True', unknown },
    ]);
    expect(effective(BTP, 'shop')?.unknown).toBe(unknown);
  });

  it('presumes acceptance where one of two targets with the same ancestor does', () => {
    const unknown = { reason: 'SecretBytes', message: 'a key' } as const;
    const { policies } = policiesOf(
      [
        httpRoute('infra/lost', { parentRefs: [{ name: 'eg', port: 12345 }] }),
        route(),
        policy(SP, 'infra/both', {
          targetRefs: [target('HTTPRoute', 'lost'), onRoute],
        }),
      ],
      () => ({ problems: [], warnings: [], unknown }),
    );
    const [{ ancestors }] = policies.statuses;
    expect(ancestors).toHaveLength(1);
    expect(ancestors[0].conditions).toMatchObject([
      { type: 'Accepted', status: 'True', unknown },
    ]);
  });

  it('presumes a refusal that what is unknown of another target would replace', () => {
    const unknown = { reason: 'SecretBytes', message: 'a key' } as const;
    const { policies } = policiesOf(
      [
        route(),
        on('infra/first', onRoute, {}, SP),
        policy(SP, 'infra/second', { targetRefs: [onRoute, onGateway] }),
      ],
      input => ({
        problems: [],
        warnings: [],
        ...(input.policy?.name === 'second' && { unknown }),
      }),
    );
    const second = policies.statuses.find(({ item }) => item.name === 'second');
    expect(second?.ancestors[0].conditions).toContainEqual(
      expect.objectContaining({
        type: 'Accepted',
        reason: 'Conflicted',
        unknown,
      }),
    );
  });

  it('says what is wrong on one of a route’s Gateways on all', () => {
    const { status, effective } = policiesOf(
      [
        gateway('infra/eg', [listener('http')]),
        gateway('infra/two', [listener('other')]),
        route('shop', { parentRefs: [{ name: 'eg' }, { name: 'two' }] }),
        on('infra/route', onRoute, {}, SP),
      ],
      input =>
        input.gateway.name === 'two'
          ? problem()
          : { problems: [], warnings: [] },
    );
    expect(status('route')).toEqual([
      'Gateway infra/eg: Accepted=False/Invalid',
      'Gateway infra/two: Accepted=False/Invalid',
    ]);
    expect(effective(SP, 'shop')?.failure).toBeUndefined();
    expect(effective(SP, 'shop', 0, 'other')?.failure?.answers).toBe(500);
  });

  it('looks at nothing that needs a Gateway where no listener lets a route in', () => {
    const shut = httpRoute('other/shop', { rules: [{}] });
    const status = (kind: string, path: string) =>
      policiesOf(
        [
          gateway('infra/eg', [listener('http', { allowedRoutes: undefined })]),
          shut,
          on('other/route', onRoute, {}, kind),
        ],
        () => problem({ path }),
      ).status('route');
    const invalid = ['Gateway infra/eg: Accepted=False/Invalid'];
    const accepted = ['Gateway infra/eg: Accepted=True/Accepted'];
    expect(status(SP, 'basicAuth.users')).toEqual(invalid);
    expect(status(SP, 'oidc.provider')).toEqual(accepted);
    expect(status(EEP, 'wasm[0].code')).toEqual(invalid);
    expect(status(EEP, 'lua[0]')).toEqual(accepted);
    expect(status(BTP, 'timeout')).toEqual(invalid);
  });

  it('survives hostile policies', () => {
    const { policies } = policiesOf([
      route(),
      policy(BTP, 'infra/a', { targetRefs: 'x', targetSelectors: 7 }),
      policy(BTP, 'infra/b', { targetRefs: [null, 1, { kind: {} }] }),
      policy(SP, 'infra/c', {
        targetRef: [],
        targetSelectors: [{ kind: 'HTTPRoute', matchLabels: { a: {} } }],
      }),
      policy(BTP, 'infra/d', { targetRefs: [onRoute], mergeType: { a: 1 } }),
      policy(BTP, 'infra/e', { targetRefs: [onGateway], rateLimit: [] }),
    ]);
    expect(policies.statuses.map(({ item }) => item.name)).toEqual(['e']);
  });
});
