import {
  ANNOTATION_DESCRIPTION,
  ANNOTATION_LIFECYCLE,
  ANNOTATION_OWNER,
  ANNOTATION_SYSTEM,
  ANNOTATION_TITLE,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { HttpRouteRequest } from '../input';
import { Manifest } from './types';

type Path = HttpRouteRequest['paths'][number];

function matchesOf({ value, type, methods }: Path): object[] {
  const path = { type, value };
  return methods.length === 0
    ? [{ path }]
    : [...new Set(methods)].map(method => ({ path, method }));
}

/** The HTTPRoute a request asks for: a rule per path, all to the same Service. */
export function httpRouteManifest(request: HttpRouteRequest): Manifest {
  const { gateway, backend, namespace, name } = request;
  const sectionName =
    'sectionName' in gateway ? gateway.sectionName : undefined;
  const elsewhere =
    backend.namespace !== undefined && backend.namespace !== namespace;
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name,
      namespace,
      annotations: {
        ...(request.title && { [ANNOTATION_TITLE]: request.title }),
        ...(request.description && {
          [ANNOTATION_DESCRIPTION]: request.description,
        }),
        [ANNOTATION_OWNER]: request.owner,
        [ANNOTATION_LIFECYCLE]: request.lifecycle,
        ...(request.system && { [ANNOTATION_SYSTEM]: request.system }),
      },
    },
    spec: {
      parentRefs: [
        {
          name: gateway.name,
          namespace: gateway.namespace,
          ...(sectionName && { sectionName }),
        },
      ],
      hostnames: [...new Set(request.hostnames)],
      rules: request.paths.map(path => ({
        matches: matchesOf(path),
        backendRefs: [
          {
            name: backend.service,
            ...(elsewhere && { namespace: backend.namespace }),
            port: backend.port,
          },
        ],
      })),
    },
  };
}
