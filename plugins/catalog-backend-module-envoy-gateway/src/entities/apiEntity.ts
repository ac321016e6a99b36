import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ApiEntityV1alpha1,
  EntityLink,
} from '@backstage/catalog-model';
import {
  ANNOTATION_CLUSTERS,
  ANNOTATION_CONTENT_HASH,
  ANNOTATION_GATEWAY,
  ANNOTATION_HTTP_ROUTE,
  ANNOTATION_OWNER_SOURCE,
  ANNOTATION_PARENTS,
  ANNOTATION_PROVIDED_BY,
  apiEntityName,
  ApiEntityObject,
  ENVOY_GATEWAY_LOCATION_PREFIX,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { createHash } from 'node:crypto';
import { Facts } from './facts';

/** What an API entity says, before it has the shape of one. */
export interface ApiContent {
  object: ApiEntityObject;
  type: 'openapi' | 'gateway';
  title?: string;
  description: string;
  definition: string;
  links: EntityLink[];
  facts: Facts;
  clusters: readonly string[];
  /** Entity refs of Components. */
  providedBy: readonly string[];
  /** Entity refs of the Gateways' APIs. */
  parents: readonly string[];
}

function list(values: readonly string[]): string {
  return [...new Set(values)].sort().join(',');
}

/** The location of the entity of an object, which is its location key too. Stable for ever. */
export function locationOf({ kind, namespace, name }: ApiEntityObject): string {
  return `${ENVOY_GATEWAY_LOCATION_PREFIX}${kind.toLocaleLowerCase(
    'en-US',
  )}/${namespace}/${name}`;
}

/** A digest of the entity without its digest. */
export function contentHash(entity: ApiEntityV1alpha1): string {
  return createHash('sha256')
    .update(JSON.stringify(entity))
    .digest('hex')
    .slice(0, 32);
}

/** The API entity for an object. The same content always gives the same entity, byte for byte. */
export function apiEntity(content: ApiContent): ApiEntityV1alpha1 {
  const { object, facts } = content;
  const location = locationOf(object);
  const annotations: Record<string, string> = {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    [object.kind === 'Gateway'
      ? ANNOTATION_GATEWAY
      : ANNOTATION_HTTP_ROUTE]: `${object.namespace}/${object.name}`,
    [ANNOTATION_CLUSTERS]: list(content.clusters),
    [ANNOTATION_OWNER_SOURCE]: facts.ownerSource,
  };
  if (content.providedBy.length > 0) {
    annotations[ANNOTATION_PROVIDED_BY] = list(content.providedBy);
  }
  if (content.parents.length > 0) {
    annotations[ANNOTATION_PARENTS] = list(content.parents);
  }
  const entity: ApiEntityV1alpha1 = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name: apiEntityName(object),
      namespace: 'default',
      ...(content.title ? { title: content.title } : {}),
      description: content.description,
      annotations,
      ...(content.links.length > 0 ? { links: content.links } : {}),
    },
    spec: {
      type: content.type,
      lifecycle: facts.lifecycle,
      owner: facts.owner,
      ...(facts.system ? { system: facts.system } : {}),
      definition: content.definition,
    },
  };
  annotations[ANNOTATION_CONTENT_HASH] = contentHash(entity);
  return entity;
}
