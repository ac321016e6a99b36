import {
  EffectivePolicy,
  RouteContext,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { RouteProjection } from '../types';

function nameOf(
  policy: EffectivePolicy,
  { kind, item }: RouteContext,
  ruleIndex: number,
): string | undefined {
  // The layers below HTTP know no names of rules.
  const rule = kind === 'HTTPRoute' || kind === 'GRPCRoute' ? ruleIndex : -1;
  const values: Record<string, string> = {
    '%ROUTE_NAME%': item.name,
    '%ROUTE_NAMESPACE%': item.namespace,
    '%ROUTE_KIND%': kind,
    '%ROUTE_RULE_NAME%': stringAt(item.spec, 'rules', rule, 'name') || '-',
  };
  return (
    stringAt(policy.spec, 'telemetry', 'metrics', 'routeStatName')?.replace(
      /%ROUTE_(?:NAME|NAMESPACE|KIND|RULE_NAME)%/g,
      operator => values[operator],
    ) || undefined
  );
}

/** What a route is called in Envoy's statistics, as its BackendTrafficPolicy has it. */
export const statistics: RouteProjection = {
  observed: ({ layer, route }) =>
    layer === 'udp' ? {} : { name: route.statName },
  expected: ({ policy, route, ruleIndex }) =>
    policy && route.kind !== 'UDPRoute'
      ? { name: nameOf(policy, route, ruleIndex) }
      : {},
};
