/** What to do, by the reason a controller or this portal gave. */
const REMEDIES: Record<string, string> = {
  // Routes
  NoMatchingParent:
    'Name a listener that the Gateway has in sectionName or port of the parentRef, or leave both out.',
  NotAllowedByListeners:
    "Ask the Gateway's owner to allow this namespace in allowedRoutes of the listener, or use a Gateway that does.",
  NoMatchingListenerHostname:
    "Choose a hostname the listener's hostname covers, or ask the Gateway's owner for a listener that covers it.",
  GatewayNotFound:
    'Correct name and namespace of the parentRef, or create the Gateway.',
  UnsupportedValue:
    'Correct the field the message names; Envoy Gateway does not support its value.',
  InvalidRule: 'Correct the rule the message names.',
  IncompatibleFilters:
    'Remove one of the filters that cannot stand in the same rule.',
  BackendNotFound:
    'Create the Service the rule refers to, or correct the backendRef. Until then the rule answers 500.',
  PortNotFound:
    'Give the backendRef a port that the Service has. Until then the rule answers 500.',
  PortNotSpecified: 'Give the backendRef a port.',
  RefNotPermitted:
    'Create a ReferenceGrant in the namespace referred to, or refer to an object of the own namespace.',
  InvalidKind:
    'Refer to a Service, or to a Backend where Envoy Gateway has these enabled.',
  InvalidBackendRef: 'Correct the backendRef the message names.',
  InvalidBackendTLS:
    'Correct the BackendTLSPolicy of the backend, or the certificate it refers to.',
  InvalidBackendFilters: 'Correct the filters of the backendRef.',
  EndpointsNotFound:
    'Start pods that the Service selects and that are ready. Until then the rule answers 503.',
  RouteRulesOverlap:
    'Two routes match the same requests; the older one gets them. Change the matches of one.',
  // Gateways
  ListenersNotValid: 'Correct the listeners the message names.',
  AddressNotAssigned:
    'Give the Gateway an address: let the cluster assign one to its LoadBalancer Service, or name one in spec.addresses.',
  AddressNotUsable: 'Correct spec.addresses of the Gateway.',
  NoResources:
    "See why the Gateway's Envoy pods do not run: the events of its Deployment tell.",
  UnsupportedAddress: 'Use addresses of a type Envoy Gateway supports.',
  InvalidParameters:
    'Correct the EnvoyProxy that the Gateway or its class refers to.',
  InvalidCertificateRef:
    'Create the Secret the listener refers to, with a certificate and key in it.',
  HostnameConflict: 'Give the listeners of one port hostnames that differ.',
  ProtocolConflict: 'Give the listeners of one port the same protocol.',
  // Policies
  Conflicted:
    'Only the oldest policy of a kind holds for a target. Join the two, or target something narrower.',
  Invalid:
    'Correct the field the message names. Until then the routes it targets may answer 500.',
  TargetNotFound:
    'Correct sectionName of the targetRef: the target has no part of that name.',
};

const ADMISSION: Record<string, string> = {
  noVerdict:
    "See whether the envoy-gateway controller runs in this cluster, and whether its controllerName is one of the portal's.",
  stale:
    'Wait a moment. If it stays, see whether the envoy-gateway controller runs in this cluster.',
};

/** What to do about a reason; Envoy Gateway joins several with commas. */
export function remedyFor(reason: string | undefined): string | undefined {
  const remedies = (reason ?? '')
    .split(',')
    .map(one => one.trim())
    .flatMap(one => (Object.hasOwn(REMEDIES, one) ? REMEDIES[one] : []));
  return remedies.length > 0 ? [...new Set(remedies)].join(' ') : undefined;
}

/** What to do when the controller has not judged, or judged an older generation. */
export function remedyForState(state: 'noVerdict' | 'stale'): string {
  return ADMISSION[state];
}
