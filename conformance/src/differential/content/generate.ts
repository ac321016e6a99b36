import {
  at,
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
} from '@envoy-gateway-portal/gateway-model';
import { Manifest } from '../generate';
import { Draft } from '../generate/draft';
import { Cluster } from '../oracle';
import { createRandom, Random } from '../random';
import { grow, Growth } from './grow';
import { madeValid } from './repair';
import { FieldPath, fieldsOf, reaches, Schemas } from './schemas';
import { Subject } from './subjects';
import { addSupplies, withoutUnused } from './supplies';
import { tame } from './tame';

/** One case: a cluster around one object, and the field it is about. */
export interface ContentCase extends Cluster {
  field: FieldPath;
  reached: boolean;
}

function without(schema: JsonObject, names: readonly string[]): JsonObject {
  const properties = Object.entries(objectAt(schema, 'properties') ?? {});
  return {
    ...schema,
    properties: Object.fromEntries(
      properties.filter(([name]) => !names.includes(name)),
    ),
    required: listAt(schema, 'required').filter(
      name => !names.includes(String(name)),
    ),
  };
}

/** What says whom a policy is for: left to the other generator. */
const TARGETS = ['targetRef', 'targetRefs', 'targetSelectors', 'parentRefs'];

/** All fields of a subject that are tried, each a few times in a run. */
export function sweptFields(
  { kind, version, shallow }: Subject,
  schemas: Schemas,
): FieldPath[] {
  return fieldsOf(without(schemas.specOf(kind, version), TARGETS)).filter(
    ({ 0: first, length }) =>
      first !== shallow?.below || length <= shallow.depth,
  );
}

/** Attempts at one case. */
const ATTEMPTS = 12;

function makeSpec(
  random: Random,
  schemas: Schemas,
  subject: Subject,
  place: Growth['place'],
  fixed: JsonObject,
  field: FieldPath,
): JsonObject | undefined {
  const { kind, group, version } = subject;
  const full = schemas.specOf(kind, version);
  const schema = without(full, [...TARGETS, ...Object.keys(fixed)]);
  let best: JsonObject | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const growth: Growth = {
      random,
      place,
      density: random.pick([0.03, 0.08, 0.2]),
    };
    const spec = grow(growth, schema, [], field);
    const made: Manifest = {
      apiVersion: `${group}/${version}`,
      kind,
      metadata: { name: 'subject', namespace: place.near },
      spec: {
        ...(isJsonObject(spec) ? tame(kind, spec, field) : {}),
        ...fixed,
      },
    };
    const valid = madeValid(growth, schemas.validator, full, made);
    const result = valid && tame(kind, objectAt(valid, 'spec') ?? {}, field);
    const accepted =
      result &&
      schemas.validator.validate({ ...made, spec: result }).outcome !==
        'refused';
    if (accepted) {
      best = result;
      if (reaches(result, field)) {
        return result;
      }
    }
  }
  return best;
}

/** A cluster around one object of a kind that says something at `field`; the same seed and id, the same cluster. */
export function contentCase(
  schemas: Schemas,
  subject: Subject,
  field: FieldPath,
  { seed, id, className }: { seed: number; id: string; className: string },
): ContentCase | undefined {
  const random = createRandom(seed);
  const namespaces = [`${id}-a`, `${id}-b`];
  const place = { near: namespaces[0], far: namespaces[1] };
  const draft: Draft = {
    random,
    id,
    className,
    namespaces,
    manifests: namespaces.map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    })),
    gateways: [],
    routes: [],
    services: [],
    backends: [],
  };
  const { name, fixed } = subject.stage(draft);
  const spec = makeSpec(random, schemas, subject, place, fixed, field);
  if (!spec) {
    return undefined;
  }
  const manifest: Manifest = {
    apiVersion: `${subject.group}/${subject.version}`,
    kind: subject.kind,
    metadata: { namespace: place.near, name },
    spec,
  };
  draft.manifests.push(manifest);
  if (subject.second && random.chance('mergeType' in fixed ? 0.85 : 0.1)) {
    const fields = sweptFields(subject, schemas);
    const other = random.chance(0.5)
      ? fields.filter(one => one[0] === field[0])
      : fields;
    const parent = makeSpec(
      random,
      schemas,
      subject,
      place,
      {
        targetRefs: [
          { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gw' },
        ],
      },
      random.pick(other.length > 0 ? other : fields),
    );
    if (parent && at(parent, 'mergeType') === undefined) {
      subject.second(draft, parent);
    }
  }
  addSupplies(draft);
  const manifests = withoutUnused(draft, manifest);
  return {
    id,
    manifests,
    waves: manifests.map(() => 0),
    ...(subject.ofClass && { classProxy: name }),
    field,
    reached: reaches(spec, field),
  };
}
