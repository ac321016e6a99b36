import { expect, test } from '@playwright/test';
import {
  createSchemaValidator,
  SchemaValidator,
} from '@envoy-gateway-portal/gateway-model/schema';
import {
  Cluster,
  clustersFromEnvironment,
  Manifest,
  pathOf,
} from '../support/cluster';
import {
  BASES,
  edited,
  randomlyEdited,
  randomValue,
  seeded,
  variations,
} from './manifests';

/**
 * Our verdict on a manifest must be the API server's, for every one: it is asked by dry runs, which leave
 * nothing behind. Failures name the seed's number, so that they can be seen again.
 */
const EDITED_AT_RANDOM = 1_500;
const RANDOM_OF_EACH_VERSION = 40;
const UPDATES = 600;

interface Definition extends Manifest {
  spec: {
    group: string;
    scope: string;
    names: { kind: string; plural: string };
    versions: Array<{
      name: string;
      served: boolean;
      schema: {
        openAPIV3Schema: { properties: Record<string, object> };
      };
    }>;
  };
}

let cluster: Cluster;
let definitions: Definition[];
let validator: SchemaValidator;

test.beforeAll(async () => {
  [cluster] = clustersFromEnvironment();
  const { items } = await cluster.get<{ items: Definition[] }>(
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  );
  definitions = items
    .filter(({ spec }) =>
      ['gateway.networking.k8s.io', 'gateway.envoyproxy.io'].includes(
        spec.group,
      ),
    )
    .map(item => ({
      ...item,
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
    }));
  validator = createSchemaValidator(definitions);
});

test.afterAll(() => cluster.close());

/** Why the API server would not create it; `undefined` when it would. */
async function refusal(
  manifest: Manifest,
  fieldValidation: 'Strict' | 'Ignore',
): Promise<string | undefined> {
  const group = manifest.apiVersion.split('/')[0];
  const definition = definitions.find(
    ({ spec }) => spec.group === group && spec.names.kind === manifest.kind,
  );
  if (!definition) {
    throw new Error(`no ${manifest.kind} here`);
  }
  const { scope, names } = definition.spec;
  const space = scope === 'Namespaced' ? '/namespaces/default' : '';
  try {
    await cluster.create(
      `/apis/${manifest.apiVersion}${space}/${names.plural}?dryRun=All&fieldValidation=${fieldValidation}`,
      manifest,
    );
    return undefined;
  } catch (error) {
    const { status, message } = error as Error & { status?: number };
    if (![400, 404, 422].includes(status ?? 0)) {
      throw error;
    }
    return message;
  }
}

/** Why the API server would not replace what is there. */
async function updateRefusal(
  existing: Manifest,
  manifest: Manifest,
): Promise<string | undefined> {
  const { metadata } = await cluster.get(pathOf(existing));
  // The latest, for controllers write statuses meanwhile.
  manifest.metadata.resourceVersion = metadata.resourceVersion;
  try {
    await cluster.replace(
      `${pathOf(existing)}?dryRun=All&fieldValidation=Ignore`,
      manifest,
    );
    return undefined;
  } catch (error) {
    const { status, message } = error as Error & { status?: number };
    if (status === 409) {
      return await updateRefusal(existing, manifest);
    }
    if (![400, 422].includes(status ?? 0)) {
      throw error;
    }
    return message;
  }
}

/** What the two say of each other's verdict; nothing when they agree. */
async function disagreement(
  name: string,
  manifest: Manifest,
): Promise<string[]> {
  const { outcome, problems } = validator.validate(manifest);
  const unknownFields = problems.some(({ kind }) => kind === 'unknownField');
  const expected = {
    Ignore: outcome === 'refused',
    Strict: outcome === 'refused' || unknownFields,
  };
  const found: string[] = [];
  for (const mode of ['Ignore', 'Strict'] as const) {
    const theirs = await refusal(manifest, mode);
    if (outcome === 'unknown' || (theirs !== undefined) !== expected[mode]) {
      found.push(
        [
          `${name} (${mode})`,
          `  API server: ${theirs ?? 'accepted'}`,
          `  here: ${outcome} ${JSON.stringify(problems)}`,
          `  ${JSON.stringify(manifest).slice(0, 2000)}`,
        ].join('\n'),
      );
    }
  }
  return found;
}

