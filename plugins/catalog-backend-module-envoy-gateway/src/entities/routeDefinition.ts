import {
  deriveOpenApi,
  Exposure,
  HTTPRoute,
  routeExposures,
} from '@envoy-gateway-portal/gateway-model';
import { Copy } from './copies';

/** What a definition may be at most, in bytes. The catalog keeps it in every copy of the entity. */
export const MAX_DEFINITION_BYTES = 256 * 1024;

/** Twice what an API server accepts; beyond it a manifest was not written for one. */
const MAX_HOSTNAMES = 32;
const MAX_MATCHES = 256;
const MAX_HOSTNAME_LENGTH = 253;

/**
 * The route cut to what an API server would have accepted, or the route itself. A manifest read from a
 * folder may hold any number of hostnames and matches, and they multiply.
 */
function boundRoute(route: HTTPRoute): HTTPRoute {
  const hostnames = route.hostnames
    .filter(hostname => hostname.length <= MAX_HOSTNAME_LENGTH)
    .slice(0, MAX_HOSTNAMES);
  let matchesLeft = MAX_MATCHES;
  const rules = route.rules.map(rule => {
    const matches = rule.matches.slice(0, matchesLeft);
    matchesLeft -= matches.length;
    return matches.length === rule.matches.length ? rule : { ...rule, matches };
  });
  return hostnames.length === route.hostnames.length &&
    rules.every((rule, index) => rule === route.rules[index])
    ? route
    : { ...route, hostnames, rules };
}

/** A route of one cluster with the places it answers at. Addresses are status, and left out. */
export interface ExposedRoute {
  route: HTTPRoute;
  exposures: Exposure[];
  /** Whether hostnames or matches were left out. */
  cut: boolean;
}

export function exposeRoute(
  { view, object }: Copy<HTTPRoute>,
  controllerNames: readonly string[],
): ExposedRoute {
  const route = boundRoute(object);
  // With every hostname too long to be one, the route serves no host, not every host.
  const servesNothing =
    object.hostnames.length > 0 && route.hostnames.length === 0;
  return {
    route,
    exposures: servesNothing
      ? []
      : routeExposures(view.snapshot, route, controllerNames).map(exposure => ({
          ...exposure,
          addresses: [],
        })),
    cut: route !== object,
  };
}

/**
 * The OpenAPI document of a route over all its clusters, as JSON. One that is too large gives way to a
 * document that says so: the entity is not lost for the size of its definition.
 */
export function routeDefinition(options: {
  title: string;
  description?: string;
  routes: readonly ExposedRoute[];
}): string {
  const { title, routes } = options;
  const description = [
    options.description,
    routes.some(({ cut }) => cut)
      ? 'Not every hostname or match of this route is listed here: it has more than an API server accepts.'
      : undefined,
  ]
    .filter(Boolean)
    .join('\n\n');
  const document = deriveOpenApi({
    title,
    description: description || undefined,
    routes: routes.map(({ route, exposures }) => ({ route, exposures })),
  });
  const text = JSON.stringify(document, undefined, 2);
  const size = Buffer.byteLength(text);
  if (size <= MAX_DEFINITION_BYTES) {
    return text;
  }
  return JSON.stringify(
    {
      openapi: '3.1.0',
      info: {
        title,
        version: '1',
        description: `The definition derived from this route has ${size} bytes, more than the ${MAX_DEFINITION_BYTES} an entity may hold. The Envoy tab shows its rules.`,
      },
      paths: {},
    },
    undefined,
    2,
  );
}
