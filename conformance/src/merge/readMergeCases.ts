import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { load } from 'js-yaml';
import {
  isJsonObject,
  JsonObject,
  MergeableKind,
  MergeType,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';

/** Two policies and what Envoy Gateway merges them to. */
export interface MergeCase {
  name: string;
  kind: MergeableKind;
  mergeType: MergeType;
  parent: JsonObject;
  child: JsonObject;
  merged: JsonObject;
}

const KINDS: readonly string[] = [
  'BackendTrafficPolicy',
  'SecurityPolicy',
  'EnvoyExtensionPolicy',
];

const MERGE_TYPES = [
  { mergeType: 'JSONMerge', suffix: '.jsonmerge.out.yaml' },
  { mergeType: 'StrategicMerge', suffix: '.strategicmerge.out.yaml' },
] as const;

const PATCH = '.patch.yaml';

function readYaml(file: string): unknown {
  return load(readFileSync(file, 'utf8'));
}

function isMergeable(kind: string | undefined): kind is MergeableKind {
  return kind !== undefined && KINDS.includes(kind);
}

/**
 * Where the cases of policy merges are: beside the translation cases, or where a checkout of Envoy Gateway
 * keeps them.
 */
export function findMergeFolder(path: string): string | undefined {
  const folder = resolve(path);
  const siblings = [join(folder, '..', 'merge')];
  if (basename(dirname(folder)) === 'gatewayapi') {
    siblings.push(join(folder, '..', '..', 'utils', 'testdata'));
  }
  return siblings.find(existsSync);
}

/** The merge cases of a folder: `NAME.in.yaml`, `NAME.patch.yaml` and what comes of each merge type. */
export function readMergeCases(path: string): MergeCase[] {
  const folder = resolve(path);
  return readdirSync(folder)
    .filter(file => file.endsWith(PATCH))
    .map(file => file.slice(0, -PATCH.length))
    .sort()
    .flatMap(name => {
      const parent = readYaml(join(folder, `${name}.in.yaml`));
      const child = readYaml(join(folder, `${name}${PATCH}`));
      const kind = stringAt(parent, 'kind');
      if (!isMergeable(kind) || !isJsonObject(parent) || !isJsonObject(child)) {
        return [];
      }
      return MERGE_TYPES.filter(({ suffix }) =>
        existsSync(join(folder, `${name}${suffix}`)),
      ).map(({ mergeType, suffix }) => ({
        name,
        kind,
        mergeType,
        parent: objectAt(parent, 'spec') ?? {},
        child: objectAt(child, 'spec') ?? {},
        merged:
          objectAt(readYaml(join(folder, `${name}${suffix}`)), 'spec') ?? {},
      }));
    });
}
