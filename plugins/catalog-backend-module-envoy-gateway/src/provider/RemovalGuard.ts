import { ClusterView } from '../entities';
import { WrittenEntity } from './writtenEntities';

/** Fewer removals than these are a day's work, whatever share of a small catalog they are. */
const MINIMUM = 10;

/** Removals within this time count as one step: a listing may arrive in several. */
const STEP_MS = 60_000;

/** Removals, judged: what may go now and what waits. */
export interface Judgement {
  release: Array<[string, WrittenEntity]>;
  hold: Array<[string, WrittenEntity]>;
  /** Those of `hold` that wait since this judgement. */
  newlyHeld: number;
}

/**
 * Holds back a step that would remove a large share of the entities, until a later full sync finds the
 * same and every cluster concerned has answered in between. A cluster restored from an empty backup
 * answers every listing truthfully, and would empty the catalog.
 */
export class RemovalGuard {
  readonly #threshold: number;
  readonly #confirmMs: number;
  /** When an entity's removal was first held, by object key. */
  readonly #held = new Map<string, number>();
  #recent: Array<{ at: number; count: number }> = [];

  constructor(options: { threshold: number; confirmMs: number }) {
    this.#threshold = options.threshold;
    this.#confirmMs = options.confirmMs;
  }

  /** When the oldest removal that waits can be confirmed; absent when none waits. */
  confirmAt(): number | undefined {
    return this.#held.size > 0
      ? Math.min(...this.#held.values()) + this.#confirmMs
      : undefined;
  }

  /** The object is back, or its entity is gone: nothing waits for it. */
  forget(key: string): void {
    this.#held.delete(key);
  }

  judge(
    removals: ReadonlyArray<[string, WrittenEntity]>,
    options: { total: number; now: number; views: readonly ClusterView[] },
  ): Judgement {
    const { total, now, views } = options;
    this.#recent = this.#recent.filter(({ at }) => now - at < STEP_MS);
    const recent = this.#recent.reduce((sum, { count }) => sum + count, 0);
    const release: Judgement['release'] = [];
    const hold: Judgement['hold'] = [];
    const fresh: Array<[string, WrittenEntity]> = [];
    for (const removal of removals) {
      const since = this.#held.get(removal[0]);
      if (since === undefined) {
        fresh.push(removal);
      } else if (
        now - since >= this.#confirmMs &&
        haveAnswered(removal[1], since, views)
      ) {
        release.push(removal);
      } else {
        hold.push(removal);
      }
    }
    const step = fresh.length + hold.length + recent;
    if (step >= MINIMUM && step > this.#threshold * (total + recent)) {
      for (const [key] of fresh) {
        this.#held.set(key, now);
      }
      hold.push(...fresh);
      return { release, hold, newlyHeld: fresh.length };
    }
    if (fresh.length > 0) {
      this.#recent.push({ at: now, count: fresh.length });
    }
    release.push(...fresh);
    return { release, hold, newlyHeld: 0 };
  }
}

/** Whether every cluster the entity was made from has been heard of since, where it tells when. */
function haveAnswered(
  { object, clusters }: WrittenEntity,
  since: number,
  views: readonly ClusterView[],
): boolean {
  return views
    .filter(({ name }) => clusters.includes(name))
    .every(view => {
      const contacts = [
        view.lastContact,
        view.kinds.get(object.kind)?.lastContact,
      ].flatMap(contact => (contact === undefined ? [] : Date.parse(contact)));
      return contacts.length === 0 || Math.max(...contacts) > since;
    });
}
