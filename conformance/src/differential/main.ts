import { parseArgs } from 'node:util';
import { connect } from 'e2e';
import { dump } from 'js-yaml';
import { objectAt } from '@envoy-gateway-portal/gateway-model';
import { Decision, judgeCase } from '../compare';
import { keepRegression } from '../regression';
import { report, summary } from '../report';
import { runContent } from './content';
import { generateCluster, Manifest } from './generate';
import {
  Cluster,
  createClusterOracle,
  createTranslateOracle,
  Oracle,
  Refusal,
} from './oracle';
import { shrink } from './shrink';

const USAGE = `Usage: yarn differential [COUNT] [SEED] [--content --crds FOLDER [--kind KIND]...] [--translate COMMAND]
                                           [--keep NAME] [--no-keep] [--no-shrink] [--verbose]

Generates COUNT clusters (100) from SEED (the time) and compares the model with Envoy Gateway itself, asked by
  --translate COMMAND  a program that translates a file of manifests (or ENVOY_GATEWAY_TRANSLATE), and
  KUBECONFIG           a cluster that runs it, with a GatewayClass "judge".
With --content, generates COUNT objects of each kind (or of each KIND) instead, each with what it takes to have an
effect, which say everything the CustomResourceDefinitions in FOLDER (or ENVOY_GATEWAY_CRDS) let them say.
The first disagreements are made small and kept as regression cases, by a name of what they are about; --keep NAME
names the first of them, --no-keep keeps none.`;

