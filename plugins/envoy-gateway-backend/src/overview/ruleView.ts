import {
  backendExists,
  BackendReference,
  HTTPRoute,
  HTTPRouteMatch,
  HTTPRouteRule,
  isKnownBackendKind,
} from '@envoy-gateway-portal/gateway-model';
import { RuleView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { InventoryCluster } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { EffectiveOnRule } from './effectiveView';

/** A rule as it is sent, with what is known of the policies on it. */
export function ruleView(
  cluster: InventoryCluster,
  route: HTTPRoute,
  index: number,
  effective: EffectiveOnRule,
): RuleView {
  const rule = route.rules[index];
  return {
    index,
    ...(rule.name !== undefined && { name: rule.name }),
    matches: rule.matches.map(matchView),
    backends: rule.backendRefs.map(ref => ({
      kind: ref.kind,
      namespace: ref.namespace,
      name: ref.name,
      ...(ref.port !== undefined && { port: ref.port }),
      weight: ref.weight,
      exists: whetherExists(cluster, ref),
    })),
    filters: rule.filters.map(({ type }) => type),
    ...(rule.timeouts && { timeouts: timeoutsView(rule.timeouts) }),
    ...(typeof rule.retry?.attempts === 'number' && {
      retryAttempts: rule.retry.attempts,
    }),
    ...effective,
  };
}

function matchView(match: HTTPRouteMatch): RuleView['matches'][number] {
  return {
    path: match.path.value,
    pathType: match.path.type,
    ...(match.method !== undefined && { method: match.method }),
    conditions: [
      ...match.headers.map(header => conditionText('header', header)),
      ...match.queryParams.map(param => conditionText('query', param)),
    ],
  };
}

function conditionText(
  where: string,
  match: HTTPRouteMatch['headers'][number],
): string {
  return match.type === 'RegularExpression'
    ? `${where} ${match.name} matches ${match.value}`
    : `${where} ${match.name}: ${match.value}`;
}

/** A backend is missing only when all of its kind were listed and it was not among them. */
function whetherExists(
  cluster: InventoryCluster,
  ref: BackendReference,
): 'yes' | 'no' | 'unknown' {
  if (!isKnownBackendKind(ref)) {
    return 'unknown';
  }
  if (backendExists(cluster.snapshot, ref)) {
    return 'yes';
  }
  return cluster.hasSynced(ref.kind) ? 'no' : 'unknown';
}

function timeoutsView({
  request,
  backendRequest,
}: NonNullable<HTTPRouteRule['timeouts']>): RuleView['timeouts'] {
  return {
    ...(request !== undefined && { request }),
    ...(backendRequest !== undefined && { backendRequest }),
  };
}
