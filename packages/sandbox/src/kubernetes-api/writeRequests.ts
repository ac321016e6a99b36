import { IncomingMessage } from 'node:http';
import { Clock } from '../clock';
import {
  applyObject,
  createObject,
  ObjectAddress,
  patchObject,
  removeObject,
  replaceObject,
  replaceStatus,
  StatusError,
} from '../operations';
import { isRecord } from '../operations/plainJson';
import { ObjectStore } from '../store/objectStore';
import { ServedKind } from '../store/types';
import { present } from './presentation';
import { mediaType, readObjectBody } from './requestBody';

interface ResourceTarget extends ObjectAddress {
  version: string;
  subresource?: 'status';
}

interface Answer {
  code: number;
  body: object;
}

function methodNotAllowed(method: string | undefined): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    `the server does not allow this method on the requested resource: ${method}`,
  );
}

function deletionStatus(kind: ServedKind, name: string, uid: string) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, group: kind.group || undefined, kind: kind.plural, uid },
  };
}

async function handlePatch(
  store: ObjectStore,
  clock: Clock,
  target: ResourceTarget & { name: string },
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<Answer> {
  const { kind, version, subresource } = target;
  const body = await readObjectBody(request);
  switch (mediaType(request)) {
    case 'application/apply-patch+yaml': {
      if (subresource) throw methodNotAllowed('server-side apply of status');
      const { object, created } = applyObject(store, target, body, {
        fieldManager: query.get('fieldManager') ?? '',
        force: query.get('force') === 'true',
        clock,
      });
      return {
        code: created ? 201 : 200,
        body: present(kind, version, object),
      };
    }
    case 'application/merge-patch+json':
      return {
        code: 200,
        body: present(
          kind,
          version,
          patchObject(store, target, body, subresource),
        ),
      };
    default:
      throw new StatusError(
        415,
        'UnsupportedMediaType',
        'the body of the request was in an unknown format - accepted media types include: application/merge-patch+json, application/apply-patch+yaml',
      );
  }
}

/**
 * POST, PUT, PATCH and DELETE of a resource.
 *
 * @throws StatusError
 */
export async function handleWrite(
  store: ObjectStore,
  clock: Clock,
  target: ResourceTarget,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<Answer> {
  const { kind, version, name, subresource } = target;
  if (name === undefined) {
    if (request.method !== 'POST') throw methodNotAllowed(request.method);
    const created = createObject(store, target, await readObjectBody(request));
    return { code: 201, body: present(kind, version, created) };
  }
  const named = { ...target, name };
  switch (request.method) {
    case 'PUT': {
      const write = subresource ? replaceStatus : replaceObject;
      const replaced = write(store, named, await readObjectBody(request));
      return { code: 200, body: present(kind, version, replaced) };
    }
    case 'PATCH':
      return handlePatch(store, clock, named, request, query);
    case 'DELETE': {
      if (subresource) throw methodNotAllowed(request.method);
      const hasBody =
        Number(request.headers['content-length'] ?? 0) > 0 ||
        request.headers['transfer-encoding'] !== undefined;
      const options = hasBody ? await readObjectBody(request) : {};
      const preconditions =
        isRecord(options) && isRecord(options.preconditions)
          ? options.preconditions
          : {};
      const { object, gone } = removeObject(store, named, {
        clock,
        uid: preconditions.uid as string | undefined,
        resourceVersion: preconditions.resourceVersion as string | undefined,
      });
      return {
        code: 200,
        body: gone
          ? deletionStatus(kind, name, object.metadata.uid)
          : present(kind, version, object),
      };
    }
    default:
      throw methodNotAllowed(request.method);
  }
}
