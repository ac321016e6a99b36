import { ResourceKind, Snapshot } from '@envoy-gateway-portal/gateway-model';
import { KindState } from '../reflector/types';
import { ClusterPhase, ClusterStatus, KindStatus } from '../types';

/** How a cluster stands, from how its kinds stand. */
export function rollUpStatus(options: {
  name: string;
  title?: string;
  kinds: ReadonlyArray<{ kind: ResourceKind; state: Readonly<KindState> }>;
  snapshot: Snapshot;
  /** Milliseconds since the epoch. */
  lastContact?: number;
  /** Why nothing answers. */
  lost?: string;
}): ClusterStatus {
  const { name, title, lost } = options;
  const unreadable = countUnreadable(options.snapshot);
  const kinds = options.kinds.map(({ kind: { group, kind }, state }) => ({
    group,
    kind,
    version: state.version,
    phase: state.phase,
    hasSynced: state.hasSynced,
    objects: state.objects,
    unreadable: unreadable.get(`${group}/${kind}`) ?? 0,
    lastContact: formatTime(state.lastContact),
    error: state.error,
  }));
  const phase = lost === undefined ? phaseOf(kinds) : 'unreachable';
  return {
    name,
    title,
    phase,
    lastContact: formatTime(options.lastContact),
    error: lost ?? describeErrors(phase, kinds),
    kinds,
  };
}

const isUnread = ({ phase }: KindStatus) =>
  phase === 'failing' || phase === 'forbidden';

function phaseOf(kinds: readonly KindStatus[]): ClusterPhase {
  const present = kinds.filter(({ phase }) => phase !== 'absent');
  const unread = present.filter(isUnread);
  if (present.length > 0 && unread.length === present.length) {
    return 'unreachable';
  }
  const watched = present.filter(({ phase }) => phase === 'watching');
  if (unread.length > 0 && watched.length > 0) {
    return 'degraded';
  }
  return watched.length === present.length ? 'synced' : 'connecting';
}

function describeErrors(
  phase: ClusterPhase,
  kinds: readonly KindStatus[],
): string | undefined {
  const unread = kinds.filter(isUnread);
  if (unread.length === 0) {
    return undefined;
  }
  const [{ error }] = unread;
  if (phase === 'unreachable') {
    return error;
  }
  const names = unread.map(({ kind }) => kind).join(', ');
  const shown = unread.every(({ hasSynced }) => hasSynced)
    ? ', and what was known last is shown'
    : '';
  return `${names} cannot be read now${shown}. ${error}`;
}

function countUnreadable(snapshot: Snapshot): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { ref } of snapshot.unreadable) {
    const key = `${ref.group}/${ref.kind}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function formatTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined
    ? undefined
    : new Date(milliseconds).toISOString();
}
