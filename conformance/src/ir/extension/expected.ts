import {
  at,
  booleanAt,
  Item,
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { clusterFeatures, retry } from '../clusterFeatures';
import { ifTrue } from '../fields';
import { RouteSubject } from '../types';
import { duration, pick } from '../values';
import { appliedOf, entriesOf, listOrNone } from './entries';

function authority(processor: unknown, owner: Item): string {
  const [first] = listAt(processor, 'backendRefs');
  const namespace = stringAt(first, 'namespace') ?? owner.namespace;
  const port = numberAt(first, 'port');
  return `${stringAt(first, 'name')}.${namespace}${
    port === undefined ? '' : `:${port}`
  }`;
}

/** Settings of calls to the service; none where nothing is set. */
function traffic(settings: unknown): JsonObject | undefined {
  const found = {
    ...clusterFeatures(settings),
    retry: retry(at(settings, 'retry')),
  };
  return Object.values(found).some(one => one !== undefined)
    ? found
    : undefined;
}

function extProc(processor: unknown, owner: Item): JsonObject {
  const request = objectAt(processor, 'processingMode', 'request');
  const response = objectAt(processor, 'processingMode', 'response');
  return {
    authority: authority(processor, owner),
    traffic: traffic(at(processor, 'backendSettings')),
    messageTimeout: duration(processor, 'messageTimeout'),
    ...pick(processor, 'shadowMode', 'failOpen', 'statusOnError'),
    requestHeaderProcessing: request && true,
    requestBodyProcessingMode: at(request, 'body'),
    requestAttributes: listOrNone(request, 'attributes'),
    responseHeaderProcessing: response && true,
    responseBodyProcessingMode: at(response, 'body'),
    responseAttributes: listOrNone(response, 'attributes'),
    allowModeOverride: ifTrue(
      at(processor, 'processingMode', 'allowModeOverride'),
    ),
    forwardingMetadataNamespaces: listOrNone(
      processor,
      'metadata',
      'accessibleNamespaces',
    ),
    receivingMetadataNamespaces: listOrNone(
      processor,
      'metadata',
      'writableNamespaces',
    ),
  };
}

/** Where a module is fetched from: of an image, with the tag it stands for. */
function moduleUrl(code: unknown): string | undefined {
  if (stringAt(code, 'type') !== 'Image') {
    return stringAt(code, 'http', 'url');
  }
  const given = stringAt(code, 'image', 'url') ?? '';
  const name = given.replace(/^oci:\/\//, '');
  const last = name.split(':').at(-1) ?? '';
  const tagged =
    name.includes('@') || (name.includes(':') && !last.includes('/'));
  return `oci://${name}${tagged ? '' : ':latest'}`;
}

function wasm(module: unknown): JsonObject {
  return {
    ...pick(module, 'rootID', 'config', 'name'),
    failOpen: booleanAt(module, 'failOpen') ?? false,
    hostKeys: listOrNone(module, 'env', 'hostKeys'),
    url: moduleUrl(at(module, 'code')),
  };
}

function lua(
  script: unknown,
  owner: Item,
  { translation }: RouteSubject,
): JsonObject {
  const found = translation.world.lookup({
    group: '',
    kind: 'ConfigMap',
    namespace: owner.namespace,
    name: stringAt(script, 'valueRef', 'name') ?? '',
  });
  const data =
    typeof found === 'object' ? objectAt(found.object, 'data') ?? {} : {};
  return {
    code:
      stringAt(script, 'type') === 'ValueRef'
        ? at(data, 'lua') ?? Object.values(data)[0]
        : at(script, 'inline'),
    filterContext: at(script, 'filterContext'),
  };
}

function dynamicModule(
  module: unknown,
  { listener }: RouteSubject,
): JsonObject {
  const registry = listAt(listener.gateway.envoyProxy?.spec, 'dynamicModules');
  const entry = registry
    .filter(one => stringAt(one, 'name') === stringAt(module, 'name'))
    .at(-1);
  const remote = stringAt(entry, 'source', 'type') === 'Remote';
  return {
    path: remote ? undefined : at(entry, 'source', 'local', 'path'),
    remote: remote
      ? pick(at(entry, 'source', 'remote'), 'url', 'sha256')
      : undefined,
    ...pick(module, 'filterName', 'config'),
    doNotClose: booleanAt(entry, 'doNotClose') ?? false,
    loadGlobally: booleanAt(entry, 'loadGlobally') ?? false,
    terminalFilter: booleanAt(module, 'terminalFilter') ?? false,
  };
}

/** The extensions of a rule, as the policy in force says them. */
export function expectedExtensions(subject: RouteSubject): JsonObject {
  const applied = subject.policy && appliedOf(subject.policy);
  if (!applied || !['HTTPRoute', 'GRPCRoute'].includes(subject.route.kind)) {
    return {};
  }
  return {
    extProcs: entriesOf(applied, 'extProc', one =>
      extProc(one, applied.ownerOf('extProc')),
    ),
    wasms: entriesOf(applied, 'wasm', wasm),
    luas: entriesOf(applied, 'lua', one =>
      lua(one, applied.ownerOf('lua'), subject),
    ),
    dynamicModules: entriesOf(applied, 'dynamicModule', one =>
      dynamicModule(one, subject),
    ),
  };
}
