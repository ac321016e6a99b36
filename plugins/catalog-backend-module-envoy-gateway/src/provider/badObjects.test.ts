import { httpRoute } from '../__testUtils__/objects';
import {
  eventually,
  FakeCatalog,
  PAYMENTS,
  production,
  routeRef,
  settled,
  start,
  stopAll,
} from '../__testUtils__/portal';

afterEach(stopAll);

describe('EnvoyGatewayEntityProvider and bad objects', () => {
  it('leaves the entity of an object that cannot be understood any more, and updates its neighbours', async () => {
    const catalog = new FakeCatalog();
    const { inventory } = await start({
      catalog,
      clusters: [production(httpRoute(), httpRoute({ name: 'other' }))],
    });
    await eventually(() => expect(catalog.refs).toHaveLength(3));
    const before = JSON.stringify(catalog.api());

    inventory.upsert(
      'production',
      httpRoute({ hostnames: { not: 'a list' } }),
      httpRoute({ name: 'other', hostnames: ['z.example.com'] }),
    );
    await eventually(() =>
      expect(
        catalog.api('api:default/payments.other').metadata.links?.[0].url,
      ).toBe('https://z.example.com/payments'),
    );
    expect(JSON.stringify(catalog.api())).toBe(before);

    inventory.delete('production', routeRef());
    await eventually(() => expect(catalog.refs).not.toContain(PAYMENTS));
  });

  it('makes no entity of names a Kubernetes API server refuses, and says so once', async () => {
    const catalog = new FakeCatalog();
    const { logger } = await start({
      catalog,
      clusters: [
        production(
          httpRoute(),
          httpRoute({ name: 'x'.repeat(70_000) }),
          httpRoute({ name: 'new\nline' }),
          httpRoute({ name: '../up' }),
          httpRoute({ name: 'UPPER' }),
          httpRoute({ name: `${'long-name-'.repeat(12)}end` }),
        ),
      ],
      timings: { fullSyncMs: 20 },
    });
    await eventually(() => expect(catalog.refs).toHaveLength(3));
    expect(catalog.refs).toContainEqual(
      expect.stringMatching(
        /^api:default\/payments\.long-name-.*-[0-9a-f]{8}$/,
      ),
    );
    await settled();
    const warnings = logger.warn.mock.calls.map(([message]) => message);
    expect(warnings).toHaveLength(4);
    expect(warnings.join('')).not.toContain('\n');
    expect(Math.max(...warnings.map(one => one.length))).toBeLessThan(600);
  });

  it('gives an entity ref that two cut names collide on to the first of them', async () => {
    const [one, other] = ['277m', '27l0'].map(end => 'a'.repeat(60) + end);
    const catalog = new FakeCatalog();
    const { inventory, logger } = await start({
      catalog,
      clusters: [production(httpRoute({ name: one }))],
    });
    await eventually(() => expect(catalog.refs).toHaveLength(2));
    inventory.upsert('production', httpRoute({ name: other }));
    await eventually(() =>
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining(
          `is taken by HTTPRoute/payments/${one}; rename one of them`,
        ),
      ),
    );
    const [ref] = catalog.refs;
    expect(catalog.api(ref).metadata.annotations).toMatchObject({
      'envoy-gateway.backstage.io/http-route': `payments/${one}`,
    });
    // Its going is no reason to remove what it does not hold.
    inventory.delete('production', routeRef(other));
    await settled();
    expect(catalog.refs).toHaveLength(2);
  });

  it('lets an entity the catalog does not take cost only itself', async () => {
    const catalog = new FakeCatalog();
    catalog.refuse = ({ entity }) =>
      entity.metadata.name === 'payments.payments';
    const { logger } = await start({
      catalog,
      clusters: [
        production(
          httpRoute(),
          ...['a', 'b', 'c', 'd'].map(name => httpRoute({ name })),
        ),
      ],
    });
    await eventually(() => expect(catalog.refs).toHaveLength(5));
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(PAYMENTS),
      expect.any(Error),
    );
    catalog.refuse = () => false;
    await eventually(() => expect(catalog.refs).toContain(PAYMENTS));
  });
});
