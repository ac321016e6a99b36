import { ENVOY_GATEWAY_CONTROLLER } from '@envoy-gateway-portal/gateway-model';
import { parse } from 'yaml';
import {
  gateway,
  gatewayClass,
  httpRoute,
  namespace,
  view,
} from '../__testUtils__/objects';
import { ClusterView } from './clusterView';
import { gatewayCopy } from './copies';
import { gatewayEntity } from './gatewayEntity';
import { refusalOf } from './validateEntity';

const controllerNames = [ENVOY_GATEWAY_CONTROLLER];

function build(views: ClusterView[]) {
  const copies = views.flatMap(one => {
    const state = gatewayCopy(
      one,
      { kind: 'Gateway', namespace: 'platform', name: 'public' },
      controllerNames,
    );
    return state.state === 'present' ? [state.copy] : [];
  });
  return gatewayEntity(copies, {
    controllerNames,
    components: new Map(),
    defaults: { owner: 'group:default/unknown', lifecycle: 'production' },
  }).entity;
}

describe('gatewayEntity', () => {
  it('lists listeners, hosts and routes of every cluster', async () => {
    const entity = build([
      view([
        gatewayClass(),
        gateway(),
        namespace('platform', { 'backstage.io/owner': 'platform' }),
        ...['a', 'b', 'c'].map(name => namespace(name)),
        httpRoute({
          namespace: 'b',
          name: 'two',
          hostnames: ['b.example.com'],
        }),
        httpRoute({
          namespace: 'a',
          name: 'one',
          hostnames: ['a.example.com'],
        }),
        httpRoute({ namespace: 'c', name: 'no', hostnames: ['other.org'] }),
      ]),
      view([gatewayClass(), gateway()], { name: 'staging' }),
    ]);
    expect(entity.metadata).toMatchObject({
      name: 'platform.public_gateway',
      description: 'Gateway platform/public',
      annotations: {
        'envoy-gateway.backstage.io/gateway': 'platform/public',
        'envoy-gateway.backstage.io/clusters': 'production,staging',
        'envoy-gateway.backstage.io/owner-source': 'namespace',
        'backstage.io/managed-by-origin-location':
          'envoy-gateway:gateway/platform/public',
      },
    });
    expect(entity.spec).toMatchObject({
      type: 'gateway',
      owner: 'group:default/platform',
      lifecycle: 'production',
    });
    expect(entity.spec.definition).toBe(`gateway: platform/public
clusters:
  - cluster: production
    gatewayClass: eg
    listeners:
      - name: https
        protocol: HTTPS
        port: 443
        host: "*.example.com"
        allowsRoutesFrom: All
        routes:
          - route: a/one
            hosts:
              - a.example.com
          - route: b/two
            hosts:
              - b.example.com
  - cluster: staging
    gatewayClass: eg
    listeners:
      - name: https
        protocol: HTTPS
        port: 443
        host: "*.example.com"
        allowsRoutesFrom: All
        routes: []
`);
    await expect(refusalOf(entity)).resolves.toBeUndefined();
  });

  it('does not grow with its routes and counters', () => {
    const routes = Array.from({ length: 300 }, (_, index) =>
      httpRoute({ name: `r${String(index).padStart(3, '0')}` }),
    );
    const entity = build([view([gatewayClass(), gateway(), ...routes])]);
    const grown = build([
      view([
        gatewayClass(),
        gateway({
          status: {
            addresses: [{ value: '192.0.2.7' }],
            conditions: [
              { type: 'Programmed', status: 'True', reason: 'P', message: '' },
            ],
            listeners: [{ name: 'https', attachedRoutes: 301, conditions: [] }],
          },
        }),
        ...routes,
        httpRoute({ name: 'zzz' }),
      ]),
    ]);
    expect(grown).toEqual(entity);
    expect(parse(entity.spec.definition)).toMatchObject({
      clusters: [{ moreRoutes: true }],
    });
  });

  it('quotes what a hostile Gateway is made of', async () => {
    const entity = build([
      view([
        gatewayClass(),
        gateway({
          listeners: [
            {
              name: 'x\n- cluster: forged',
              protocol: '&a [*a,*a]',
              port: 80,
              hostname: `${'h'.repeat(70_000)}.example.com`,
            },
          ],
        }),
      ]),
    ]);
    expect(Buffer.byteLength(entity.spec.definition)).toBeLessThan(2_000);
    expect(parse(entity.spec.definition)).toMatchObject({
      clusters: [
        {
          cluster: 'production',
          listeners: [{ name: 'x - cluster: forged', protocol: '&a [*a,*a]' }],
        },
      ],
    });
    await expect(refusalOf(entity)).resolves.toBeUndefined();
  });
});
