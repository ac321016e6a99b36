import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import {
  isJsonObject,
  JsonObject,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { Case, objectsOf, readCertificates } from '../../cases';
import { Manifest } from '../generate';
import { Cluster, Judged, Oracle } from './types';

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

/** The GatewayClass of a cluster: a translation takes any EnvoyProxy there is for the one of the class. */
function classOf({ classProxy, manifests }: Cluster): Manifest {
  const proxy = manifests.find(
    ({ kind, metadata }) =>
      kind === 'EnvoyProxy' && metadata.name === classProxy,
  );
  return proxy
    ? {
        ...GATEWAY_CLASS,
        spec: {
          controllerName: CONTROLLER,
          parametersRef: {
            group: 'gateway.envoyproxy.io',
            kind: 'EnvoyProxy',
            namespace: proxy.metadata.namespace,
            name: proxy.metadata.name,
          },
        },
      }
    : GATEWAY_CLASS;
}

function specAsRead({ kind, spec }: Manifest): unknown {
  if (!isJsonObject(spec)) {
    return spec;
  }
  if (kind === 'Service') {
    return { clusterIP: '10.96.1.2', ...spec };
  }
  if (kind === 'EnvoyExtensionPolicy') {
    const { wasm, ...rest } = spec;
    return rest;
  }
  return spec;
}

/**
 * What is left of an object: the translation reads names and specs, gives Services an address, and has nothing
 * to fetch Wasm modules with.
 */
function asRead(manifest: Manifest): Manifest {
  const { name, namespace } = manifest.metadata;
  return {
    ...manifest,
    metadata: { name, ...(namespace && { namespace }) },
    ...('spec' in manifest && { spec: specAsRead(manifest) }),
  };
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
    // JSON is YAML, and read by everyone in the same way.
    const documents = [GATEWAY_CLASS, ...manifests].map(one =>
      JSON.stringify(one),
    );
    await writeFile(file, documents.join('\n---\n'));
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
  crash: string | undefined,
): Case {
  const own = objectsOf(tree).filter(
    object =>
      belongsTo(cluster, stringAt(object, 'metadata', 'namespace')) ||
      (cluster.classProxy !== undefined && object.kind === 'GatewayClass'),
  );
  const translated = new Map(own.map(object => [keyOf(object), object]));
  const xdsIR = Object.fromEntries(
    Object.entries(objectAt(tree, 'xdsIR') ?? {}).filter(
      ([name]) =>
        // Gateways that are merged go by the name of their class.
        cluster.classProxy !== undefined ||
        belongsTo(cluster, name.split('/')[0]),
    ),
  );
  return {
    name: cluster.id,
    order: 'age',
    objects: [
      classOf(cluster),
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
      luaEnabled: true,
      translatorOnly: true,
      unread: new Set(),
      now: new Date().toISOString(),
      readCertificates,
    },
    verdicts: { stage: 'translator', objects: own, xdsIR, crash },
  };
}

/** How the command names the object it stumbled over: it looks at them in order, and stops at the first. */
const INVALID = /"(v\d+)" is invalid/;

/**
 * Which of the objects the CRDs do not let in. They are asked about under names of their own, apart from
 * everything they refer to.
 */
async function refusedOf(
  command: string,
  manifests: readonly Manifest[],
): Promise<Map<Manifest, string>> {
  const refused = new Map<Manifest, string>();
  const numbered = manifests.map((manifest, index) => ({
    ...manifest,
    metadata: { ...manifest.metadata, name: `v${index}` },
  }));
  let from = 0;
  while (from < manifests.length) {
    const answer = await translate(command, numbered.slice(from));
    if ('tree' in answer) {
      break;
    }
    const name = INVALID.exec(answer.error)?.[1];
    if (name === undefined) {
      throw new Error(`The command failed: ${answer.error}`);
    }
    const index = Number(name.slice(1));
    refused.set(manifests[index], answer.error);
    from = index + 1;
  }
  return refused;
}

/** The first line of what a command says when it crashes. */
const CRASH = /^panic: .*$/m;

/**
 * Envoy Gateway's translation alone, by a command that prints statuses and intermediate representation of a
 * file of manifests (`egctl x translate --from gateway-api --to gateway-api,ir -o yaml -f FILE`). It reads neither
 * labels, creation times, ListenerSets nor endpoints.
 */
export function createTranslateOracle(command: string): Oracle {
  const setting = { name: 'translation', className: CLASS_NAME, batch: 40 };

  /** All in one question. */
  async function judgeTogether(
    clusters: readonly Cluster[],
    whole: boolean,
  ): Promise<(Judged | undefined)[]> {
    const read = clusters.map(({ manifests, classProxy }) =>
      manifests
        .filter(
          ({ kind, metadata }) =>
            !DROPPED.has(kind) ||
            (kind === 'EnvoyProxy' && metadata.name === classProxy),
        )
        .map(asRead),
    );
    let answer = await translate(command, read.flat());
    let refused = new Map<Manifest, string>();
    if ('error' in answer && !CRASH.test(answer.error)) {
      refused = await refusedOf(command, read.flat());
      const left = read.filter(
        objects => !whole || !objects.some(one => refused.has(one)),
      );
      answer = await translate(
        command,
        left.flat().filter(one => !refused.has(one)),
      );
    }
    let crash: string | undefined;
    if ('error' in answer) {
      crash = CRASH.exec(answer.error)?.[0];
      if (crash === undefined) {
        throw new Error(`The command failed: ${answer.error}`);
      }
      if (clusters.length > 1) {
        const half = Math.ceil(clusters.length / 2);
        return [
          ...(await judgeTogether(clusters.slice(0, half), whole)),
          ...(await judgeTogether(clusters.slice(half), whole)),
        ];
      }
    }
    const tree = 'tree' in answer ? answer.tree : {};
    return clusters.map((cluster, index): Judged | undefined => {
      const objects = read[index];
      const out = objects.filter(one => refused.has(one));
      if (whole && out.length > 0) {
        return undefined;
      }
      const left = objects.filter(one => !refused.has(one));
      return {
        case: caseOf(cluster, left, tree, crash),
        refused: out.map(one => ({
          object: keyOf(one),
          why: refused.get(one) ?? '',
        })),
      };
    });
  }

  return {
    ...setting,
    async judge(clusters, { whole = false } = {}) {
      // A class's parameters would be everyone's.
      const apart = clusters.filter(({ classProxy }) => classProxy);
      const together = clusters.filter(({ classProxy }) => !classProxy);
      const judged = new Map<Cluster, Judged | undefined>();
      const groups = [together, ...apart.map(one => [one])];
      for (const group of groups.filter(({ length }) => length > 0)) {
        const answers = await judgeTogether(group, whole);
        group.forEach((one, index) => judged.set(one, answers[index]));
      }
      return clusters.map(one => judged.get(one));
    },
  };
}
