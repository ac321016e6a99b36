import { JsonObject, objectAt, stringAt } from '../../json';
import { ENVOY_GATEWAY_GROUP } from '../../resources/references';
import { Item, Unknown, World } from '../types';

/** What a reference of an HTTPRouteFilter comes to: nothing wrong, a problem, or something not known. */
export interface RefOutcome {
  readonly problem?: string;
  readonly unknown?: Unknown;
}

/** Key of a Secret under which a credential to inject stands. */
const CREDENTIAL = 'credential';

function isEmpty(value: unknown): boolean {
  return Object.keys(objectAt(value) ?? {}).length === 0;
}

/**
 * A direct response's body from a ConfigMap. Any entry will do where there is none named `response.body`
 * (upstream `getCustomResponseBody`).
 */
export function judgeResponseBody(
  world: World,
  filter: Item,
  body: JsonObject | undefined,
): RefOutcome {
  if (stringAt(body, 'type') !== 'ValueRef') {
    return {};
  }
  const name = stringAt(body, 'valueRef', 'name') ?? '';
  const ref = {
    group: '',
    kind: 'ConfigMap',
    namespace: filter.namespace,
    name,
  };
  const configMap = world.lookup(ref);
  if (configMap === 'unread') {
    return {
      unknown: {
        reason: 'NotRead',
        message: `The body of the direct response of HTTPRouteFilter ${filter.name} is in ConfigMap ${name}.`,
        ref,
      },
    };
  }
  if (configMap === 'missing') {
    return {
      problem: `ConfigMap ${filter.namespace}/${name} with the body of the direct response does not exist.`,
    };
  }
  return isEmpty(configMap.object.data) && isEmpty(configMap.object.binaryData)
    ? {
        problem: `ConfigMap ${filter.namespace}/${name} has no body for the direct response.`,
      }
    : {};
}

/** The Secret with a credential to inject (upstream `validateSecretRef`). */
export function judgeCredential(
  world: World,
  filter: Item,
  valueRef: JsonObject | undefined,
): RefOutcome {
  const kind = stringAt(valueRef, 'kind') ?? 'Secret';
  const named = stringAt(valueRef, 'namespace');
  const namespace = named ?? filter.namespace;
  const name = stringAt(valueRef, 'name') ?? '';
  if (stringAt(valueRef, 'group')) {
    return {
      problem: 'A credential to inject is in a Secret of the core group.',
    };
  }
  if (kind !== 'Secret' && kind !== 'ConfigMap') {
    return {
      problem: `A credential to inject is in a Secret, not in a ${kind}.`,
    };
  }
  const from = {
    group: ENVOY_GATEWAY_GROUP,
    kind: 'HTTPRouteFilter',
    namespace: filter.namespace,
  };
  if (named && !world.permits(from, { group: '', kind, namespace, name })) {
    return {
      problem: `No ReferenceGrant permits HTTPRouteFilters of ${filter.namespace} to use ${kind} ${namespace}/${name}.`,
    };
  }
  const ref = { group: '', kind: 'Secret', namespace, name };
  const secret = world.lookup(ref);
  if (secret === 'unread') {
    return {
      unknown: {
        reason: 'NotRead',
        message: `HTTPRouteFilter ${filter.name} injects a credential from Secret ${namespace}/${name}.`,
        ref,
      },
    };
  }
  if (secret === 'missing') {
    return { problem: `Secret ${namespace}/${name} does not exist.` };
  }
  return stringAt(secret.object, 'data', CREDENTIAL)
    ? {}
    : {
        problem: `Secret ${namespace}/${name} has no key "${CREDENTIAL}" with a credential.`,
      };
}
