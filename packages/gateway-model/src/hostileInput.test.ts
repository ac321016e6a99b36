import fc from 'fast-check';
import { FULL_OBJECTS } from './__testUtils__/arbitraries';
import { SCRIPT_URL } from './__testUtils__/objects';
import {
  attachedPolicies,
  attachRoute,
  backendExists,
  createSnapshot,
  deriveOpenApi,
  parseResource,
  policyEffects,
  predictStatus,
  readGatewayVerdicts,
  readListenerVerdict,
  readPolicyVerdict,
  readRouteVerdicts,
  routeExposures,
  Snapshot,
  translate,
  Translation,
} from '.';
import { POLICY_KINDS } from './resources/policy';

function policiesOn(translation: Translation): unknown[] {
  return translation.routes.flatMap(route =>
    route.parents.flatMap(({ listeners, rules }) =>
      listeners.flatMap(({ listener }) =>
        rules.map(({ index }) =>
          attachedPolicies(translation, route, index, listener),
        ),
      ),
    ),
  );
}

/** Asks a snapshot everything there is to ask. */
function readAll(snapshot: Snapshot): unknown[] {
  return [
    snapshot.unreadable,
    ...snapshot.httpRoutes.map(route => {
      const exposures = routeExposures(snapshot, route);
      return [
        exposures,
        readRouteVerdicts(snapshot, route),
        deriveOpenApi({ title: 'x', routes: [{ route, exposures }] }),
        route.rules.map(({ backendRefs }) =>
          backendRefs.map(ref => backendExists(snapshot, ref)),
        ),
        attachRoute(snapshot, route),
      ];
    }),
    ...snapshot.gateways.map(gateway => [
      readGatewayVerdicts(gateway),
      gateway.listeners.map(({ name }) => readListenerVerdict(gateway, name)),
      snapshot.httpRoutesOf(gateway.metadata.namespace, gateway.metadata.name),
    ]),
    ...POLICY_KINDS.flatMap(kind => snapshot.policies(kind)).map(policy => [
      policyEffects(policy),
      readPolicyVerdict(policy),
    ]),
    policiesOn(translate(snapshot)),
    predictStatus(snapshot, { now: '2026-01-01T00:00:00Z' }),
  ];
}

/** Every path to a value in a JSON document. */
function pathsIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) {
    return [at];
  }
  return [
    ...(at.length ? [at] : []),
    ...Object.entries(value).flatMap(([key, child]) =>
      pathsIn(child, [...at, key]),
    ),
  ];
}

function damaged(raw: unknown, path: string[], value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(raw));
  let parent = copy;
  for (const step of path.slice(0, -1)) {
    parent = parent[step];
  }
  parent[path[path.length - 1]] = value;
  return copy;
}

const nasty = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    '__proto__',
    'constructor',
    '*',
    '*.',
    '.',
    '../..',
    SCRIPT_URL,
    '\u0000\ud800',
    '(a+)+$',
    'x'.repeat(65_536),
    -1,
    1e308,
    [],
    {},
    [[]],
    JSON.parse('{"__proto__":{"name":"x"},"constructor":{"prototype":1}}'),
  ),
);

const damage = fc
  .integer({ min: 0, max: FULL_OBJECTS.length - 1 })
  .chain(position =>
    fc.record({
      position: fc.constant(position),
      path: fc.constantFrom(...pathsIn(FULL_OBJECTS[position])),
      value: nasty,
    }),
  );

describe('hostile input', () => {
  it('is read when nothing is wrong with it', () => {
    const snapshot = createSnapshot(FULL_OBJECTS);
    expect(snapshot.unreadable).toEqual([]);
    expect(readAll(snapshot).length).toBeGreaterThan(5);
  });

  it('crashes nothing, and one damaged object costs no other', () => {
    const neighbours = (snapshot: Snapshot) =>
      snapshot.httpRoutes.length +
      snapshot.gateways.length +
      snapshot.gatewayClasses.length +
      snapshot.namespaces.length +
      snapshot.services.length +
      snapshot.referenceGrants.length +
      POLICY_KINDS.flatMap(kind => snapshot.policies(kind)).length;
    const whole = neighbours(createSnapshot(FULL_OBJECTS));
    fc.assert(
      fc.property(damage, ({ position, path, value }) => {
        const objects = FULL_OBJECTS.map((raw, index) =>
          index === position ? damaged(raw, path, value) : raw,
        );
        const snapshot = createSnapshot(objects);
        readAll(snapshot);
        expect(neighbours(snapshot)).toBeGreaterThanOrEqual(whole - 1);
        // An object is read, kept or told as unreadable, but never lost.
        const parsed = parseResource(objects[position]);
        const reasons = 'error' in parsed ? [parsed.error.reason] : [];
        expect(snapshot.unreadable.map(({ reason }) => reason)).toEqual(
          reasons,
        );
        expect(reasons.every(reason => /^.{1,300}$/.test(reason))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('may be anything at all', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), values => {
        const snapshot = createSnapshot(values);
        readAll(snapshot);
        expect(snapshot.httpRoutes).toEqual([]);
      }),
    );
  });

  it('leaves no trace on prototypes', () => {
    const raw = JSON.parse(
      '{"apiVersion":"__proto__/v1","kind":"__proto__","metadata":{"name":"__proto__","namespace":"constructor","labels":{"__proto__":"polluted"}}}',
    );
    const snapshot = createSnapshot([raw]);
    expect(
      snapshot.object({
        group: '__proto__',
        kind: '__proto__',
        namespace: 'constructor',
        name: '__proto__',
      }),
    ).toBe(raw);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('of any size is read in one go', () => {
    const many = 50_000;
    const route = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'huge', namespace: 'payments' },
      spec: {
        parentRefs: [{ namespace: 'infra', name: 'eg' }],
        hostnames: Array.from({ length: many }, (_, index) => `h${index}.com`),
        rules: [],
      },
    };
    const snapshot = createSnapshot([...FULL_OBJECTS, route]);
    const found = snapshot.httpRoute('payments', 'huge');
    expect(found?.hostnames).toHaveLength(many);
    expect(readAll(snapshot)).not.toEqual([]);
  });
});
