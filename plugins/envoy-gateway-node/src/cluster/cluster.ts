import { LoggerService } from '@backstage/backend-plugin-api';
import {
  EnvoyGatewayVersion,
  RESOURCE_KINDS,
} from '@envoy-gateway-portal/gateway-model';
import { ClusterAccessSource } from '../access/types';
import { toBackstageError } from '../connection/apiRequestError';
import { createConnection } from '../connection/connection';
import { createDiscovery } from '../reflector/discovery';
import { runReflector } from '../reflector/reflector';
import { KindState, ReflectorTiming } from '../reflector/types';
import { ClusterStatus, InventoryCluster, TrafficSourceConfig } from '../types';
import { rollUpStatus } from './clusterStatus';
import { runVersionProbe, versionOfKinds } from './controllerVersion';
import { runHeartbeat } from './heartbeat';
import { haveKindsSynced } from './kindStatus';
import { createPulse } from './pulse';
import { createSnapshotStore } from './snapshotStore';

export interface ClusterTiming extends ReflectorTiming {
  /** Changes that come within this time are applied together. */
  coalesceMs: number;
  heartbeatMs: number;
  heartbeatTimeoutMs: number;
  /** How long an answer of discovery serves other kinds. */
  discoveryReuseMs: number;
  wakeIntervalMs: number;
  /** How often is asked which Envoy Gateway runs. */
  versionProbeMs: number;
}

/** A cluster that can be started once and stopped once. */
export interface RunnableCluster extends InventoryCluster {
  /** Runs until the signal aborts; then every timer and connection is gone. */
  run(signal: AbortSignal): Promise<void>;
}

export function createCluster(options: {
  name: string;
  title?: string;
  /** Which Envoy Gateway runs there, where the cluster itself is not to be asked. */
  envoyGatewayVersion?: EnvoyGatewayVersion;
  traffic: TrafficSourceConfig;
  access: ClusterAccessSource;
  timing: ClusterTiming;
  logger: LoggerService;
  /** Hears which kinds changed; none when only the status did. */
  onChange: (kinds: ReadonlySet<string>) => void;
}): RunnableCluster {
  const { name, title, traffic, access, timing } = options;
  const logger = options.logger.child({ cluster: name });
  const states = new Map<string, KindState>(
    RESOURCE_KINDS.map(({ kind }) => [
      kind,
      { phase: 'pending', hasSynced: false, objects: 0 },
    ]),
  );
  const pulse = createPulse({ wakeIntervalMs: timing.wakeIntervalMs });
  const connection = createConnection({
    cluster: name,
    access,
    requestTimeoutMs: timing.requestTimeoutMs,
    onContact: pulse.contact,
  });
  const store = createSnapshotStore({ coalesceMs: timing.coalesceMs, logger });
  const status = (): ClusterStatus =>
    rollUpStatus({
      name,
      title,
      kinds: RESOURCE_KINDS.map(kind => ({
        kind,
        state: states.get(kind.kind)!,
      })),
      snapshot: store.snapshot,
      lastContact: pulse.lastContact,
      lost: pulse.lost,
    });

  let probed: EnvoyGatewayVersion | undefined;

  let logged: ClusterStatus['phase'] = 'connecting';
  const logPhase = () => {
    const { phase, error } = status();
    if (phase !== logged) {
      logged = phase;
      if (phase === 'degraded' || phase === 'unreachable') {
        logger.warn(`Cluster "${name}" is ${phase}. ${error}`);
      } else {
        logger.info(`Cluster "${name}" is ${phase}`);
      }
    }
  };
  store.onChange(kinds => {
    logPhase();
    options.onChange(kinds);
  });
  pulse.onChange(store.announce);

  const report = (kind: string, state: Readonly<KindState>) => {
    const before = states.get(kind)!;
    states.set(kind, { ...state });
    if (
      before.phase !== state.phase ||
      before.error !== state.error ||
      before.version !== state.version ||
      before.hasSynced !== state.hasSynced
    ) {
      store.announce();
    }
  };

  return {
    name,
    title,
    traffic,
    get envoyGatewayVersion() {
      return (
        options.envoyGatewayVersion ?? probed ?? versionOfKinds(status().kinds)
      );
    },
    get snapshot() {
      return store.snapshot;
    },
    get status() {
      return status();
    },
    hasSynced: (...kinds) => haveKindsSynced(status().kinds, kinds),
    reader: {
      get: async (path, readOptions) => {
        try {
          return await connection.read(path, readOptions);
        } catch (error) {
          throw toBackstageError(error);
        }
      },
    },
    run: async signal => {
      const discovery = createDiscovery({
        connection,
        reuseMs: timing.discoveryReuseMs,
      });
      try {
        await Promise.all([
          runHeartbeat({
            connection,
            pulse,
            intervalMs: timing.heartbeatMs,
            timeoutMs: timing.heartbeatTimeoutMs,
            signal,
          }),
          runVersionProbe({
            connection,
            pulse,
            intervalMs: timing.versionProbeMs,
            timeoutMs: timing.heartbeatTimeoutMs,
            signal,
            onVersion: version => {
              if (version !== probed) {
                probed = version;
                store.announce();
              }
            },
          }),
          ...RESOURCE_KINDS.map(kind =>
            runReflector({
              kind,
              connection,
              discovery,
              pulse,
              timing,
              logger,
              signal,
              sink: {
                change: change => store.change(kind.kind, change),
                replace: changes => store.replace(kind.kind, changes),
                report: state => report(kind.kind, state),
              },
            }),
          ),
        ]);
      } finally {
        store.close();
        connection.close();
      }
    },
  };
}
