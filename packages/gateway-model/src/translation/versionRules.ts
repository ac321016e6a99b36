import { EnvoyGatewayVersion, TranslationSettings } from './types';

/**
 * Where the versions of Envoy Gateway decide otherwise. Each rule is named after what the newest does; the older
 * ones do without.
 */
export interface VersionRules {
  /** A Gateway none of whose listeners is accepted is not either. */
  readonly gatewayGoesByListeners: boolean;
  /** EnvoyProxies have a status. */
  readonly envoyProxyStatus: boolean;
  /** Routes with the same matches are told so (`RouteRulesOverlap`). */
  readonly routeOverlaps: boolean;
  /** A route is accepted also where no listener it may use is ready; before, it was not (`NoReadyListeners`). */
  readonly acceptedWithoutReadyListener: boolean;
  /** Of several TCPRoutes or UDPRoutes on one listener all are accepted, though the oldest alone is served. */
  readonly acceptedOnTakenListener: boolean;
  /** A listener in conflict that is at fault itself takes nobody's place. */
  readonly conflictsOfSoundOnly: boolean;
  /** A listener without a valid certificate is accepted, though it does not serve. */
  readonly acceptsWithoutCertificate: boolean;
  /** A Gateway's own `tls` is looked at. */
  readonly gatewayTls: boolean;
  /** Addresses a Gateway asks for are looked at. */
  readonly gatewayAddresses: boolean;
  /** An HTTPRoute that is not accepted still answers, with errors. */
  readonly servesRefusedRoutes: boolean;
  /** Listeners count the routes that share a hostname with them, not all that they let in. */
  readonly countsByHostname: boolean;
  /** Policies are merged also on listeners none of which is ready. */
  readonly mergesWithoutReadyListener: boolean;
  /** Gateways of others that a route names are no ancestors of its policies. */
  readonly ownAncestorsOnly: boolean;
  /** Listeners of ListenerSets that are in conflict are not accepted either, and by no rule of their own. */
  readonly conflictsRefuseListenerSets: boolean;
  /** Policies can be attached to ListenerSets, and routes that attach by one are ancestors of theirs. */
  readonly policiesOnListenerSets: boolean;
  /** Policies on what has many ancestors forget the least important ones as they go. */
  readonly boundsAncestors: boolean;
  /** What is wrong with a BackendTrafficPolicy once it is merged is told in its status. */
  readonly tellsMergedProblems: boolean;
  /** That routes are merged into a policy is told by that policy alone, not by all that might have been. */
  readonly mergesToldByParentAlone: boolean;
  /** Deprecated fields are told of wherever a policy is attached. */
  readonly deprecationsEverywhere: boolean;
  /** EnvoyExtensionPolicies can be merged. */
  readonly mergesExtensionPolicies: boolean;
  /** SecurityPolicies can be merged. */
  readonly mergesSecurityPolicies: boolean;
  /** A BackendTLSPolicy for a section goes before an older one for the whole. */
  readonly backendTlsGoesBySection: boolean;
  /** A policy on a route takes the place of what is said of `routingType` above it, even where it says nothing. */
  readonly replacesRoutingType: boolean;
  /** Services of type ExternalName are refused as backends. */
  readonly refusesExternalName: boolean;
  /** A backendRef cannot rewrite the path. */
  readonly refusesBackendPathRewrite: boolean;
  /** Host names of Backends may end with a dot. */
  readonly rootedHostnames: boolean;
  /** GRPCRoutes can use HTTPRouteFilters. */
  readonly grpcRouteFilters: boolean;
  /** Sessions can time out by being idle. */
  readonly idleSessions: boolean;
}

const RULES_1_9: VersionRules = {
  gatewayGoesByListeners: true,
  envoyProxyStatus: true,
  routeOverlaps: true,
  acceptedWithoutReadyListener: true,
  acceptedOnTakenListener: true,
  conflictsOfSoundOnly: true,
  acceptsWithoutCertificate: true,
  gatewayTls: true,
  gatewayAddresses: true,
  servesRefusedRoutes: true,
  countsByHostname: true,
  mergesWithoutReadyListener: true,
  ownAncestorsOnly: true,
  conflictsRefuseListenerSets: true,
  policiesOnListenerSets: true,
  boundsAncestors: true,
  tellsMergedProblems: true,
  mergesToldByParentAlone: true,
  deprecationsEverywhere: true,
  mergesExtensionPolicies: true,
  mergesSecurityPolicies: true,
  backendTlsGoesBySection: true,
  replacesRoutingType: true,
  refusesExternalName: true,
  refusesBackendPathRewrite: true,
  rootedHostnames: true,
  grpcRouteFilters: true,
  idleSessions: true,
};

const RULES_1_8: VersionRules = {
  ...RULES_1_9,
  gatewayGoesByListeners: false,
  envoyProxyStatus: false,
  routeOverlaps: false,
  acceptedWithoutReadyListener: false,
  acceptedOnTakenListener: false,
  conflictsRefuseListenerSets: false,
  policiesOnListenerSets: false,
  boundsAncestors: false,
  tellsMergedProblems: false,
  mergesToldByParentAlone: false,
  deprecationsEverywhere: false,
  mergesExtensionPolicies: false,
  backendTlsGoesBySection: false,
  replacesRoutingType: false,
  refusesExternalName: false,
  refusesBackendPathRewrite: false,
  rootedHostnames: false,
  grpcRouteFilters: false,
  idleSessions: false,
};

const RULES_1_7: VersionRules = {
  ...RULES_1_8,
  conflictsOfSoundOnly: false,
  acceptsWithoutCertificate: false,
  gatewayTls: false,
  gatewayAddresses: false,
  servesRefusedRoutes: false,
  countsByHostname: false,
  mergesWithoutReadyListener: false,
  ownAncestorsOnly: false,
  mergesSecurityPolicies: false,
};

const RULES: ReadonlyMap<string, VersionRules> = new Map<
  EnvoyGatewayVersion,
  VersionRules
>([
  ['1.9', RULES_1_9],
  ['1.8', RULES_1_8],
  ['1.7', RULES_1_7],
]);

/** The rules of the version that is asked about; those of the newest where nobody has said. */
export function versionRules({ version }: TranslationSettings): VersionRules {
  return (version && RULES.get(version)) ?? RULES_1_9;
}
