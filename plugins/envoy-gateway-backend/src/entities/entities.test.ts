import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import {
  componentEntity,
  gatewayEntity,
  routeEntity,
} from '../__testUtils__/entities';
import { BASICS, httpRoute, rule, service } from '../__testUtils__/manifests';
import { EntityTarget, entityTarget } from './entityTarget';
import { findRoutes } from './findRoutes';

const FOREIGN_ORIGIN = 'url:https://git.example.com/evil/catalog-info.yaml';

describe('entityTarget', () => {
  it('believes the entities of this suite', () => {
    expect(entityTarget(routeEntity('payments', 'payments'))).toEqual({
      type: 'route',
      namespace: 'payments',
      name: 'payments',
    });
    for (const kind of ['API', 'Resource']) {
      expect(
        entityTarget({ ...gatewayEntity('platform', 'public'), kind }),
      ).toEqual({ type: 'gateway', namespace: 'platform', name: 'public' });
    }
  });

  it('does not believe an entity of another origin that claims a route', () => {
    const claims = routeEntity('payments', 'payments');
    for (const origin of [
      FOREIGN_ORIGIN,
      `${FOREIGN_ORIGIN}#envoy-gateway:`,
      ' envoy-gateway:x',
      undefined,
    ]) {
      const annotations = { ...claims.metadata.annotations };
      if (origin === undefined) {
        delete annotations['backstage.io/managed-by-origin-location'];
      } else {
        annotations['backstage.io/managed-by-origin-location'] = origin;
      }
      expect(
        entityTarget({
          ...claims,
          metadata: { ...claims.metadata, annotations },
        }),
      ).toEqual({ type: 'nothing' });
    }
  });

  it('ignores claims that are no name, and kinds that stand for nothing', () => {
    for (const claim of ['payments', 'a/b/c', '/b', 'a/', '']) {
      const entity = routeEntity('payments', 'payments');
      entity.metadata.annotations!['envoy-gateway.backstage.io/http-route'] =
        claim;
      expect(entityTarget(entity)).toEqual({ type: 'nothing' });
    }
    expect(
      entityTarget({ ...componentEntity('payments'), kind: 'User' }),
    ).toEqual({ type: 'nothing' });
    expect(entityTarget(componentEntity('payments', {}))).toEqual({
      type: 'nothing',
    });
  });

  it('ties a Component to Services, in one namespace where it says so', () => {
    expect(
      entityTarget(
        componentEntity('payments-service', {
          'backstage.io/kubernetes-id': 'pay',
          'backstage.io/kubernetes-namespace': 'payments',
        }),
      ),
    ).toEqual({ type: 'services', kubernetesId: 'pay', namespace: 'payments' });
  });
});

describe('findRoutes', () => {
  const id = { 'backstage.io/kubernetes-id': 'pay' };
  const objects = [
    ...BASICS,
    service('labelled', { labels: id }),
    service('annotated', { annotations: id }),
    service('labelled', { namespace: 'orders', labels: id }),
    service('other', { labels: { 'backstage.io/kubernetes-id': 'other' } }),
    httpRoute('by-label', { rules: [rule('/a', 'labelled')] }),
    httpRoute('by-annotation', {
      rules: [rule('/b', 'other'), rule('/c', 'annotated')],
    }),
    httpRoute('elsewhere', {
      namespace: 'orders',
      rules: [rule('/d', 'labelled')],
    }),
    httpRoute('not-mine', { rules: [rule('/e', 'other')] }),
    httpRoute('not-a-service', {
      rules: [
        {
          backendRefs: [
            {
              group: 'gateway.envoyproxy.io',
              kind: 'Backend',
              name: 'labelled',
              port: 1,
            },
          ],
        },
      ],
    }),
  ];
  const names = (
    target: EntityTarget,
    hasSynced: boolean | string[] = true,
  ) => {
    const { routes, complete } = findRoutes(
      inventoryMock({
        clusters: [{ name: 'production', objects, hasSynced }],
      }).cluster('production')!,
      target,
    );
    return {
      routes: routes.map(route => route.metadata.name).sort(),
      complete,
    };
  };

  it("finds the routes to a Component's Services", () => {
    expect(names({ type: 'services', kubernetesId: 'pay' })).toEqual({
      routes: ['by-annotation', 'by-label', 'elsewhere'],
      complete: true,
    });
    expect(
      names({ type: 'services', kubernetesId: 'pay', namespace: 'payments' })
        .routes,
    ).toEqual(['by-annotation', 'by-label']);
    expect(names({ type: 'services', kubernetesId: 'nobody' }).routes).toEqual(
      [],
    );
  });

  it('says when nothing found proves nothing', () => {
    expect(
      names({ type: 'services', kubernetesId: 'x' }, ['HTTPRoute']).complete,
    ).toBe(false);
    expect(
      names({ type: 'route', namespace: 'payments', name: 'x' }, ['HTTPRoute'])
        .complete,
    ).toBe(true);
    expect(
      names({ type: 'gateway', namespace: 'platform', name: 'public' }, [
        'HTTPRoute',
      ]).complete,
    ).toBe(false);
  });

  it('finds the route itself, and the routes of a Gateway', () => {
    expect(
      names({ type: 'route', namespace: 'payments', name: 'by-label' }).routes,
    ).toEqual(['by-label']);
    expect(
      names({ type: 'gateway', namespace: 'platform', name: 'public' }).routes,
    ).toHaveLength(5);
    expect(names({ type: 'nothing' }).routes).toEqual([]);
  });
});
