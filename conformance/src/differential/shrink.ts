import { isJsonObject } from '@envoy-gateway-portal/gateway-model';
import { Decision, judgeCase } from '../compare';
import { Manifest } from './generate';
import { Cluster, Judged, Oracle } from './oracle';

/** A cluster that still disagrees, and what was made of it. */
export interface Shrunk {
  cluster: Cluster;
  judged: Judged;
  disagreements: Decision[];
}

/** Questions asked before the search is given up: an answer takes a second, or many. */
const MAX_BATCHES = 60;

/** The same objects under another name, so that variants can be judged side by side. */
function renamed(cluster: Cluster, id: string): Cluster {
  const text = JSON.stringify(cluster.manifests)
    .split(`"${cluster.id}-`)
    .join(`"${id}-`)
    .split(`"${cluster.id}"`)
    .join(`"${id}"`);
  return { ...cluster, id, manifests: JSON.parse(text) };
}

type Path = (string | number)[];

/** Something left out: a whole object, or a part of its spec. */
interface Cut {
  object: number;
  path?: Path;
}

/** Everything in a spec that might be left out, the larger parts first. */
function partsOf(manifest: Manifest): Path[] {
  const paths: Path[] = [];
  const visit = (value: unknown, path: Path) => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        if (value.length > 1) {
          paths.push([...path, index]);
        }
        visit(item, [...path, index]);
      });
    } else if (isJsonObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        paths.push([...path, key]);
        visit(inner, [...path, key]);
      }
    }
  };
  visit(manifest.spec, ['spec']);
  return paths.sort((a, b) => a.length - b.length);
}

function cutPath(from: unknown, path: Path): void {
  let parent = from;
  for (const step of path.slice(0, -1)) {
    parent = (parent as Record<string | number, unknown> | undefined)?.[step];
  }
  const last = path[path.length - 1];
  if (Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else if (isJsonObject(parent)) {
    delete parent[last];
  }
}

/** Later positions first, so that those before them stay what they were. */
function byPositionDescending(a: Path, b: Path): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [one, other] = [a[index], b[index]];
    if (typeof one === 'number' && typeof other === 'number' && one !== other) {
      return other - one;
    }
  }
  return b.length - a.length;
}

function cut(cluster: Cluster, cuts: readonly Cut[]): Cluster {
  const manifests: Manifest[] = [];
  const waves: number[] = [];
  cluster.manifests.forEach((manifest, index) => {
    const own = cuts.filter(({ object }) => object === index);
    if (own.some(({ path }) => path === undefined)) {
      return;
    }
    const copy: Manifest = JSON.parse(JSON.stringify(manifest));
    own
      .map(({ path }) => path ?? [])
      .sort(byPositionDescending)
      .forEach(path => cutPath(copy, path));
    manifests.push(copy);
    waves.push(cluster.waves[index]);
  });
  return { ...cluster, manifests, waves };
}

/** Objects by so many at a time. */
function objectsBy(size: number): (cluster: Cluster) => Cut[][] {
  return ({ manifests }) => {
    const groups: Cut[][] = [];
    for (let start = 0; start < manifests.length; start += size) {
      groups.push(
        manifests
          .slice(start, start + size)
          .map((_, offset) => ({ object: start + offset }))
          // Nothing can be without the namespace it is in.
          .filter(({ object }) => manifests[object].kind !== 'Namespace'),
      );
    }
    return groups.filter(group => group.length > 0);
  };
}

/** Parts that are no deeper than so many steps. */
function partsTo(depth: number): (cluster: Cluster) => Cut[][] {
  return ({ manifests }) =>
    manifests.flatMap((manifest, object) =>
      partsOf(manifest)
        .filter(path => path.length <= depth)
        .map(path => [{ object, path }]),
    );
}

/**
 * Makes a disagreement small: leaves out objects, then fields, as long as something of the same kind still
 * disagrees. Variants are judged side by side, many in one question.
 */
export async function shrink(
  oracle: Oracle,
  cluster: Cluster,
  kind: string,
): Promise<Shrunk | undefined> {
  let batches = 0;
  let made = 0;
  const fresh = (variant: Cluster): Cluster => {
    made += 1;
    return renamed(variant, `${cluster.id}x${made}`);
  };

  /** What still disagrees of the variants, by their position. */
  const judgeAll = async (
    variants: readonly Cluster[],
  ): Promise<Map<number, Shrunk>> => {
    const still = new Map<number, Shrunk>();
    for (let start = 0; start < variants.length; start += oracle.batch) {
      if (batches >= MAX_BATCHES) {
        break;
      }
      batches += 1;
      const chunk = variants.slice(start, start + oracle.batch).map(fresh);
      const judged = await oracle.judge(chunk, { whole: true });
      judged.forEach((one, index) => {
        if (!one || one.refused.length > 0) {
          return;
        }
        const disagreements = judgeCase(one.case).filter(
          decision =>
            decision.outcome === 'disagreed' && decision.kind === kind,
        );
        if (disagreements.length > 0) {
          still.set(start + index, {
            cluster: chunk[index],
            judged: one,
            disagreements,
          });
        }
      });
    }
    return still;
  };

  /** Leaves out whatever can be: all that can go by itself together, or as much of it as goes. */
  const reduce = async (
    from: Shrunk,
    cutsOf: (one: Cluster) => Cut[][],
  ): Promise<Shrunk> => {
    let best = from;
    while (batches < MAX_BATCHES) {
      const base = best.cluster;
      const cuts = cutsOf(base);
      const alone = await judgeAll(cuts.map(one => cut(base, one)));
      const loose = [...alone.keys()].map(index => cuts[index]);
      if (loose.length === 0) {
        break;
      }
      const half = Math.ceil(loose.length / 2);
      const together = [
        loose,
        loose.slice(0, half),
        loose.slice(half),
        loose.slice(0, Math.ceil(half / 2)),
      ].filter(one => one.length > 1);
      const combined = await judgeAll(
        together.map(one => cut(base, one.flat())),
      );
      const [most] = [...combined.values()];
      const [one] = [...alone.values()];
      best = most ?? one;
    }
    return best;
  };

  let best = (await judgeAll([cluster])).get(0);
  if (!best) {
    return undefined;
  }
  for (const size of [8, 1]) {
    best = await reduce(best, objectsBy(size));
  }
  for (const depth of [2, 4, 6, 99]) {
    best = await reduce(best, partsTo(depth));
  }
  return best;
}
