import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import {
  isJsonObject,
  JsonObject,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { readCertificates } from './certificates';
import { asGoDecodes, withNamespace } from './decode';
import { fixtures } from './fixtures';
import { objectsOf } from './resourceTree';
import { togglesOf } from './toggles';
import { separateTwins } from './twins';
import { Case } from './types';

const IN = '.in.yaml';
const OUT = '.out.yaml';
const GATEWAY_CLASS = 'envoy-gateway-class';
const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller';

/** The day Envoy Gateway 1.9.0 was released: its cases' certificates were good then. */
const NOW = '2026-08-14T00:00:00Z';

function readYaml(file: string): JsonObject {
  const value = load(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA });
  if (!isJsonObject(value)) {
    throw new Error(`${file} holds no object`);
  }
  return value;
}

/**
 * The suite hands the translation its GatewayClass by name and the class's EnvoyProxy beside it; here a
 * GatewayClass says both.
 */
function withGatewayClass(tree: JsonObject, objects: JsonObject[]): unknown[] {
  const given = objects.find(object => object.kind === 'GatewayClass');
  const proxy = objectAt(tree, 'envoyProxyForGatewayClass', 'metadata');
  const name = objectAt(given, 'metadata')?.name ?? GATEWAY_CLASS;
  return [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      ...given,
      metadata: { ...objectAt(given, 'metadata'), name },
      spec: {
        ...objectAt(given, 'spec'),
        controllerName: CONTROLLER,
        ...(proxy && {
          parametersRef: {
            group: 'gateway.envoyproxy.io',
            kind: 'EnvoyProxy',
            namespace: proxy.namespace,
            name: proxy.name,
          },
        }),
      },
    },
    ...objects.filter(object => object !== given),
  ];
}

/** Namespaces every case has, unless it describes them itself. */
const NAMESPACES = ['default', 'envoy-gateway'];

function withNamespaces(objects: readonly unknown[]): unknown[] {
  const known = new Set(
    objects
      .filter(object => stringAt(object, 'kind') === 'Namespace')
      .map(object => stringAt(object, 'metadata', 'name')),
  );
  return [
    ...objects,
    ...NAMESPACES.filter(name => !known.has(name)).map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    })),
  ];
}

function readCase(
  folder: string,
  name: string,
  base: readonly JsonObject[],
): Case {
  const tree = readYaml(join(folder, `${name}${IN}`));
  const out = readYaml(join(folder, `${name}${OUT}`));
  const { objects, verdicts, xdsIR } = separateTwins(
    objectsOf(tree).map(asGoDecodes),
    objectsOf(out).map(withNamespace),
    objectAt(out, 'xdsIR') ?? {},
  );
  return {
    name,
    order: 'given',
    objects: withNamespaces([
      ...withGatewayClass(tree, objects),
      ...base,
      ...fixtures(name.includes('enable-zone-discovery')),
    ]),
    settings: {
      controllerName: CONTROLLER,
      controllerNamespace: 'envoy-gateway-system',
      globalRateLimitEnabled: true,
      endpointRoutingDisabled: false,
      unread: new Set(),
      now: NOW,
      translatorOnly: true,
      readCertificates,
      envoyProxyDefaults: objectAt(tree, 'envoyProxyDefaultSpec'),
      ...togglesOf(name),
    },
    verdicts: { objects: verdicts, xdsIR, stage: 'translator' },
  };
}

/** Secrets every case has: beside the cases, or in a checkout's `base` folder. */
function readBase(folder: string): JsonObject[] {
  const file = [
    join(folder, 'base', 'base.yaml'),
    join(folder, 'base.yaml'),
    join(folder, '..', 'base.yaml'),
  ].find(existsSync);
  return file ? objectsOf(readYaml(file)) : [];
}

/** A case, or why it could not be read. */
export type ReadCase = Case | { name: string; error: Error };

/** The cases of a folder, in order of their names. */
export function readCases(path: string): ReadCase[] {
  const folder = resolve(path);
  const base = readBase(folder);
  return readdirSync(folder)
    .filter(file => file.endsWith(IN))
    .map(file => file.slice(0, -IN.length))
    .sort()
    .map(name => {
      try {
        return readCase(folder, name, base);
      } catch (error) {
        return {
          name,
          error: error instanceof Error ? error : new Error(String(error)),
        };
      }
    });
}
