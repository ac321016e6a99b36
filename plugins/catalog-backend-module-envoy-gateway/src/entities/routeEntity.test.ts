import { ENVOY_GATEWAY_CONTROLLER } from '@envoy-gateway-portal/gateway-model';
import {
  gateway,
  gatewayClass,
  httpRoute,
  namespace,
  platform,
  referenceGrant,
  service,
  view,
} from '../testing/objects';
import { ClusterView } from './clusterView';
import { CatalogComponent } from './components';
import { EntityContext, RememberedEntity } from './context';
import { routeCopy } from './copies';
import { MAX_DEFINITION_BYTES } from './routeDefinition';
import { routeEntity } from './routeEntity';
import { refusalOf } from './validateEntity';

const paymentsService: CatalogComponent = {
  entityRef: 'component:default/payments-service',
  owner: 'group:default/payments',
  lifecycle: 'experimental',
  system: 'system:default/money',
};

function build(
  views: ClusterView[],
  options: {
    components?: Record<string, CatalogComponent[]>;
    remembered?: RememberedEntity;
    name?: string;
  } = {},
) {
  const context: EntityContext = {
    controllerNames: [ENVOY_GATEWAY_CONTROLLER],
    components: new Map(Object.entries(options.components ?? {})),
    defaults: { owner: 'group:default/unknown', lifecycle: 'production' },
  };
  const object = {
    kind: 'HTTPRoute' as const,
    namespace: 'payments',
    name: options.name ?? 'payments',
  };
  const copies = views.flatMap(one => {
    const state = routeCopy(one, object, context.controllerNames);
    return state.state === 'present' ? [state.copy] : [];
  });
  return routeEntity(copies, context, options.remembered);
}

