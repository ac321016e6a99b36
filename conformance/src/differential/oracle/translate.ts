import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CORE_SCHEMA, dump, load } from 'js-yaml';
import {
  isJsonObject,
  JsonObject,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { Case, objectsOf, readCertificates } from '../../cases';
import { Manifest } from '../generate';
import { Cluster, Judged, Oracle, Refusal } from './types';

const CLASS_NAME = 'judge';
const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller';

const GATEWAY_CLASS: Manifest = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: CLASS_NAME },
  spec: { controllerName: CONTROLLER },
};

/** Kinds the translation drops, or takes for something else: any EnvoyProxy would become the class's. */
const DROPPED = new Set(['ListenerSet', 'EndpointSlice', 'EnvoyProxy']);

/** What is left of an object: the translation reads names and specs. */
function asRead(manifest: Manifest): Manifest {
  const { name, namespace } = manifest.metadata;
  return { ...manifest, metadata: { name, ...(namespace && { namespace }) } };
}

interface Answer {
  text: string;
  /** Why there is none. */
  error?: string;
}

function run(command: string, file: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [file], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', chunk => out.push(chunk));
    child.stderr.on('data', chunk => err.push(chunk));
    child.on('error', reject);
    child.on('close', code => {
      const text = Buffer.concat(out).toString('utf8');
      const error = Buffer.concat(err).toString('utf8').trim();
      resolve(
        code === 0 ? { text } : { text, error: error || `exit code ${code}` },
      );
    });
  });
}

async function translate(
  command: string,
  manifests: readonly Manifest[],
): Promise<{ tree: JsonObject } | { error: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'differential-'));
  try {
    const file = join(folder, 'manifests.yaml');
    const documents = [GATEWAY_CLASS, ...manifests].map(one =>
      dump(one, { noRefs: true }),
    );
    await writeFile(file, documents.join('---\n'));
    const { text, error } = await run(command, file);
    if (error !== undefined) {
      return { error };
    }
    const tree = load(text, { schema: CORE_SCHEMA });
    return isJsonObject(tree)
      ? { tree }
      : { error: 'the command printed no object' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function keyOf(object: unknown): string {
  return [
    stringAt(object, 'kind'),
    stringAt(object, 'metadata', 'namespace'),
    stringAt(object, 'metadata', 'name'),
  ].join('/');
}

function belongsTo({ id }: Cluster, namespace: string | undefined): boolean {
  return namespace?.startsWith(`${id}-`) === true;
}

/** The case a cluster is, with the defaults its objects were translated with. */
function caseOf(
  cluster: Cluster,
  manifests: readonly Manifest[],
  tree: JsonObject,
): Case {
  const own = objectsOf(tree).filter(object =>
    belongsTo(cluster, stringAt(object, 'metadata', 'namespace')),
  );
  const translated = new Map(own.map(object => [keyOf(object), object]));
  const xdsIR = Object.fromEntries(
    Object.entries(objectAt(tree, 'xdsIR') ?? {}).filter(([name]) =>
      belongsTo(cluster, name.split('/')[0]),
    ),
  );
  return {
    name: cluster.id,
    order: 'age',
    objects: [
      GATEWAY_CLASS,
      ...manifests.map(manifest => ({
        ...manifest,
        ...('spec' in manifest && {
          spec: translated.get(keyOf(manifest))?.spec ?? manifest.spec,
        }),
      })),
    ],
    settings: {
      controllerName: CONTROLLER,
      controllerNamespace: '',
      endpointRoutingDisabled: true,
      translatorOnly: true,
      unread: new Set(),
      now: new Date().toISOString(),
      readCertificates,
    },
    verdicts: { stage: 'translator', objects: own, xdsIR },
  };
}

/**
 * Envoy Gateway's translation alone, by a command that prints statuses and intermediate representation of a
 * file of manifests (`egctl x translate --from gateway-api --to gateway-api,ir -o yaml -f FILE`). It reads neither
 * labels, creation times, ListenerSets nor endpoints.
 */
export function createTranslateOracle(command: string): Oracle {
  async function judgeObjects(
    cluster: Cluster,
    manifests: readonly Manifest[],
    error: string,
  ): Promise<Judged> {
    const refused: Refusal[] = [];
    let why = error;
    let left = manifests;
    // The command refuses the whole file for one object, without naming it.
    while (left.length > 0) {
      let culprit: Manifest | undefined;
      for (const candidate of left) {
        const alone = await translate(command, [candidate]);
        if ('error' in alone) {
          culprit = candidate;
          why = alone.error;
          break;
        }
      }
      if (!culprit) {
        throw new Error(
          `No single object of ${cluster.id} is at fault: ${why}`,
        );
      }
      refused.push({ object: keyOf(culprit), why });
      left = left.filter(one => one !== culprit);
      const answer = await translate(command, left);
      if ('tree' in answer) {
        return { case: caseOf(cluster, left, answer.tree), refused };
      }
    }
    throw new Error(`Nothing is left of ${cluster.id}: ${why}`);
  }

  async function judge(clusters: readonly Cluster[]): Promise<Judged[]> {
    const read = clusters.map(({ manifests }) =>
      manifests.filter(({ kind }) => !DROPPED.has(kind)).map(asRead),
    );
    const answer = await translate(command, read.flat());
    if ('tree' in answer) {
      return clusters.map((cluster, index) => ({
        case: caseOf(cluster, read[index], answer.tree),
        refused: [],
      }));
    }
    if (clusters.length === 1) {
      return [await judgeObjects(clusters[0], read[0], answer.error)];
    }
    const half = Math.ceil(clusters.length / 2);
    return [
      ...(await judge(clusters.slice(0, half))),
      ...(await judge(clusters.slice(half))),
    ];
  }

  return { name: 'translation', className: CLASS_NAME, batch: 40, judge };
}
