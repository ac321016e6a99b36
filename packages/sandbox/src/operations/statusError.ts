import { qualifiedResource } from '../store/servedKinds';
import { ServedKind } from '../store/types';

/** @public */
export interface StatusCause {
  reason: string;
  message: string;
  field: string;
}

/**
 * Kubernetes' `metav1.Status`, the body of every error of an API server.
 *
 * @public
 */
export interface KubernetesStatus {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { continue?: string };
  status: 'Failure' | 'Success';
  message?: string;
  reason?: string;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    uid?: string;
    causes?: StatusCause[];
    retryAfterSeconds?: number;
  };
  code?: number;
}

/**
 * An answer other than success, as an API server gives it.
 *
 * @public
 */
export class StatusError extends Error {
  readonly status: KubernetesStatus & { code: number };

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: KubernetesStatus['details'],
  ) {
    super(message);
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      details,
      code,
    };
  }
}

function detailsOf(kind: ServedKind, name?: string) {
  return { name, group: kind.group || undefined, kind: kind.plural };
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function notFound(kind: ServedKind, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${qualifiedResource(kind)} "${name}" not found`,
    detailsOf(kind, name),
  );
}

export function alreadyExists(kind: ServedKind, name: string): StatusError {
  return new StatusError(
    409,
    'AlreadyExists',
    `${qualifiedResource(kind)} "${name}" already exists`,
    detailsOf(kind, name),
  );
}

export function conflict(
  kind: ServedKind,
  name: string,
  explanation: string,
  causes?: StatusCause[],
): StatusError {
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(
      kind,
    )} "${name}": ${explanation}`,
    { ...detailsOf(kind, name), causes },
  );
}

export function invalid(
  kind: ServedKind,
  name: string,
  causes: StatusCause[],
): StatusError {
  const listed = causes.map(({ field, message }) => `${field}: ${message}`);
  return new StatusError(
    422,
    'Invalid',
    `${kind.kind}${kind.group ? `.${kind.group}` : ''} "${name}" is invalid: ${
      listed.length === 1 ? listed[0] : `[${listed.join(', ')}]`
    }`,
    { name, group: kind.group || undefined, kind: kind.kind, causes },
  );
}

/** The history asked for is gone: the client has to list again. */
export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message);
}
