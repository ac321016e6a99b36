import {
  Document,
  isMap,
  isNode,
  isSeq,
  LineCounter,
  parseAllDocuments,
} from 'yaml';
import { Manifest, Source } from './types';
import { KUBECTL_YAML } from './yamlDocuments';

export interface Place {
  file: string;
  line: number;
  column: number;
}

/** Finding lines means reading again; in larger documents places are not worth it. */
const MAX_TEXT = 8 * 1024 * 1024;

interface Parsed {
  documents: Document[];
  lines: LineCounter;
}

/** The steps of a path in words, such as `spec.rules[0].name` or `metadata.labels[example.com/a]`. */
export function stepsOf(path: string): Array<string | number> {
  return [...path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)].map(
    ([, name, bracketed]) => {
      if (name !== undefined) {
        return name;
      }
      return /^\d+$/.test(bracketed) ? Number(bracketed) : bracketed;
    },
  );
}

function parse({ text }: Source): Parsed {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    ...KUBECTL_YAML,
    lineCounter: lines,
  });
  return { documents: Array.isArray(parsed) ? parsed : [], lines };
}

/** Where a value begins, or the last thing on the way to it that is there: of a field, its name. */
function offsetOf(
  document: Document | undefined,
  steps: ReadonlyArray<string | number>,
): number {
  let node: unknown = document?.contents;
  let offset = isNode(node) ? node.range?.[0] ?? 0 : 0;
  for (const step of steps) {
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) =>
          String((key as { value?: unknown })?.value) === String(step),
      );
      if (!pair) {
        break;
      }
      offset = isNode(pair.key) ? pair.key.range?.[0] ?? offset : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node)) {
        break;
      }
      offset = node.range?.[0] ?? offset;
    } else {
      break;
    }
  }
  return offset;
}

/** Finds where paths of manifests stand in their files; each text is read again once, when it is asked for. */
export function createLocator(): (manifest: Manifest, path?: string) => Place {
  const parsed = new Map<string, Parsed>();
  return ({ source, within }, path = '') => {
    const { file, text, line, index } = source;
    if (text.length > MAX_TEXT) {
      return { file, line, column: 1 };
    }
    let known = parsed.get(text);
    if (!known) {
      known = parse(source);
      parsed.set(text, known);
    }
    const offset = offsetOf(known.documents[index], [
      ...within,
      ...stepsOf(path),
    ]);
    const position = known.lines.linePos(offset);
    return {
      file,
      line: line + Math.max(position.line, 1) - 1,
      column: Math.max(position.col, 1),
    };
  };
}