async function expectAgreement(
  manifests: Iterable<{ name: string; manifest: Manifest }>,
): Promise<{ count: number; accepted: number }> {
  const disagreements: string[] = [];
  let count = 0;
  let accepted = 0;
  for (const { name, manifest } of manifests) {
    disagreements.push(...(await disagreement(name, manifest)));
    count += 1;
    accepted += validator.validate(manifest).outcome === 'accepted' ? 1 : 0;
  }
  expect(disagreements.slice(0, 5).join('\n')).toBe('');
  return { count, accepted };
}

test('judges manifests as the API server does, one mistake at a time', async () => {
  const known = variations().filter(({ manifest }) =>
    definitions.some(({ spec }) => spec.names.kind === manifest.kind),
  );
  const { count, accepted } = await expectAgreement(known);
  expect(count).toBeGreaterThan(300);
  expect(accepted).toBeGreaterThan(100);
});

test('judges manifests edited at random as the API server does', async () => {
  const random = seeded(20261121);
  const bases = Object.values(BASES);
  await expectAgreement(
    Array.from({ length: EDITED_AT_RANDOM }, (_, index) => ({
      name: `edited ${index}`,
      manifest: randomlyEdited(random, random.pick(bases)),
    })),
  );
});

test('judges objects made from the schemas as the API server does', async () => {
  const random = seeded(1189);
  await expectAgreement(
    definitions.flatMap(({ spec }) =>
      spec.versions
        .filter(({ served }) => served)
        .flatMap(version =>
          Array.from({ length: RANDOM_OF_EACH_VERSION }, (_, index) => ({
            name: `random ${spec.names.kind} ${version.name} ${index}`,
            manifest: {
              apiVersion: `${spec.group}/${version.name}`,
              kind: spec.names.kind,
              metadata: {
                name: 'schema-check',
                ...(spec.scope === 'Namespaced' && { namespace: 'default' }),
              },
              spec: randomValue(
                random,
                version.schema.openAPIV3Schema.properties.spec ?? {},
                1,
              ),
            },
          })),
        ),
    ),
  );
});

test('judges updates as the API server does', async () => {
  const random = seeded(7);
  const namespace = `portal-test-schema-${Date.now().toString(36)}`;
  const space: Manifest = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  };
  const manifests = Object.values(BASES).map(base => ({
    ...base,
    metadata:
      base.kind === 'GatewayClass'
        ? { name: namespace }
        : { ...base.metadata, namespace },
    ...(base.kind === 'GatewayClass' && {
      // Nobody's, so that no controller minds it.
      spec: { controllerName: 'example.com/nobody' },
    }),
  })) as Manifest[];
  await cluster.apply(space);
  try {
    const existing: Manifest[] = [];
    for (const manifest of manifests) {
      const applied = await cluster.apply(manifest);
      delete applied.metadata.managedFields;
      existing.push(applied);
    }
    const disagreements: string[] = [];
    for (let index = 0; index < UPDATES; index += 1) {
      const old = random.pick(existing);
      const manifest =
        index % 20 === 0
          ? edited(old, { 'spec.controllerName': 'example.com/other' })
          : randomlyEdited(random, old);
      const { name, namespace: own, uid } = old.metadata;
      // Which object it is about is no question of its content.
      manifest.metadata = { ...asObject(manifest.metadata), name };
      Object.assign(manifest.metadata, { uid });
      if (own) {
        manifest.metadata.namespace = own;
      }
      const theirs = await updateRefusal(old, manifest);
      const { outcome, problems } = validator.validate(manifest, { old });
      if ((outcome === 'refused') !== (theirs !== undefined)) {
        disagreements.push(
          `update ${index}: API server: ${
            theirs ?? 'accepted'
          }; here: ${outcome} ${JSON.stringify(problems)} ${JSON.stringify(
            manifest,
          ).slice(0, 2000)}`,
        );
      }
    }
    expect(disagreements.slice(0, 3).join('\n')).toBe('');
  } finally {
    for (const manifest of manifests) {
      await cluster.delete(manifest);
    }
    await cluster.delete(space);
  }
});

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : {};
}
