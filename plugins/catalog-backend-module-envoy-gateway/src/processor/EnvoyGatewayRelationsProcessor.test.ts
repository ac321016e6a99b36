import { Entity } from '@backstage/catalog-model';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { EnvoyGatewayRelationsProcessor } from './EnvoyGatewayRelationsProcessor';

function api(overrides: {
  kind?: string;
  origin?: string;
  providedBy?: string;
  parents?: string;
}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: overrides.kind ?? 'API',
    metadata: {
      name: 'payments.payments',
      annotations: {
        'backstage.io/managed-by-origin-location':
          overrides.origin ?? 'envoy-gateway:httproute/payments/payments',
        'envoy-gateway.backstage.io/provided-by':
          overrides.providedBy ?? 'component:default/payments-service',
        'envoy-gateway.backstage.io/parents':
          overrides.parents ?? 'api:default/platform.public_gateway',
      },
    },
  };
}

async function relationsOf(entity: Entity) {
  const emitted: CatalogProcessorResult[] = [];
  const result = await new EnvoyGatewayRelationsProcessor().postProcessEntity(
    entity,
    {},
    one => emitted.push(one),
  );
  expect(result).toBe(entity);
  return emitted.map(one =>
    one.type === 'relation'
      ? `${one.relation.source.kind}:${one.relation.source.name} ${one.relation.type} ${one.relation.target.kind}:${one.relation.target.name}`.toLocaleLowerCase(
          'en-US',
        )
      : one.type,
  );
}

describe('EnvoyGatewayRelationsProcessor', () => {
  it('relates an API to its Components and Gateways, both ways', async () => {
    await expect(
      relationsOf(
        api({
          providedBy:
            'component:default/payments-service,component:default/invoices',
        }),
      ),
    ).resolves.toEqual([
      'api:payments.payments apiprovidedby component:payments-service',
      'component:payments-service providesapi api:payments.payments',
      'api:payments.payments apiprovidedby component:invoices',
      'component:invoices providesapi api:payments.payments',
      'api:payments.payments dependson api:platform.public_gateway',
      'api:platform.public_gateway dependencyof api:payments.payments',
    ]);
  });

  it.each([
    ['a file', { origin: 'url:https://git.example/catalog-info.yaml' }],
    ['a look-alike', { origin: 'url:envoy-gateway:httproute/a/b' }],
    ['another kind', { kind: 'Component' }],
  ])('believes nothing that %s says', async (_, overrides) => {
    await expect(relationsOf(api(overrides))).resolves.toEqual([]);
  });

  it('passes over refs that are not of the kind they should be', async () => {
    await expect(
      relationsOf(
        api({
          providedBy: 'user:default/pia,,component:a b,group:default/x',
          parents: 'component:default/x,:,api:default/ok',
        }),
      ),
    ).resolves.toEqual([
      'api:payments.payments dependson api:ok',
      'api:ok dependencyof api:payments.payments',
    ]);
  });
});
