import { Case } from '../cases';
import { Manifest } from './generate';
import { Cluster, Oracle } from './oracle';
import { shrink } from './shrink';

const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller';

function gateway(name: string, spec: object = {}): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { namespace: 'one-a', name },
    spec: {
      gatewayClassName: 'judge',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
      ...spec,
    },
  };
}

const CLASS: Manifest = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: 'judge' },
  spec: { controllerName: CONTROLLER },
};

/** An Envoy Gateway that refuses a Gateway with an address, which the model does not. */
function caseOf({ id, manifests }: Cluster): Case {
  return {
    name: id,
    order: 'age',
    objects: [CLASS, ...manifests],
    settings: { controllerName: CONTROLLER, translatorOnly: true },
    verdicts: {
      stage: 'translator',
      objects: manifests.map(manifest => ({
        ...manifest,
        status: {
          conditions: JSON.stringify(manifest.spec).includes('addresses')
            ? [{ type: 'Accepted', status: 'False', reason: 'NotToday' }]
            : [],
        },
      })),
    },
  };
}

describe('shrink', () => {
  it('leaves out the objects and fields that have nothing to do with it', async () => {
    const oracle: Oracle = {
      name: 'double',
      className: 'judge',
      batch: 10,
      judge: async clusters =>
        clusters.map(cluster => ({ case: caseOf(cluster), refused: [] })),
    };
    const manifests = [
      ...Array.from({ length: 12 }, (_, index) => gateway(`g${index}`)),
      gateway('odd', {
        addresses: [{ type: 'IPAddress', value: '198.18.0.1' }],
        allowedListeners: { namespaces: { from: 'All' } },
      }),
    ];
    const small = await shrink(
      oracle,
      { id: 'one', manifests, waves: manifests.map(() => 0) },
      'Gateway',
    );
    expect(
      small?.cluster.manifests.map(({ metadata }) => metadata.name),
    ).toEqual(['odd']);
    expect(small?.cluster.manifests[0].spec).not.toHaveProperty(
      'allowedListeners',
    );
    expect(small?.cluster.manifests[0].spec).toHaveProperty('addresses');
  });

  it('says so when a disagreement does not come back', async () => {
    const oracle: Oracle = {
      name: 'double',
      className: 'judge',
      batch: 10,
      judge: async clusters => clusters.map(() => undefined),
    };
    expect(
      await shrink(oracle, { id: 'one', manifests: [], waves: [] }, 'Gateway'),
    ).toBeUndefined();
  });
});
