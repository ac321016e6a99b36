import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';

/** The services that decide who may see what, and record who did. */
export interface AccessServices {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
  auditor: AuditorService;
}

/** A caller that was allowed in. */
export interface Caller {
  credentials: BackstageCredentials;
}

/** A request of whatever path and answer. */
type AnyRequest = Parameters<HttpAuthService['credentials']>[0];

/**
 * Answers a request under an audit event that tells who asked for what and whether they got it, refusals
 * included.
 */
export async function audited<T>(
  { auditor }: AccessServices,
  event: { eventId: string; request: AnyRequest; meta?: JsonObject },
  answer: () => Promise<T>,
): Promise<T> {
  const auditorEvent = await auditor.createEvent({
    eventId: event.eventId,
    request: event.request,
    meta: event.meta,
  });
  try {
    const answered = await answer();
    await auditorEvent.success();
    return answered;
  } catch (error) {
    await auditorEvent.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}

/**
 * Lets a caller in who may see something that belongs to no entity.
 *
 * @throws AuthenticationError or NotAllowedError
 */
export async function requireBasic(
  { httpAuth, permissions }: AccessServices,
  request: AnyRequest,
  permission: BasicPermission,
): Promise<Caller> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const [{ result }] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(`You lack the permission ${permission.name}`);
  }
  return { credentials };
}

/**
 * Lets a caller in who may see something of an entity. The entity is read from the catalog with the
 * caller's own credentials: one they may not see does not exist for them.
 *
 * @throws AuthenticationError, NotFoundError or NotAllowedError
 */
export async function requireEntity(
  { httpAuth, permissions, catalog }: AccessServices,
  request: AnyRequest,
  permission: ResourcePermission,
  ref: { kind: string; namespace: string; name: string },
): Promise<Caller & { entity: Entity; entityRef: string }> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const entity = await catalog.getEntityByRef(ref, { credentials });
  if (!entity) {
    throw new NotFoundError(
      `No entity ${stringifyEntityRef(ref)} that you may see`,
    );
  }
  const entityRef = stringifyEntityRef(entity);
  const [{ result }] = await permissions.authorize(
    [{ permission, resourceRef: entityRef }],
    { credentials },
  );
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You lack the permission ${permission.name} for ${entityRef}`,
    );
  }
  return { credentials, entity, entityRef };
}
