import { MAX_DEFINITION_BYTES } from './routeDefinition';
import { refusalOf } from './validateEntity';
import { httpRoute, platform, view } from '../__testUtils__/objects';
import { buildRouteEntity } from '../__testUtils__/routeEntity';

describe('the entity of a hostile HTTPRoute', () => {
  it('keeps text printable, short, and free of links, images and HTML', async () => {
    const { entity } = buildRouteEntity([
      view([
        ...platform(),
        httpRoute({
          annotations: {
            'envoy-gateway.backstage.io/title': `Pay\u0000\n\u202Ements ${'x'.repeat(
              100_000,
            )}`,
            'envoy-gateway.backstage.io/description':
              '![p](https://evil.example/p.png) <img src=x onerror=alert(1)> [ok](javascript:alert(1)) `code`\ud800',
            'envoy-gateway.backstage.io/lifecycle': '<script>',
            'envoy-gateway.backstage.io/system': 'group:default/x',
          },
        }),
      ]),
    ]);
    const { title, description } = entity.metadata;
    expect(title).toMatch(/^Pay ments x+…$/);
    expect(title?.length).toBeLessThanOrEqual(120);
    expect(description).not.toMatch(/[[\]<>`\ud800]/u);
    expect(entity.spec).toMatchObject({ lifecycle: 'production' });
    expect(entity.spec).not.toHaveProperty('system');
    await expect(refusalOf(entity)).resolves.toBeUndefined();
  });

  it('survives 64 KiB of hostnames and matches without end', async () => {
    const hostnames = Array.from(
      { length: 4_000 },
      (_, index) => `host-${index}.example.com`,
    );
    const rules = Array.from({ length: 2_000 }, (_, index) => ({
      matches: [
        { path: { value: `/${index}/${'p'.repeat(1_000)}` } },
        { path: { type: 'RegularExpression', value: '/(a+)+$' } },
      ],
    }));
    const { entity } = buildRouteEntity([
      view([...platform(), httpRoute({ hostnames, rules })]),
    ]);
    expect(Buffer.byteLength(entity.spec.definition)).toBeLessThanOrEqual(
      MAX_DEFINITION_BYTES,
    );
    expect(JSON.parse(entity.spec.definition)).toMatchObject({
      info: { description: expect.stringContaining('bytes') },
      paths: {},
    });
    expect(entity.metadata.links).toHaveLength(10);
    await expect(refusalOf(entity)).resolves.toBeUndefined();
  });

  it('says in the definition when something was left out', () => {
    const { entity } = buildRouteEntity([
      view([
        ...platform(),
        httpRoute({
          hostnames: ['api.example.com', `${'a'.repeat(65_536)}.example.com`],
        }),
      ]),
    ]);
    expect(JSON.parse(entity.spec.definition)).toMatchObject({
      info: { description: expect.stringContaining('Not every hostname') },
      servers: [{ url: 'https://api.example.com' }],
    });
  });

  it('takes a route whose only hostname is too long for one that serves nothing', () => {
    const { entity } = buildRouteEntity([
      view([
        ...platform(),
        httpRoute({ hostnames: [`${'a'.repeat(65_536)}.example.com`] }),
      ]),
    ]);
    expect(entity.metadata).not.toHaveProperty('links');
    expect(JSON.parse(entity.spec.definition)).not.toHaveProperty('servers');
  });
});
