import { httpRoute } from '../__testUtils__/objects';
import {
  eventually,
  FakeCatalog,
  production,
  PUBLIC,
  routeRef,
  settled,
  start,
  stopAll,
} from '../__testUtils__/portal';

afterEach(stopAll);

describe('the removal guard', () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    httpRoute({ name: `route-${index}` }),
  );
  const refsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => routeRef(`route-${index}`));

  it('holds back a step that empties the catalog until a second full sync confirms it', async () => {
    const catalog = new FakeCatalog();
    const { inventory, logger } = await start({
      catalog,
      clusters: [production(...many)],
      timings: { confirmMs: 150 },
    });
    await eventually(() => expect(catalog.refs).toHaveLength(31));
    inventory.delete('production', ...refsOf(30));
    await settled();
    expect(catalog.refs).toHaveLength(31);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/Held back the removal of 30 of 31 API entities/),
    );
    await eventually(() => expect(catalog.refs).toEqual([PUBLIC]));
  });

  it('removes nothing when the objects come back in between', async () => {
    const catalog = new FakeCatalog();
    const { inventory } = await start({
      catalog,
      clusters: [production(...many)],
    });
    await eventually(() => expect(catalog.refs).toHaveLength(31));
    inventory.delete('production', ...refsOf(30));
    await new Promise(resolve => setTimeout(resolve, 30));
    inventory.upsert('production', ...many);
    await settled();
    await settled();
    expect(catalog.refs).toHaveLength(31);
  });

  it('does not take the word of a cluster that has not answered since', async () => {
    const catalog = new FakeCatalog();
    const cluster = production(...many);
    const contact = (at: string) => ({ lastContact: at });
    const { inventory } = await start({
      catalog,
      clusters: [{ ...cluster, status: contact('2026-01-01T00:00:00Z') }],
    });
    await eventually(() => expect(catalog.refs).toHaveLength(31));
    inventory.delete('production', ...refsOf(30));
    await settled();
    await settled();
    await settled();
    expect(catalog.refs).toHaveLength(31);
    inventory.setStatus('production', contact('2999-01-01T00:00:00Z'));
    await eventually(() => expect(catalog.refs).toEqual([PUBLIC]));
  });

  it('lets a day’s work pass, and a threshold of 1 everything', async () => {
    const catalog = new FakeCatalog();
    const { inventory } = await start({
      catalog,
      clusters: [production(...many)],
      timings: { confirmMs: 60_000 },
    });
    await eventually(() => expect(catalog.refs).toHaveLength(31));
    inventory.delete('production', ...refsOf(9));
    await eventually(() => expect(catalog.refs).toHaveLength(22));

    const bold = new FakeCatalog();
    const second = await start({
      catalog: bold,
      clusters: [production(...many)],
      config: { removalThreshold: 1 },
      timings: { confirmMs: 60_000 },
    });
    await eventually(() => expect(bold.refs).toHaveLength(31));
    second.inventory.delete('production', ...refsOf(30));
    await eventually(() => expect(bold.refs).toEqual([PUBLIC]));
  });
});
