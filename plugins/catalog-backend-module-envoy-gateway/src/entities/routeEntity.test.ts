import { ENVOY_GATEWAY_CONTROLLER } from '@envoy-gateway-portal/gateway-model';
import { refusalOf } from './validateEntity';
import {
  gateway,
  gatewayClass,
  httpRoute,
  namespace,
  platform,
  service,
  view,
} from '../__testUtils__/objects';
import {
  buildRouteEntity,
  paymentsComponent,
} from '../__testUtils__/routeEntity';

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
    const { entity, problems } = buildRouteEntity([production, staging], {
      components: { 'payments-service': [paymentsComponent] },
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
    const build1 = buildRouteEntity([
      view([...platform(), httpRoute(), service()]),
    ]);
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
    const build2 = buildRouteEntity([
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
});
