import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createSnapshot,
  readGatewayVerdicts,
  readPolicyVerdict,
  readRouteVerdicts,
  Snapshot,
} from '@envoy-gateway-portal/gateway-model';
import { Sandbox, startSandbox } from './sandbox';
import { SERVED_KINDS } from './store';

const SEED = join(__dirname, '..', '..', '..', 'examples', 'gitops');

describe('the example organisation', () => {
  let folder: string;
  let sandbox: Sandbox;
  const snapshots = new Map<string, Snapshot>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-examples-'));
    sandbox = await startSandbox({ dataDir: folder, seedDir: SEED });
    for (const [name, { store }] of sandbox.clusters) {
      snapshots.set(
        name,
        createSnapshot(
          SERVED_KINDS.filter(({ kind }) => kind !== 'Pod').flatMap(kind =>
            store.list(kind),
          ),
        ),
      );
    }
  });
  afterAll(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function verdicts(cluster: string): Record<string, string> {
    const snapshot = snapshots.get(cluster);
    if (!snapshot) throw new Error(`There is no ${cluster}`);
    return Object.fromEntries(
      snapshot.httpRoutes.map(route => {
        const [{ verdict }] = readRouteVerdicts(snapshot, route);
        const { namespace, name } = route.metadata;
        return [`${namespace}/${name}`, verdict.state];
      }),
    );
  }

  it('is applied without a problem', () => {
    expect(sandbox.gitopsStatus().problems).toEqual([]);
    for (const snapshot of snapshots.values()) {
      expect(snapshot.unreadable).toEqual([]);
    }
  });

  it('is in order in production, and has two things to find in staging', () => {
    expect(verdicts('production')).toEqual({
      'orders/orders': 'accepted',
      'payments/invoices': 'accepted',
      'payments/invoices-internal': 'accepted',
      'payments/payments': 'accepted',
    });
    expect(verdicts('staging')).toEqual({
      'orders/orders': 'accepted',
      'orders/returns': 'rejected',
      'payments/invoices': 'accepted',
      'payments/invoices-internal': 'accepted',
      'payments/payments': 'partlyValid',
    });
  });

  it('has Gateways that are up, and policies that are in force, one overridden', () => {
    for (const snapshot of snapshots.values()) {
      expect(
        snapshot.gateways.map(gateway => [
          gateway.metadata.name,
          readGatewayVerdicts(gateway).programmed.state,
        ]),
      ).toEqual([
        ['internal', 'accepted'],
        ['public', 'accepted'],
      ]);
      const policies = (
        [
          'SecurityPolicy',
          'BackendTrafficPolicy',
          'ClientTrafficPolicy',
        ] as const
      ).flatMap(kind => snapshot.policies(kind));
      expect(policies).toHaveLength(6);
      const overridden = policies.filter(policy =>
        readPolicyVerdict(policy).conditions.some(
          ({ type, status }) => type === 'Overridden' && status === 'True',
        ),
      );
      expect(
        overridden.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
      ).toEqual(['SecurityPolicy public', 'BackendTrafficPolicy public']);
    }
  });
});