describe('routeEntity', () => {
  it('describes one API for a route in two clusters', async () => {
    const production = view([
      ...platform(),
      httpRoute({
        annotations: {
          'envoy-gateway.backstage.io/title': 'Payments',
          'envoy-gateway.backstage.io/description': 'Takes money',
        },
      }),
      service({ kubernetesId: 'payments-service' }),
    ]);
    const staging = view(
      [
        ...platform(),
        httpRoute({ hostnames: ['staging.example.com'] }),
        service(),
      ],
      { name: 'staging' },
    );
    const { entity, problems } = build([production, staging], {
      components: { 'payments-service': [paymentsService] },
    });

    expect(problems).toEqual([]);
    const { definition, ...spec } = entity.spec;
    expect({ metadata: entity.metadata, spec }).toEqual({
      metadata: {
        name: 'payments.payments',
        namespace: 'default',
        title: 'Payments',
        description: 'Takes money',
        annotations: {
          'backstage.io/managed-by-location':
            'envoy-gateway:httproute/payments/payments',
          'backstage.io/managed-by-origin-location':
            'envoy-gateway:httproute/payments/payments',
          'envoy-gateway.backstage.io/http-route': 'payments/payments',
          'envoy-gateway.backstage.io/clusters': 'production,staging',
          'envoy-gateway.backstage.io/owner-source': 'component',
          'envoy-gateway.backstage.io/provided-by':
            'component:default/payments-service',
          'envoy-gateway.backstage.io/parents':
            'api:default/platform.public_gateway',
          'envoy-gateway.backstage.io/content-hash':
            expect.stringMatching(/^[0-9a-f]{32}$/),
        },
        links: [
          {
            url: 'https://api.example.com/payments',
            title: 'api.example.com/payments',
          },
          {
            url: 'https://staging.example.com/payments',
            title: 'staging.example.com/payments',
          },
        ],
      },
      spec: {
        type: 'openapi',
        owner: 'group:default/payments',
        lifecycle: 'experimental',
        system: 'system:default/money',
      },
    });
    expect(JSON.parse(definition)).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Payments', description: 'Takes money' },
      servers: [
        { url: 'https://api.example.com' },
        { url: 'https://staging.example.com' },
      ],
      paths: { '/payments': expect.anything() },
    });
    await expect(refusalOf(entity)).resolves.toBeUndefined();
  });

  it('stays the same, byte for byte, when status, versions and addresses change', () => {
    const build1 = build([view([...platform(), httpRoute(), service()])]);
    const changed = httpRoute({
      status: {
        parents: [
          {
            parentRef: { name: 'public', namespace: 'platform' },
            controllerName: ENVOY_GATEWAY_CONTROLLER,
            conditions: [
              { type: 'Accepted', status: 'False', reason: 'x', message: 'y' },
            ],
          },
        ],
      },
    });
    Object.assign(changed.metadata as object, {
      resourceVersion: '77',
      generation: 5,
      uid: 'u',
    });
    const build2 = build([
      view([
        gatewayClass(),
        gateway({
          status: {
            addresses: [{ value: '192.0.2.1' }],
            listeners: [{ name: 'https', attachedRoutes: 12, conditions: [] }],
          },
        }),
        namespace('platform'),
        namespace('payments'),
        changed,
        service(),
      ]),
    ]);
    expect(JSON.stringify(build2.entity)).toBe(JSON.stringify(build1.entity));
  });

  describe('the owner chain', () => {
    const annotations = (
      owner: string,
      key = 'envoy-gateway.backstage.io',
    ) => ({
      [`${key}/owner`]: owner,
    });
    const owned = (
      objects: {
        route?: Record<string, string>;
        namespace?: Record<string, string>;
        gateway?: Record<string, string>;
        kubernetesId?: string;
      },
      components: CatalogComponent[] = [paymentsService],
    ) => {
      const { entity, problems } = build(
        [
          view([
            gatewayClass(),
            gateway({ annotations: objects.gateway }),
            namespace('payments', objects.namespace),
            httpRoute({ annotations: objects.route }),
            service({ kubernetesId: objects.kubernetesId }),
          ]),
        ],
        { components: { 'payments-service': components } },
      );
      return {
        owner: entity.spec.owner,
        step: entity.metadata.annotations?.[
          'envoy-gateway.backstage.io/owner-source'
        ],
        lifecycle: entity.spec.lifecycle,
        problems,
      };
    };

    it('asks the steps in order and records which one decided', () => {
      const all = {
        route: {
          ...annotations('priya-team'),
          ...annotations('other', 'backstage.io'),
        },
        namespace: annotations('namespace-team'),
        gateway: annotations('user:Default/Pia'),
        kubernetesId: 'payments-service',
      };
      expect(owned(all)).toMatchObject({
        owner: 'group:default/priya-team',
        step: 'annotation',
      });
      expect(
        owned({ ...all, route: annotations('other', 'backstage.io') }),
      ).toMatchObject({ owner: 'group:default/other', step: 'annotation' });
      expect(owned({ ...all, route: undefined })).toMatchObject({
        owner: 'group:default/payments',
        step: 'component',
      });
      expect(
        owned({ ...all, route: undefined, kubernetesId: undefined }),
      ).toMatchObject({
        owner: 'group:default/namespace-team',
        step: 'namespace',
      });
      expect(owned({ gateway: all.gateway })).toMatchObject({
        owner: 'user:default/pia',
        step: 'gateway',
      });
      expect(owned({})).toMatchObject({
        owner: 'group:default/unknown',
        step: 'default',
        lifecycle: 'production',
      });
    });

    it.each([
      ['component:default/x', /not a group or a user/],
      ['a b', /namespace or name Backstage refuses/],
      ['group:', /not an entity ref/],
      ['x'.repeat(70_000), /too long/],
      ['group:default/../admin', /Backstage refuses/],
    ])('passes over an invalid owner (%.20s) and says why', (owner, reason) => {
      const result = owned({
        route: annotations(owner),
        namespace: annotations('namespace-team'),
      });
      expect(result).toMatchObject({ owner: 'group:default/namespace-team' });
      expect(result.problems).toHaveLength(1);
      expect(result.problems[0]).toMatch(reason);
      expect(result.problems[0]).toContain(
        'HTTPRoute payments/payments of cluster production',
      );
      expect(result.problems[0].length).toBeLessThan(400);
    });

    it('does not guess between Components of different owners', () => {
      expect(
        owned({ kubernetesId: 'payments-service' }, [
          paymentsService,
          {
            entityRef: 'component:default/squatter',
            owner: 'group:default/squatters',
            lifecycle: 'experimental',
          },
        ]),
      ).toMatchObject({
        owner: 'group:default/unknown',
        step: 'default',
        lifecycle: 'experimental',
      });
    });

    it('believes the first cluster before a later one', () => {
      const withOwner = (name: string, owner: string) =>
        view([...platform(), httpRoute({ annotations: annotations(owner) })], {
          name,
        });
      const { entity } = build([
        withOwner('production', 'payments'),
        withOwner('dev', 'intruders'),
      ]);
      expect(entity.spec.owner).toBe('group:default/payments');
    });
  });

  describe('the Components that provide it', () => {
    const elsewhere = httpRoute({
      rules: [{ backendRefs: [{ name: 'ledger', namespace: 'ledger' }] }],
    });
    const ledger = service({
      namespace: 'ledger',
      name: 'ledger',
      kubernetesId: 'ledger',
    });
    const components = {
      ledger: [
        { entityRef: 'component:default/ledger', owner: 'group:default/books' },
      ],
    };

    it('are found in another namespace only where a ReferenceGrant allows it', () => {
      const refused = build([view([...platform(), elsewhere, ledger])], {
        components,
      });
      expect(refused.entity.metadata.annotations).not.toHaveProperty([
        'envoy-gateway.backstage.io/provided-by',
      ]);
      expect(refused.entity.spec.owner).toBe('group:default/unknown');

      const granted = build(
        [
          view([
            ...platform(),
            elsewhere,
            ledger,
            referenceGrant('payments', 'ledger'),
          ]),
        ],
        { components },
      );
      expect(granted.entity.spec.owner).toBe('group:default/books');
    });

    it('answer only for the Kubernetes namespace they name', () => {
      const { entity } = build(
        [view([...platform(), httpRoute(), service({ kubernetesId: 'p' })])],
        {
          components: {
            p: [
              { ...paymentsService, kubernetesNamespace: 'other' },
              {
                entityRef: 'component:default/right',
                kubernetesNamespace: 'payments',
              },
            ],
          },
        },
      );
      expect(entity.metadata.annotations).toMatchObject({
        'envoy-gateway.backstage.io/provided-by': 'component:default/right',
      });
    });

    it('are remembered when Services may not be read', () => {
      const remembered: RememberedEntity = {
        owner: 'group:default/payments',
        ownerSource: 'component',
        lifecycle: 'experimental',
        system: undefined,
        providedBy: ['component:default/payments-service'],
      };
      const { entity } = build(
        [
          view([...platform(), httpRoute()], {
            phases: { Service: { phase: 'forbidden' } },
          }),
        ],
        { remembered },
      );
      expect(entity.spec).toMatchObject({
        owner: 'group:default/payments',
        lifecycle: 'experimental',
      });
      expect(entity.metadata.annotations).toMatchObject({
        'envoy-gateway.backstage.io/owner-source': 'component',
        'envoy-gateway.backstage.io/provided-by':
          'component:default/payments-service',
      });
    });
  });

  describe('hostile input', () => {
    it('keeps text printable, short, and free of links, images and HTML', async () => {
      const { entity } = build([
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
      const { entity } = build([
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
      const { entity } = build([
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
      const { entity } = build([
        view([
          ...platform(),
          httpRoute({ hostnames: [`${'a'.repeat(65_536)}.example.com`] }),
        ]),
      ]);
      expect(entity.metadata).not.toHaveProperty('links');
      expect(JSON.parse(entity.spec.definition)).not.toHaveProperty('servers');
    });
  });
});
