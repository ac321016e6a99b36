import { setTimeout as sleep } from 'node:timers/promises';
import {
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';

const EVERY_MS = 1_500;
/** Statuses are settled when they stayed as they are over so many looks. */
const STILL = 3;
const PATIENCE_MS = 300_000;

function isJudged(object: JsonObject): boolean {
  const generation = numberAt(object, 'metadata', 'generation') ?? 0;
  return listAt(object, 'status', 'conditions').some(
    condition =>
      stringAt(condition, 'type') === 'Accepted' &&
      (numberAt(condition, 'observedGeneration') ?? 0) >= generation,
  );
}

function statuses(objects: readonly JsonObject[]): string {
  return JSON.stringify(
    objects.map(object => [
      stringAt(object, 'metadata', 'uid'),
      objectAt(object, 'status'),
    ]),
  );
}

function nameOf(object: JsonObject): string {
  const { kind } = object;
  const namespace = stringAt(object, 'metadata', 'namespace');
  return `${kind} ${namespace}/${stringAt(object, 'metadata', 'name')}`;
}

/**
 * Waits until every Gateway is judged and no status changes any more; Envoy Gateway translates all there is at
 * once, so what has no status then gets none.
 *
 * @throws when they do not settle
 */
export async function settle(
  list: () => Promise<JsonObject[]>,
  isOurs: (object: JsonObject) => boolean,
): Promise<JsonObject[]> {
  const deadline = Date.now() + PATIENCE_MS;
  let before = '';
  let still = 0;
  let waitingFor = '';
  while (Date.now() < deadline) {
    await sleep(EVERY_MS);
    const objects = await list();
    const ours = objects.filter(isOurs);
    const now = statuses(ours);
    still = now === before ? still + 1 : 0;
    before = now;
    const unjudged = ours.filter(
      object => object.kind === 'Gateway' && !isJudged(object),
    );
    if (unjudged.length === 0 && still >= STILL) {
      return objects;
    }
    waitingFor = unjudged.length > 0 ? nameOf(unjudged[0]) : 'statuses';
  }
  throw new Error(
    `Envoy Gateway has not judged everything in ${
      PATIENCE_MS / 1000
    } s: ${waitingFor} did not settle`,
  );
}
