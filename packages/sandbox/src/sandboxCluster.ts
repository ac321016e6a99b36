import { Clock } from './clock';
import { Controller, startController } from './controller/controller';
import { METRICS_PORT, owningGateway } from './controller/proxyPods';
import { ClusterTokens } from './credentials';
import {
  ADMIN,
  ApiServer,
  CannedAnswer,
  createIdentities,
  Identity,
  noFaults,
  READER,
  startApiServer,
} from './kubernetes-api';
import { Logger } from './logger';
import { renderProxyStatistics } from './statistics';
import { createObjectStore, ObjectStore, StoredObject } from './store';

/**
 * A cluster of the sandbox, and what can go wrong with it at the hands of a test.
 *
 * @public
 */
export interface SandboxCluster {
  readonly name: string;
  readonly url: string;
  /** A token with the rights the portal needs. */
  readonly readerToken: string;
  /** A token with all rights. */
  readonly adminToken: string;
  /** The objects, for tests that change them without HTTP. */
  readonly store: ObjectStore;
  /** Takes requests and answers none; watches stand still. Ended by {@link SandboxCluster.resume}. */
  pause(): void;
  /** Refuses connections, as a server that is down does. Ended by {@link SandboxCluster.resume}. */
  refuse(): Promise<void>;
  /** Gives every request the same answer. Ended by {@link SandboxCluster.resume}. */
  answerWith(answer: CannedAnswer): void;
  resume(): Promise<void>;
  /** Ends every connection, without a goodbye. */
  dropConnections(): void;
  /** Forgets the history: watches and pages that need it end in 410. */
  compact(): void;
  /** Lets somebody else in; gives the token. */
  admit(identity: Identity): string;
  /** Makes a token worthless. */
  revoke(token: string): void;
  /** Denies a kind to everyone. */
  forbid(kind: string): void;
  allow(kind: string): void;
  /** Makes a kind one that the server does not serve, as when its CRD is not installed. */
  withdraw(kind: string): void;
  restore(kind: string): void;
}

/** What the sandbox itself does with a cluster. */
export interface ClusterRuntime {
  cluster: SandboxCluster;
  controller: Controller;
  stop(): Promise<void>;
}

/** A cluster before its API is opened. */
export interface ClusterParts {
  name: string;
  store: ObjectStore;
  controller: Controller;
}

/** The parts of a cluster that need no port: they are filled before anyone can look. */
export function prepareCluster(options: {
  name: string;
  clock: Clock;
  logger: Logger;
  eventLogLimit?: number;
}): ClusterParts {
  const { name, clock, logger, eventLogLimit } = options;
  const store = createObjectStore({ clock, eventLogLimit });
  const controller = startController({ cluster: name, store, clock, logger });
  return { name, store, controller };
}

function statisticsOf(
  controller: Controller,
  clock: Clock,
  pod: StoredObject,
  port: string | undefined,
  path: string,
) {
  const owner = owningGateway(pod);
  const proxy = owner && controller.proxyOf(owner.namespace, owner.name);
  if (!proxy || port !== String(METRICS_PORT)) return undefined;
  return path === '/stats/prometheus'
    ? {
        status: 200,
        contentType: 'text/plain; charset=UTF-8',
        body: renderProxyStatistics(proxy, clock()),
      }
    : { status: 404, contentType: 'text/plain', body: '' };
}

/** Opens the API of a cluster. */
export async function openCluster(
  parts: ClusterParts,
  options: {
    host: string;
    port: number;
    tokens: ClusterTokens;
    clock: Clock;
    bookmarkIntervalMs?: number;
  },
): Promise<ClusterRuntime> {
  const { name, store, controller } = parts;
  const { host, port, tokens, clock, bookmarkIntervalMs } = options;
  const identities = createIdentities();
  identities.issue(READER, tokens.reader);
  identities.issue(ADMIN, tokens.admin);
  const faults = noFaults();
  const api: ApiServer = await startApiServer({
    name: `cluster ${name}`,
    host,
    port,
    store,
    clock,
    identities,
    faults,
    bookmarkIntervalMs,
    answerForPod: (pod, podPort, path) =>
      statisticsOf(controller, clock, pod, podPort, path),
  });

  const cluster: SandboxCluster = {
    name,
    url: api.server.url,
    readerToken: tokens.reader,
    adminToken: tokens.admin,
    store,
    pause() {
      faults.paused = true;
    },
    refuse: () => api.server.close(),
    answerWith(answer) {
      faults.cannedAnswer = answer;
    },
    async resume() {
      faults.paused = false;
      faults.cannedAnswer = undefined;
      await api.server.open();
      api.goOn();
    },
    dropConnections: () => api.server.dropConnections(),
    compact: () => store.compact(),
    admit: identity => identities.issue(identity),
    revoke: token => identities.revoke(token),
    forbid(kind) {
      faults.forbiddenKinds.add(kind);
    },
    allow(kind) {
      faults.forbiddenKinds.delete(kind);
    },
    withdraw(kind) {
      faults.withdrawnKinds.add(kind);
    },
    restore(kind) {
      faults.withdrawnKinds.delete(kind);
    },
  };
  return {
    cluster,
    controller,
    async stop() {
      controller.stop();
      await api.server.close();
    },
  };
}
