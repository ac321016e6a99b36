import { Snapshot } from '@envoy-gateway-portal/gateway-model';
import {
  InventoryCluster,
  KindPhase,
} from '@envoy-gateway-portal/plugin-envoy-gateway-node';

/** The kinds that entities are made of; the names of no other kind matter here. */
export const ENTITY_KINDS = [
  'HTTPRoute',
  'Gateway',
  'GatewayClass',
  'Namespace',
  'Service',
  'ReferenceGrant',
] as const;

export type EntityKind = (typeof ENTITY_KINDS)[number];

interface KindView {
  phase: KindPhase;
  hasSynced: boolean;
  lastContact?: string;
}

/**
 * A cluster at one moment: its snapshot, and how far each kind of it may be believed. Taken once per
 * pass, so that everything decided in a pass is decided from the same state.
 */
export interface ClusterView {
  readonly name: string;
  readonly snapshot: Snapshot;
  /** RFC 3339; the last time the API server answered anything. */
  readonly lastContact?: string;
  readonly kinds: ReadonlyMap<string, KindView>;
}

export function viewCluster(
  cluster: Pick<InventoryCluster, 'name' | 'snapshot' | 'status'>,
): ClusterView {
  const { status } = cluster;
  return {
    name: cluster.name,
    snapshot: cluster.snapshot,
    lastContact: status.lastContact,
    kinds: new Map(
      status.kinds.map(({ kind, phase, hasSynced, lastContact }) => [
        kind,
        { phase, hasSynced, lastContact },
      ]),
    ),
  };
}

/**
 * The kind was listed completely since the start and is still served: what the snapshot holds of it was
 * true when the cluster last answered. An absent kind is not readable: a CustomResourceDefinition that
 * is gone for a moment says nothing about its objects.
 */
export function isReadable(view: ClusterView, kind: EntityKind): boolean {
  const status = view.kinds.get(kind);
  return status !== undefined && status.hasSynced && status.phase !== 'absent';
}

/** The kind is readable and watched right now: what the snapshot lacks has been deleted. */
export function isCurrent(view: ClusterView, kind: EntityKind): boolean {
  return isReadable(view, kind) && view.kinds.get(kind)?.phase === 'watching';
}

/** The first complete listing is on its way; a moment's patience saves writing an entity twice. */
export function isSettling(view: ClusterView, kind: EntityKind): boolean {
  const status = view.kinds.get(kind);
  return (
    status !== undefined &&
    !status.hasSynced &&
    (status.phase === 'pending' || status.phase === 'listing')
  );
}

/** Why a kind cannot be read, in words. */
export function unreadableBecause(view: ClusterView, kind: EntityKind): string {
  const phase = view.kinds.get(kind)?.phase ?? 'pending';
  const words: Record<KindPhase, string> = {
    pending: 'have not been asked for yet',
    listing: 'are being listed for the first time',
    absent: 'are not served by its API server',
    forbidden: 'may not be listed with the configured credentials',
    failing: 'cannot be listed at present',
    watching: 'are watched',
  };
  return `${kind}s of cluster ${view.name} ${words[phase]}`;
}
