import { KubernetesObject } from '@envoy-gateway-portal/gateway-model';
import { isRecord } from '../operations/plainJson';
import { kindOfObject } from '../store/servedKinds';
import { ServedKind } from '../store/types';
import { readYaml } from '../yaml/readYaml';

/** An object that a file wants to exist. */
export interface Manifest {
  kind: ServedKind;
  namespace?: string;
  name: string;
  object: KubernetesObject;
}

/** What a file holds. */
export interface ParsedFile {
  manifests: Manifest[];
  problems: string[];
  /** False when some of the file could not be understood, so that nobody knows all it asks for. */
  complete: boolean;
}

interface Refusal {
  problem: string;
  /** Whether it is clear which object is meant. */
  identified: boolean;
}

function isRefusal(entry: Manifest | Refusal): entry is Refusal {
  return 'problem' in entry;
}

function readDocument(value: unknown, index: number): Manifest | Refusal {
  const where = `Document ${index + 1}`;
  const unknown = (problem: string): Refusal => ({
    problem,
    identified: false,
  });
  if (!isRecord(value)) return unknown(`${where} is not an object`);
  const { apiVersion, kind: kindName, metadata } = value;
  if (typeof apiVersion !== 'string' || typeof kindName !== 'string') {
    return unknown(`${where} names no apiVersion and kind`);
  }
  if (!isRecord(metadata) || typeof metadata.name !== 'string') {
    return unknown(`${where} (${kindName}) has no metadata.name`);
  }
  const kind = kindOfObject({ apiVersion, kind: kindName });
  const named = `${kindName} ${metadata.name}`;
  if (!kind || kind.kind === 'Pod') {
    return {
      problem: `${named}: the sandbox applies no ${apiVersion} ${kindName}; a real cluster may`,
      identified: true,
    };
  }
  if (kind.namespaced && typeof metadata.namespace !== 'string') {
    return unknown(
      `${named} has no metadata.namespace: name the namespace it belongs to`,
    );
  }
  return {
    kind,
    namespace: kind.namespaced ? (metadata.namespace as string) : undefined,
    name: metadata.name,
    object: value as KubernetesObject,
  };
}

/**
 * Reads a file of manifests. What is wrong in it is told and costs what it concerns: a document that
 * does not fit costs that document, YAML that cannot be read costs the file.
 */
export function parseManifests(text: string): ParsedFile {
  let values: unknown[];
  try {
    values = readYaml(text);
  } catch (error) {
    return {
      manifests: [],
      problems: [`The file cannot be read: ${(error as Error).message}`],
      complete: false,
    };
  }
  const read = values
    .flatMap(value =>
      isRecord(value) && value.kind === 'List' && Array.isArray(value.items)
        ? value.items
        : [value],
    )
    .map(readDocument);
  const refusals = read.filter(isRefusal);
  return {
    manifests: read.flatMap(entry => (isRefusal(entry) ? [] : [entry])),
    problems: refusals.map(({ problem }) => problem),
    complete: refusals.every(({ identified }) => identified),
  };
}
