import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_CLUSTERS,
  ANNOTATION_CONTENT_HASH,
  ANNOTATION_OWNER_SOURCE,
  ANNOTATION_PROVIDED_BY,
  ApiEntityObject,
  ENVOY_GATEWAY_LOCATION_PREFIX,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { objectKey, objectOf, RememberedEntity } from '../entities';
import { queriedEntities } from './queriedEntities';

/** An entity as it was last written, without its definition. */
export interface WrittenEntity {
  object: ApiEntityObject;
  entityRef: string;
  hash: string | undefined;
  /** The clusters it was made from. */
  clusters: readonly string[];
  remembered: RememberedEntity;
  /** When this process wrote it, in milliseconds; absent when it was found in the catalog. */
  writtenAt?: number;
}

/** What is in the catalog, by object key. */
export type WrittenEntities = Map<string, WrittenEntity>;

function listOf(value: string | undefined): string[] {
  return (value ?? '').split(',').filter(Boolean);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What is remembered of an entity of ours; nothing when it is not one. */
export function writtenEntity(entity: Entity): WrittenEntity | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const object = objectOf(annotations);
  if (
    !object ||
    !annotations[ANNOTATION_ORIGIN_LOCATION]?.startsWith(
      ENVOY_GATEWAY_LOCATION_PREFIX,
    )
  ) {
    return undefined;
  }
  return {
    object,
    entityRef: stringifyEntityRef(entity),
    hash: annotations[ANNOTATION_CONTENT_HASH],
    clusters: listOf(annotations[ANNOTATION_CLUSTERS]),
    remembered: {
      owner: textOf(entity.spec?.owner),
      ownerSource: annotations[ANNOTATION_OWNER_SOURCE],
      lifecycle: textOf(entity.spec?.lifecycle),
      system: textOf(entity.spec?.system),
      providedBy: listOf(annotations[ANNOTATION_PROVIDED_BY]),
    },
  };
}

/** Reads from the catalog what this module wrote, in pages and without definitions. */
export async function loadWrittenEntities(
  catalog: CatalogService,
  auth: AuthService,
): Promise<WrittenEntities> {
  const written: WrittenEntities = new Map();
  for await (const entity of queriedEntities(catalog, auth, {
    kind: 'API',
    [`metadata.annotations.${ANNOTATION_CLUSTERS}`]: { $exists: true },
  })) {
    const found = writtenEntity(entity);
    if (found) {
      written.set(objectKey(found.object), found);
    }
  }
  return written;
}

/**
 * Corrects what this process believes to have written by what the catalog holds. What was written a
 * moment ago may not have reached the catalog's answers, so it is believed for the `settleMs` it takes.
 */
export function mergeLoaded(
  believed: WrittenEntities,
  loaded: WrittenEntities,
  { now, settleMs }: { now: number; settleMs: number },
): WrittenEntities {
  const merged: WrittenEntities = new Map(loaded);
  for (const [key, entity] of believed) {
    if (entity.writtenAt !== undefined && now - entity.writtenAt < settleMs) {
      merged.set(key, entity);
    }
  }
  return merged;
}