interface Options {
  count: number;
  seed: number;
  /** A folder of CRDs: what objects may say is tried out. */
  crds?: string;
  kinds: readonly string[];
  translate?: string;
  /** The name under which the first disagreement is kept, where it is to have one of its own. */
  keepAs?: string;
  keep: boolean;
  shrink: boolean;
  verbose: boolean;
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  if (text === undefined) {
    return otherwise;
  }
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) {
    throw new Error(USAGE);
  }
  return number;
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      content: { type: 'boolean', default: false },
      crds: { type: 'string' },
      kind: { type: 'string', multiple: true, default: [] },
      translate: { type: 'string' },
      keep: { type: 'string' },
      'no-keep': { type: 'boolean', default: false },
      'no-shrink': { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const crds = values.crds ?? process.env.ENVOY_GATEWAY_CRDS;
  if (values.content && !crds) {
    throw new Error(USAGE);
  }
  return {
    count: wholeNumber(positionals[0], 100),
    seed: wholeNumber(positionals[1], Date.now() % 1_000_000_000),
    crds: values.content ? crds : undefined,
    kinds: values.kind,
    translate: values.translate ?? process.env.ENVOY_GATEWAY_TRANSLATE,
    keepAs: values.keep,
    keep: !values['no-keep'],
    shrink: !values['no-shrink'],
    verbose: values.verbose,
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The seed of one cluster of a run. */
function seedOf(seed: number, index: number): number {
  return seed + index * 7_919;
}

interface Run {
  /** How many clusters could not be put to Envoy Gateway. */
  leftOut: number;
  decisions: Decision[];
  refused: Refusal[];
  clusters: Map<string, Cluster>;
}

async function judgeAll(oracle: Oracle, options: Options): Promise<Run> {
  const { count, seed, crds, kinds } = options;
  if (crds) {
    return runContent(oracle, { count, seed, crds, kinds, print });
  }
  const run: Run = {
    leftOut: 0,
    decisions: [],
    refused: [],
    clusters: new Map(),
  };
  for (let start = 0; start < count; start += oracle.batch) {
    const clusters = Array.from(
      { length: Math.min(oracle.batch, count - start) },
      (_, offset) => {
        const index = start + offset;
        // Names tell runs apart in a cluster whose namespaces are still going away.
        const id = `d${seed.toString(36)}-${index}`;
        return generateCluster(seedOf(seed, index), id, oracle.className);
      },
    );
    const judged = await oracle.judge(clusters);
    judged.forEach((one, index) => {
      if (!one) {
        run.leftOut += 1;
        return;
      }
      run.clusters.set(clusters[index].id, clusters[index]);
      run.refused.push(...one.refused);
      run.decisions.push(...judgeCase(one.case));
    });
  }
  return run;
}

/** Disagreements made small, of different kinds: each takes a minute or so. */
const SMALL = 3;

/** Of a Secret or ConfigMap, which keys it has says enough. */
function withoutBytes(manifest: Manifest): Manifest {
  const data = objectAt(manifest, 'data');
  return data
    ? {
        ...manifest,
        data: Object.fromEntries(Object.keys(data).map(key => [key, '…'])),
      }
    : manifest;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join('-');
}

async function showSmall(
  oracle: Oracle,
  first: Decision,
  cluster: Cluster,
  { keep, keepAs }: { keep: boolean; keepAs?: string },
): Promise<void> {
  print(`\nMade small: ${first.kind}: ${first.object}`);
  const small = await shrink(oracle, cluster, first.kind);
  if (!small) {
    print('It did not come back when asked again.');
    return;
  }
  const shown = small.cluster.manifests
    .filter(({ kind }) => kind !== 'Namespace')
    .map(withoutBytes);
  print(shown.map(one => dump(one, { noRefs: true })).join('---\n'));
  for (const { object, expected, got } of small.disagreements) {
    print(
      `${object}\n    Envoy Gateway: ${JSON.stringify(
        expected,
      )}\n    model:         ${JSON.stringify(got)}`,
    );
  }
  if (keep) {
    const name = keepAs ?? slug(`${first.kind} ${cluster.id}`);
    print(`Kept as ${keepRegression(name, small.judged.case)}`);
  }
}

/** The first disagreement of each kind, as far as they are to be made small. */
function firstOfEachKind(decisions: readonly Decision[]): Decision[] {
  const byKind = new Map<string, Decision>();
  for (const decision of decisions) {
    if (decision.outcome === 'disagreed' && !byKind.has(decision.kind)) {
      byKind.set(decision.kind, decision);
    }
  }
  return [...byKind.values()].slice(0, SMALL);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { translate } = options;
  const kubeconfig = process.env.KUBECONFIG;
  const connection = kubeconfig ? connect(kubeconfig.split(':')[0]) : undefined;
  const oracles: Oracle[] = [
    ...(translate ? [createTranslateOracle(translate)] : []),
    ...(connection ? [await createClusterOracle(connection)] : []),
  ];
  if (oracles.length === 0) {
    throw new Error(USAGE);
  }
  const all: Decision[] = [];
  try {
    for (const oracle of oracles) {
      print(
        `${options.count} clusters${
          options.crds ? ' for each kind' : ''
        } from seed ${options.seed}, judged by Envoy Gateway's ${
          oracle.name
        }\n`,
      );
      const run = await judgeAll(oracle, options);
      all.push(...run.decisions);
      if (run.leftOut > 0) {
        print(
          `${run.leftOut} left out: Envoy Gateway might crash over them (EG115), and judge nothing more\n`,
        );
      }
      for (const { object, why } of run.refused) {
        print(`Refused, and left out: ${object}: ${why.slice(0, 400)}`);
      }
      print(report(run.decisions, { verbose: options.verbose }));
      for (const one of options.shrink ? firstOfEachKind(run.decisions) : []) {
        const cluster = run.clusters.get(one.case);
        if (cluster) {
          const { keep, keepAs } = options;
          options.keepAs = undefined;
          await showSmall(oracle, one, cluster, { keep, keepAs });
        }
      }
    }
  } finally {
    connection?.close();
  }
  print(`\n${summary(all)}`);
  if (all.some(({ outcome }) => outcome === 'disagreed')) {
    process.exitCode = 1;
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
});
