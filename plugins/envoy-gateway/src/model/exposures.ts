import {
  ExposureView,
  GatewayView,
  RouteView,
  VerdictView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { safeUrl } from '../format';
import { objectName } from './names';
import { verdictRank } from './verdicts';

/** One address of the entity: everything a rule's matches share is said once. */
export interface ExposureRow {
  key: string;
  /** A link that is safe to follow. */
  url?: string;
  scheme: 'http' | 'https';
  /** `*` stands for every host. */
  host: string;
  /** Absent for the port the scheme implies. */
  port?: number;
  path: string;
  pathType: ExposureView['pathType'];
  /** Sorted; empty means any method. */
  methods: string[];
  gateway: { namespace: string; name: string };
  listener: string;
  cluster: string;
  addresses: string[];
  certificateRefs: Array<{ namespace: string; name: string }>;
  verdict: VerdictView;
}

/** The addresses of some routes, in an order that does not move when a verdict does. */
export function exposureRows(
  routes: readonly RouteView[],
  gateways: readonly GatewayView[] = [],
): ExposureRow[] {
  const rows = new Map<string, ExposureRow>();
  const anyMethod = new Set<string>();
  for (const route of routes) {
    for (const exposure of route.exposures) {
      const key = JSON.stringify([
        route.cluster,
        objectName(exposure.gateway),
        exposure.listener,
        exposure.scheme,
        exposure.host,
        exposure.port,
        exposure.pathType,
        exposure.path,
      ]);
      if (exposure.method === undefined) {
        anyMethod.add(key);
      }
      const placed = {
        ...exposure,
        verdict: verdictThere(exposure, route.cluster, gateways),
      };
      rows.set(key, mergeRow(rows.get(key), placed, route.cluster, key));
    }
  }
  for (const key of anyMethod) {
    rows.get(key)!.methods = [];
  }
  return [...rows.values()].sort(
    (a, b) =>
      a.cluster.localeCompare(b.cluster) ||
      a.host.localeCompare(b.host) ||
      addressText(a).localeCompare(addressText(b)),
  );
}

/** So many of the addresses, in their order: what is broken must not hide behind "show all". */
export function foremostRows(
  rows: readonly ExposureRow[],
  limit: number,
): ExposureRow[] {
  const foremost = new Set(
    [...rows]
      .sort((a, b) => verdictRank(a.verdict) - verdictRank(b.verdict))
      .slice(0, limit),
  );
  return rows.filter(row => foremost.has(row));
}

/** The address as text: what is shown, and what is copied when there is no link. */
export function addressText(
  row: Pick<ExposureRow, 'scheme' | 'host' | 'port' | 'path'>,
): string {
  const port = row.port === undefined ? '' : `:${row.port}`;
  return `${row.scheme}://${row.host}${port}${row.path}`;
}

function mergeRow(
  row: ExposureRow | undefined,
  exposure: ExposureView,
  cluster: string,
  key: string,
): ExposureRow {
  const methods = new Set(row?.methods);
  if (exposure.method !== undefined) {
    methods.add(exposure.method);
  }
  const verdict =
    row && verdictRank(row.verdict) <= verdictRank(exposure.verdict)
      ? row.verdict
      : exposure.verdict;
  return {
    key,
    url: row?.url ?? safeUrl(exposure.url),
    scheme: exposure.scheme,
    host: exposure.host,
    port: isImplied(exposure) ? undefined : exposure.port,
    path: exposure.path,
    pathType: exposure.pathType,
    methods: [...methods].sort(),
    gateway: exposure.gateway,
    listener: exposure.listener,
    cluster,
    addresses: exposure.addresses,
    certificateRefs: exposure.certificateRefs,
    verdict,
  };
}

/**
 * What holds at an address: a route may be accepted where no proxy serves its Gateway, or where the
 * listener takes no requests, and then nothing answers.
 */
function verdictThere(
  exposure: ExposureView,
  cluster: string,
  gateways: readonly GatewayView[],
): VerdictView {
  const gateway = gateways.find(
    candidate =>
      candidate.cluster === cluster &&
      objectName(candidate) === objectName(exposure.gateway),
  );
  const listener = gateway?.listeners.find(
    ({ name }) => name === exposure.listener,
  );
  return [exposure.verdict, gateway?.programmed, listener?.verdict].reduce(
    (worst: VerdictView, verdict) =>
      verdict && verdictRank(verdict) < verdictRank(worst) ? verdict : worst,
    exposure.verdict,
  );
}

function isImplied({ scheme, port }: ExposureView): boolean {
  return port === (scheme === 'https' ? 443 : 80);
}
