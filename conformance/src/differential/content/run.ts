import { Decision, judgeCase } from '../../compare';
import {
  isJsonObject,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { Case } from '../../cases';
import { Manifest } from '../generate';
import { Oracle, Refusal } from '../oracle';
import { contentCase, ContentCase, sweptFields } from './generate';
import { readSchemas, Schemas } from './schemas';
import { Subject, SUBJECTS } from './subjects';

export interface ContentOptions {
  /** Cases of each kind. */
  count: number;
  seed: number;
  /** A folder of CustomResourceDefinitions. */
  crds: string;
  /** Only these kinds; all, where none is named. */
  kinds: readonly string[];
  /** Only fields whose path begins so. */
  under?: string;
  print(text: string): void;
}

export interface ContentRun {
  /** How many cases could not be put to Envoy Gateway. */
  leftOut: number;
  decisions: Decision[];
  refused: Refusal[];
  clusters: Map<string, ContentCase>;
}

/** Cases that are judged in one question. */
const BATCH = 100;

/** What is judged one by one is judged less often. */
const SLOWER = 10;

function fieldsTried(
  subject: Subject,
  schemas: Schemas,
  under: string | undefined,
) {
  return sweptFields(subject, schemas).filter(
    field => under === undefined || `${field.join('.')}.`.startsWith(under),
  );
}

function keyOf(object: unknown): string {
  return [
    stringAt(object, 'kind'),
    stringAt(object, 'metadata', 'namespace'),
    stringAt(object, 'metadata', 'name'),
  ].join('/');
}

/**
 * Where a translation on its own looks for the Secrets of Envoy Gateway itself there are none; another one there
 * tells that they are not merely unread.
 */
const OF_CONTROLLER: Manifest = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'other' },
};

/** The objects as an API server keeps them: what a translation prints has lost the lists that are empty. */
function withDefaults(one: Case, cluster: ContentCase, schemas: Schemas): Case {
  if (one.verdicts.stage === 'cluster') {
    return one;
  }
  const kept = new Map(
    cluster.manifests.map(manifest => [
      keyOf(manifest),
      schemas.validator.validate(manifest).object?.spec,
    ]),
  );
  return {
    ...one,
    objects: [
      OF_CONTROLLER,
      ...one.objects.map(object => {
        const spec = kept.get(keyOf(object));
        if (!isJsonObject(object) || !isJsonObject(spec)) {
          return object;
        }
        // What the translation was not given at all stays left out.
        const asked = objectAt(object, 'spec') ?? {};
        const { wasm, ...rest } = spec;
        return {
          ...object,
          spec: wasm !== undefined && !('wasm' in asked) ? rest : spec,
        };
      }),
    ],
  };
}

/** Tries out what objects may say, kind by kind and field by field. */
export async function runContent(
  oracle: Oracle,
  { count, seed, crds, kinds, under, print }: ContentOptions,
): Promise<ContentRun> {
  const schemas = await readSchemas(crds);
  const run: ContentRun = {
    leftOut: 0,
    decisions: [],
    refused: [],
    clusters: new Map(),
  };
  const subjects = SUBJECTS.filter(
    ({ kind, ofClass }) =>
      (kinds.length === 0 || kinds.includes(kind)) &&
      (!ofClass || oracle.name === 'translation'),
  );
  for (const subject of subjects) {
    const fields = fieldsTried(subject, schemas, under);
    const wanted = subject.ofClass ? Math.ceil(count / SLOWER) : count;
    const reached = new Set<string>();
    let made = 0;
    for (let start = 0; start < wanted; start += BATCH) {
      const clusters = Array.from(
        { length: Math.min(BATCH, wanted - start) },
        (_, offset) => {
          const index = start + offset;
          // A step that shares no factor with most lengths spreads short runs over all fields.
          const field = fields[(seed + index * 7_919) % fields.length];
          return contentCase(schemas, subject, field, {
            seed: seed + index * 104_729,
            id: `c${seed.toString(36)}-${subject.kind.toLowerCase()}-${index}`,
            className: oracle.className,
          });
        },
      ).flatMap(cluster => (cluster ? [cluster] : []));
      made += clusters.length;
      clusters
        .filter(cluster => cluster.reached)
        .forEach(cluster => reached.add(cluster.field.join('.')));
      const judged = await oracle.judge(clusters);
      judged.forEach((one, index) => {
        if (!one) {
          run.leftOut += 1;
          return;
        }
        run.refused.push(...one.refused);
        const cluster = clusters[index];
        run.clusters.set(cluster.id, cluster);
        run.decisions.push(
          ...judgeCase(withDefaults(one.case, cluster, schemas)),
        );
      });
    }
    print(
      `${subject.kind}: ${made} cases, ${reached.size} of ${fields.length} fields`,
    );
  }
  return run;
}
