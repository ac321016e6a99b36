import {
  gateway,
  httpRoute,
  listener,
  meta,
  policy,
  service,
  snapshotOf,
  target,
} from '../__testUtils__/objects';
import { refOf } from '../resources';
import { SnapshotChange } from '../snapshot';
import { preflight } from '.';

const route = (name: string, spec: Record<string, unknown> = {}) =>
  meta(
    httpRoute(`infra/${name}`, {
      hostnames: ['pay.example.com'],
      rules: [{ name: 'pay', backendRefs: [{ name: 'pay', port: 80 }] }],
      ...spec,
    }),
    { creationTimestamp: '2026-01-01T00:00:00Z' },
  );

const put = (object: unknown): SnapshotChange => ({ type: 'upsert', object });

const before = snapshotOf(
  gateway('infra/eg', [listener('http', { hostname: '*.example.com' })]),
  service('infra/pay', 80),
  route('pay'),
);

const codes = (findings: Array<{ code: string; ref: { name: string } }>) =>
  findings.map(({ code, ref }) => `${code} ${ref.name}`).sort();

describe('preflight', () => {
  it('says nothing is new when nothing changes', () => {
    const report = preflight(before, []);
    expect(codes(report.unchanged)).toContain('EG201 pay');
    expect({ ...report, unchanged: [] }).toEqual({
      introduced: [],
      fixed: [],
      unchanged: [],
      conditions: [],
      attachments: [],
      shadowed: [],
      policyChanges: [],
    });
  });

  it('tells what a deleted backend breaks, and what its return mends', () => {
    const gone: SnapshotChange = {
      type: 'delete',
      ref: refOf(service('infra/pay', 80)),
    };
    const report = preflight(before, [gone]);
    expect(codes(report.introduced)).toEqual(['EG103 pay', 'EG105 pay']);
    expect(report.conditions).toEqual([
      expect.objectContaining({
        ref: expect.objectContaining({ kind: 'HTTPRoute', name: 'pay' }),
        before: expect.objectContaining({ status: 'True' }),
        after: expect.objectContaining({
          type: 'ResolvedRefs',
          status: 'False',
          reason: 'BackendNotFound',
        }),
      }),
    ]);
    const back = preflight(before.apply([gone]), [
      put(service('infra/pay', 80)),
    ]);
    expect(codes(back.fixed)).toEqual(['EG103 pay', 'EG105 pay']);
    expect(back.introduced).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ code: 'EG103' })]),
    );
  });

  it('tells which route loses hostnames to a new listener', () => {
    const report = preflight(before, [
      put(
        gateway('infra/eg', [
          listener('http', { hostname: '*.example.com' }),
          listener('own', {
            hostname: 'pay.example.com',
            allowedRoutes: {
              namespaces: { from: 'Same' },
              kinds: [{ kind: 'GRPCRoute' }],
            },
          }),
        ]),
      ),
    ]);
    expect(report.attachments).toEqual([
      {
        route: expect.objectContaining({ name: 'pay' }),
        listener: {
          gateway: expect.objectContaining({ name: 'eg' }),
          name: 'http',
        },
        before: ['pay.example.com'],
        after: [],
      },
    ]);
    expect(codes(report.introduced)).toContain('EG101 pay');
  });

  it('tells which match of whom a new route comes behind', () => {
    const young = meta(route('again'), {
      creationTimestamp: '2026-03-01T00:00:00Z',
    });
    const report = preflight(before, [put(young)]);
    expect(report.shadowed).toEqual([
      expect.objectContaining({
        route: expect.objectContaining({ name: 'again' }),
        by: expect.objectContaining({
          route: expect.objectContaining({ name: 'pay' }),
        }),
        hostname: 'pay.example.com',
      }),
    ]);
  });

  it('tells which values change on which rule, and where they come from', () => {
    const onGateway = policy('BackendTrafficPolicy', 'infra/wide', {
      targetRefs: [target('Gateway', 'eg')],
      timeout: { http: { requestTimeout: '5s' } },
      retry: { numRetries: 2 },
    });
    const onRoute = policy('BackendTrafficPolicy', 'infra/narrow', {
      targetRefs: [target('HTTPRoute', 'pay')],
      retry: { numRetries: 3 },
    });
    const report = preflight(before.apply([put(onGateway)]), [put(onRoute)]);
    expect(report.policyChanges).toEqual([
      expect.objectContaining({
        kind: 'BackendTrafficPolicy',
        route: expect.objectContaining({ name: 'pay' }),
        rule: 0,
        before: expect.objectContaining({ name: 'wide' }),
        after: expect.objectContaining({ name: 'narrow' }),
      }),
    ]);
    const [{ values }] = report.policyChanges;
    const byPath = new Map(
      values.map(({ path, ...value }) => [path.join('.'), value]),
    );
    expect(byPath.get('retry.numRetries')).toMatchObject({
      before: { value: 2, source: { name: 'wide' } },
      after: { value: 3, source: { name: 'narrow' } },
    });
    expect(byPath.get('timeout.http.requestTimeout')).toEqual({
      before: expect.objectContaining({ value: '5s' }),
    });
    expect(codes(report.introduced)).toContain('EG403 wide');
  });
});
