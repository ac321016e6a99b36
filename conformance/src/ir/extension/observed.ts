import {
  at,
  booleanAt,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { IrRoute } from '../types';
import { pick } from '../values';

const EXT_PROC = [
  'authority',
  'traffic',
  'messageTimeout',
  'shadowMode',
  'failOpen',
  'statusOnError',
  'requestHeaderProcessing',
  'requestBodyProcessingMode',
  'requestAttributes',
  'responseHeaderProcessing',
  'responseBodyProcessingMode',
  'responseAttributes',
  'allowModeOverride',
  'forwardingMetadataNamespaces',
  'receivingMetadataNamespaces',
];

const DYNAMIC_MODULE = [
  'path',
  'remote',
  'filterName',
  'config',
  'doNotClose',
  'loadGlobally',
  'terminalFilter',
];

/** Names that Envoy Gateway makes itself say nothing; a module's own name does. */
function ownName(module: unknown): string | undefined {
  const name = stringAt(module, 'wasmName');
  return name === stringAt(module, 'name') ? undefined : name;
}

function entries<T>(
  extensions: unknown,
  field: string,
  project: (entry: unknown) => T,
): T[] | undefined {
  const found = listAt(extensions, field);
  return found.length > 0 ? found.map(project) : undefined;
}

/** What of a route an EnvoyExtensionPolicy decides, but for endpoints and what was fetched. */
export function observedExtensions({ layer, route }: IrRoute): JsonObject {
  const extensions = objectAt(route, 'envoyExtensions');
  if (layer !== 'http' || !extensions) {
    return {};
  }
  return {
    extProcs: entries(extensions, 'extProcs', one => pick(one, ...EXT_PROC)),
    wasms: entries(extensions, 'wasms', one => ({
      ...pick(one, 'rootID', 'config', 'hostKeys'),
      name: ownName(one),
      failOpen: booleanAt(one, 'failOpen') ?? false,
      url: at(one, 'httpWasmCode', 'originalDownloadingURL'),
    })),
    // Of these alone, the representation's JSON has Go's names.
    luas: entries(extensions, 'luas', one => ({
      code: at(one, 'Code'),
      filterContext: at(one, 'FilterContext'),
    })),
    dynamicModules: entries(extensions, 'dynamicModules', one =>
      pick(one, ...DYNAMIC_MODULE),
    ),
  };
}
