import {
  RESOURCE_KINDS,
  ResourceKind,
} from '@envoy-gateway-portal/gateway-model';
import { KindStatus } from '../types';

/** The kinds a `hasSynced` question is about: the named ones, or all that are watched. */
export function haveKindsSynced(
  statuses: Iterable<KindStatus>,
  kinds: readonly string[],
  watched: readonly ResourceKind[] = RESOURCE_KINDS,
): boolean {
  const byKind = new Map<string, KindStatus>();
  for (const status of statuses) {
    byKind.set(status.kind, status);
  }
  const asked = kinds.length > 0 ? kinds : watched.map(({ kind }) => kind);
  return asked.every(kind => {
    const status = byKind.get(kind);
    return (
      status !== undefined && (status.hasSynced || status.phase === 'absent')
    );
  });
}
