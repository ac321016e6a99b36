import { Condition } from '../resources';
import { Snapshot } from '../snapshot';
import { predictStatus } from '../status';

export const NOW = '2026-02-02T00:00:00Z';

export interface Status {
  conditions?: Condition[];
  addresses?: unknown[];
  listeners?: Array<{
    name: string;
    attachedRoutes: number;
    supportedKinds: Array<{ kind: string }>;
    conditions: Condition[];
  }>;
  parents?: Array<{
    parentRef: Record<string, unknown>;
    controllerName: string;
    conditions: Condition[];
  }>;
  ancestors?: Array<{
    ancestorRef: Record<string, unknown>;
    controllerName: string;
    conditions: Condition[];
  }>;
}

export function predict(
  snapshot: Snapshot,
  kind: string,
  name: string,
): Status {
  const found = predictStatus(snapshot, { now: NOW }).find(
    ({ ref }) => ref.kind === kind && ref.name === name,
  );
  return (found?.status ?? {}) as Status;
}

export const words = (conditions: readonly Condition[] = []) =>
  conditions.map(({ type, status, reason }) => `${type}=${status}/${reason}`);

export const messages = (conditions: readonly Condition[] = []) =>
  conditions.map(({ message }) => message);

export const ACCEPTED = 'Accepted=True/Accepted';
export const RESOLVED = 'ResolvedRefs=True/ResolvedRefs';
