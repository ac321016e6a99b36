import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { CORE_SCHEMA, dump, load } from 'js-yaml';
import {
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { Case, readCertificates } from '../cases';

/** Cases kept in the repository: each once was a disagreement. */
// eslint-disable-next-line no-restricted-syntax -- this workspace is run from its sources and never built
export const REGRESSIONS = resolve(__dirname, '..', '..', 'regressions');

const SUFFIX = '.yaml';

function blanked(data: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      key.endsWith('.crt') ? value : '',
    ]),
  );
}

/** Private keys and credentials have no place in a repository, and the model does not read them. */
export function withoutSecrets(object: unknown): unknown {
  if (!isJsonObject(object) || object.kind !== 'Secret') {
    return object;
  }
  const data = objectAt(object, 'data');
  const stringData = objectAt(object, 'stringData');
  return {
    ...object,
    ...(data && { data: blanked(data) }),
    ...(stringData && { stringData: blanked(stringData) }),
  };
}

function withoutNoise(object: unknown): unknown {
  if (!isJsonObject(object)) {
    return object;
  }
  const { managedFields, uid, resourceVersion, ...metadata } =
    objectAt(object, 'metadata') ?? {};
  return { ...object, metadata };
}

/** Keeps a case under a name, to be replayed by every run. */
export function keepRegression(name: string, one: Case): string {
  const { settings, verdicts } = one;
  const { unread, readCertificates: _, ...plain } = settings;
  const object = (value: unknown) => withoutNoise(withoutSecrets(value));
  const text = dump(
    {
      order: one.order,
      settings: { ...plain, unread: [...(unread ?? [])] },
      objects: one.objects.map(object),
      verdicts: { ...verdicts, objects: verdicts.objects.map(withoutNoise) },
    },
    { noRefs: true, skipInvalid: true, lineWidth: 110 },
  );
  mkdirSync(REGRESSIONS, { recursive: true });
  const file = join(REGRESSIONS, `${name}${SUFFIX}`);
  writeFileSync(file, text);
  return file;
}

function readRegression(file: string, name: string): Case {
  const kept = load(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA });
  const stage = stringAt(kept, 'verdicts', 'stage');
  return {
    name: `regression ${name}`,
    order: stringAt(kept, 'order') === 'given' ? 'given' : 'age',
    objects: listAt(kept, 'objects'),
    settings: {
      ...objectAt(kept, 'settings'),
      unread: new Set(
        listAt(kept, 'settings', 'unread').filter(
          (kind): kind is string => typeof kind === 'string',
        ),
      ),
      readCertificates,
    },
    verdicts: {
      stage: stage === 'cluster' ? 'cluster' : 'translator',
      objects: listAt(kept, 'verdicts', 'objects').filter(isJsonObject),
      xdsIR: objectAt(kept, 'verdicts', 'xdsIR') as JsonObject | undefined,
    },
  };
}

/** The cases kept, in order of their names. */
export function readRegressions(): Case[] {
  if (!existsSync(REGRESSIONS)) {
    return [];
  }
  return readdirSync(REGRESSIONS)
    .filter(file => file.endsWith(SUFFIX))
    .sort()
    .map(file =>
      readRegression(join(REGRESSIONS, file), file.slice(0, -SUFFIX.length)),
    );
}
