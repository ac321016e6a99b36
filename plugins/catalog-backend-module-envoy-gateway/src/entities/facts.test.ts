import { CatalogComponent } from './components';
import { RememberedEntity } from './context';
import {
  gateway,
  gatewayClass,
  httpRoute,
  namespace,
  platform,
  referenceGrant,
  service,
  view,
} from '../__testUtils__/objects';
import {
  buildRouteEntity,
  paymentsComponent,
} from '../__testUtils__/routeEntity';

describe('the owner chain', () => {
  const annotations = (owner: string, key = 'envoy-gateway.backstage.io') => ({
    [`${key}/owner`]: owner,
  });
  const owned = (
    objects: {
      route?: Record<string, string>;
      namespace?: Record<string, string>;
      gateway?: Record<string, string>;
      kubernetesId?: string;
    },
    components: CatalogComponent[] = [paymentsComponent],
  ) => {
    const { entity, problems } = buildRouteEntity(
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
        paymentsComponent,
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
    const { entity } = buildRouteEntity([
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
    const refused = buildRouteEntity(
      [view([...platform(), elsewhere, ledger])],
      {
        components,
      },
    );
    expect(refused.entity.metadata.annotations).not.toHaveProperty([
      'envoy-gateway.backstage.io/provided-by',
    ]);
    expect(refused.entity.spec.owner).toBe('group:default/unknown');

    const granted = buildRouteEntity(
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
    const { entity } = buildRouteEntity(
      [view([...platform(), httpRoute(), service({ kubernetesId: 'p' })])],
      {
        components: {
          p: [
            { ...paymentsComponent, kubernetesNamespace: 'other' },
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
    const { entity } = buildRouteEntity(
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
