import { isJsonObject } from '@envoy-gateway-portal/gateway-model';
import { Decision } from '../compare';
import { judgeCase } from '../compare';
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

/** Everything in a spec that might be left out: deeper last, so that much goes early. */
function removable(manifest: Manifest): Path[] {
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

function without(manifest: Manifest, path: Path): Manifest {
  const copy: Manifest = JSON.parse(JSON.stringify(manifest));
  let parent: unknown = copy;
  for (const step of path.slice(0, -1)) {
    parent = (parent as Record<string | number, unknown>)[step];
  }
  const last = path[path.length - 1];
  if (Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else {
    delete (parent as Record<string, unknown>)[last];
  }
  return copy;
}

function withoutObject({ id, manifests, waves }: Cluster, index: number) {
  const keep = (_: unknown, position: number) => position !== index;
  return {
    id,
    manifests: manifests.filter(keep),
    waves: waves.filter(keep),
  };
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

  const judgeAll = async (variants: readonly Cluster[]): Promise<Shrunk[]> => {
    const shrunk: Shrunk[] = [];
    for (let start = 0; start < variants.length; start += oracle.batch) {
      if (batches >= MAX_BATCHES) {
        break;
      }
      batches += 1;
      const chunk = variants.slice(start, start + oracle.batch).map(variant => {
        made += 1;
        return renamed(variant, `${cluster.id}x${made}`);
      });
      const judged = await oracle.judge(chunk);
      judged.forEach((one, index) => {
        const disagreements = judgeCase(one.case).filter(
          decision =>
            decision.outcome === 'disagreed' && decision.kind === kind,
        );
        if (disagreements.length > 0 && one.refused.length === 0) {
          shrunk.push({
            cluster: chunk[index],
            judged: one,
            disagreements,
          });
        }
      });
    }
    return shrunk;
  };

  /** The smallest of the variants that still disagree, tried one by one and then all that can go together. */
  const descend = async (
    from: Shrunk,
    variantsOf: (one: Cluster) => Cluster[],
  ): Promise<Shrunk> => {
    let best = from;
    while (batches < MAX_BATCHES) {
      const [smaller] = (await judgeAll(variantsOf(best.cluster))).sort(
        (a, b) =>
          JSON.stringify(a.cluster.manifests).length -
          JSON.stringify(b.cluster.manifests).length,
      );
      if (!smaller) {
        break;
      }
      best = smaller;
    }
    return best;
  };

  const [first] = await judgeAll([cluster]);
  if (!first) {
    return undefined;
  }
  // Halves first: most objects have nothing to do with it.
  const chunks = (size: number) => (one: Cluster) => {
    const variants: Cluster[] = [];
    for (let start = 0; start < one.manifests.length; start += size) {
      const keep = (_: unknown, index: number) =>
        index < start || index >= start + size;
      variants.push({
        id: one.id,
        manifests: one.manifests.filter(keep),
        waves: one.waves.filter(keep),
      });
    }
    return variants;
  };
  let best = first;
  for (
    let size = Math.ceil(first.cluster.manifests.length / 2);
    size > 1;
    size = Math.floor(size / 2)
  ) {
    best = await descend(best, chunks(size));
  }
  best = await descend(best, one =>
    one.manifests.map((_, index) => withoutObject(one, index)),
  );
  return descend(best, one =>
    one.manifests.flatMap((manifest, index) =>
      removable(manifest).map(path => ({
        ...one,
        manifests: one.manifests.map((other, position) =>
          position === index ? without(manifest, path) : other,
        ),
      })),
    ),
  );
}
