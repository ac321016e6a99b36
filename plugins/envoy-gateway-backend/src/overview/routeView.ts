import {
  attachRoute,
  Exposure,
  HTTPRoute,
  ParentAttachment,
  ParentReference,
  readRouteVerdicts,
  routeExposures,
} from '@envoy-gateway-portal/gateway-model';
import {
  ExposureView,
  ParentView,
  RouteView,
  VerdictView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { InventoryCluster } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { EffectiveRules, NOTHING_ON_RULE } from './effectiveView';
import { GatewayName } from './names';
import { ruleView } from './ruleView';
import { verdictView } from './views';

/** No reader is served by more of one route. */
const MOST_EXPOSURES = 500;

/** How to look at a route. */
export interface RouteViewOptions {
  controllerNames: readonly string[];
  /** The Gateway to look from; the other parents are left out. */
  only?: GatewayName;
}

/** A route as it is sent. */
export function routeView(
  cluster: InventoryCluster,
  route: HTTPRoute,
  { controllerNames, only }: RouteViewOptions,
  effective: EffectiveRules,
): RouteView {
  const { snapshot } = cluster;
  const verdicts = readRouteVerdicts(snapshot, route, controllerNames);
  const attached = attachRoute(snapshot, route, controllerNames).flatMap(
    (attachment, i) =>
      isOf(attachment.parentRef, only)
        ? { attachment, verdict: verdictView(verdicts[i].verdict) }
        : [],
  );
  const parents = attached.map(({ attachment, verdict }) =>
    parentView(attachment, verdict),
  );
  const exposures = routeExposures(snapshot, route, controllerNames).filter(
    ({ gateway }) => !only || isSame(gateway, only),
  );
  return {
    ...emptyView(cluster, route),
    parents,
    exposures: exposures
      .slice(0, MOST_EXPOSURES)
      .map(exposure => exposureView(exposure, parents)),
    ...(exposures.length > MOST_EXPOSURES && {
      exposuresOmitted: exposures.length - MOST_EXPOSURES,
    }),
    rules: route.rules.map((_, index) =>
      ruleView(cluster, route, index, effective(route, index, only)),
    ),
  };
}

/**
 * As much of a route as tells whether it is live, for Gateways with very many.
 *
 * @param attach - whether it matters which listeners it attaches to
 */
export function briefRouteView(
  cluster: InventoryCluster,
  route: HTTPRoute,
  { controllerNames, only }: RouteViewOptions,
  attach: boolean,
): RouteView {
  const { snapshot } = cluster;
  const attachments = attach
    ? attachRoute(snapshot, route, controllerNames)
    : [];
  const parents = readRouteVerdicts(snapshot, route, controllerNames).flatMap(
    ({ parentRef, verdict }, i) =>
      isOf(parentRef, only)
        ? parentView(
            attachments[i] ?? { parentRef, listeners: [] },
            verdictView(verdict),
          )
        : [],
  );
  const asksForRules = parents.some(
    ({ verdict }) => verdict.state === 'partlyValid',
  );
  return {
    ...emptyView(cluster, route),
    parents,
    rules: asksForRules
      ? route.rules.map((_, index) =>
          ruleView(cluster, route, index, NOTHING_ON_RULE),
        )
      : [],
  };
}

function emptyView(
  cluster: InventoryCluster,
  { metadata, hostnames }: HTTPRoute,
): RouteView {
  return {
    cluster: cluster.name,
    kind: 'HTTPRoute',
    namespace: metadata.namespace,
    name: metadata.name,
    hostnames,
    parents: [],
    exposures: [],
    rules: [],
  };
}

function isOf(parentRef: ParentReference, only?: GatewayName): boolean {
  return !only || (parentRef.kind === 'Gateway' && isSame(parentRef, only));
}

function isSame(left: GatewayName, right: GatewayName): boolean {
  return left.namespace === right.namespace && left.name === right.name;
}

function parentView(
  { parentRef, listeners, reason, message }: ParentAttachment,
  verdict: VerdictView,
): ParentView {
  const { namespace, name, sectionName, port } = parentRef;
  return {
    gateway: { namespace, name },
    ...(sectionName !== undefined && { sectionName }),
    ...(port !== undefined && { port }),
    verdict,
    listeners: listeners.map(({ listener }) => listener.name),
    ...(reason && { notAttached: { reason, message: message ?? reason } }),
  };
}

function exposureView(
  exposure: Exposure,
  parents: readonly ParentView[],
): ExposureView {
  const parent = parents.find(
    ({ gateway, listeners }) =>
      isSame(gateway, exposure.gateway) &&
      listeners.includes(exposure.listener),
  );
  return {
    scheme: exposure.scheme,
    host: exposure.host,
    port: exposure.port,
    path: exposure.path,
    pathType: exposure.pathType,
    ...(exposure.method !== undefined && { method: exposure.method }),
    gateway: exposure.gateway,
    listener: exposure.listener,
    rule: exposure.rule,
    ...(exposure.url !== undefined && { url: exposure.url }),
    addresses: exposure.addresses,
    certificateRefs: exposure.certificateRefs,
    verdict: parent?.verdict ?? { state: 'noVerdict', problems: [] },
  };
}
