import {
  Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseAllDocuments,
  ParseOptions,
  DocumentOptions,
  SchemaOptions,
  LineCounter,
  visit,
} from 'yaml';
import { Position, Source } from './types';

const MAX_ALIASES = 100;

const NOT_IN_MANIFESTS = ['TIME'];
const NOT_IN_GO: readonly string[] = [
  'tag:yaml.org,2002:timestamp',
  'tag:yaml.org,2002:binary',
  'tag:yaml.org,2002:omap',
  'tag:yaml.org,2002:pairs',
  'tag:yaml.org,2002:set',
];

/**
 * YAML as `kubectl` reads it: version 1.1 (`yes` is true, `010` is 8), but without its dates and numbers of base
 * 60. Keys that are there twice are looked for afterwards: the parser's own way compares each with each.
 */
export const KUBECTL_YAML: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
  customTags: tags =>
    tags.filter(
      tag =>
        typeof tag === 'string' ||
        (!NOT_IN_GO.includes(tag.tag) &&
          !NOT_IN_MANIFESTS.includes(tag.format ?? '')),
    ),
};

/** Why a document is none, with the line of its file. */
export class YamlProblem extends Error {
  constructor(message: string, readonly line: number) {
    super(message);
  }
}

/** Keys are names, and not what is secret. */
function named(key: string): string {
  return key.length > 60 ? `${key.slice(0, 60)}…` : key;
}

/** Helm's and other templates: YAML only once they are filled in. */
const TEMPLATE = /\{\{/;

/** What YAML and `kubectl` have no place for; the parser would take it. */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/; // eslint-disable-line no-control-regex -- they are what is looked for

/** The place of the first key that is there twice, or is no key. */
function brokenKey(
  document: Document,
): { offset: number; message: string } | undefined {
  let found: { offset: number; message: string } | undefined;
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const offset =
          (key as { range?: number[] } | null)?.range?.[0] ??
          map.range?.[0] ??
          0;
        if (isMap(key) || !isScalar(key)) {
          found = { offset, message: 'an object or list cannot be a key' };
          return visit.BREAK;
        }
        const name = String(key.value);
        // Merges may be several.
        if (name !== '<<' && seen.has(name)) {
          found = {
            offset,
            message: `the key ${named(name)} is there twice in one object`,
          };
          return visit.BREAK;
        }
        seen.add(name);
      }
      return undefined;
    },
  });
  return found;
}

/** A document's value, and where what is in it stands. */
export interface YamlDocument {
  value: unknown;
  positionOf: Source['positionOf'];
}

/**
 * The documents of a text of YAML.
 *
 * @param firstLine - the line of its file the text begins in
 * @throws YamlProblem when one cannot be read. The message does not quote it: it may hold a secret.
 */
export function readYamlDocuments(text: string, firstLine = 1): YamlDocument[] {
  const control = text.search(CONTROL);
  if (control >= 0) {
    const line = firstLine + text.slice(0, control).split('\n').length - 1;
    throw new YamlProblem('it has a control character', line);
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    ...KUBECTL_YAML,
    lineCounter: lines,
  });
  if (!Array.isArray(documents)) {
    return [];
  }
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return {
      line: firstLine - 1 + Math.max(line, 1),
      column: Math.max(col, 1),
    };
  };
  return documents.map(document => {
    const [error] = document.errors;
    if (error) {
      throw new YamlProblem(
        TEMPLATE.test(text)
          ? 'it is a template and not YAML: render it first, as in: helm template . | gateway-lint -'
          : `it is not YAML (${error.code.toLowerCase().replace(/_/g, ' ')})`,
        positionAt(error.pos[0]).line,
      );
    }
    const broken = brokenKey(document);
    if (broken) {
      throw new YamlProblem(broken.message, positionAt(broken.offset).line);
    }
    return {
      value: valueOf(document, positionAt),
      positionOf: steps => positionAt(offsetOf(document, steps)),
    };
  });
}

function valueOf(
  document: Document,
  positionAt: (offset: number) => Position,
): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (problem) {
    // Other errors speak of what is in the text.
    throw new YamlProblem(
      problem instanceof ReferenceError
        ? 'an alias stands for nothing, or aliases stand for too much'
        : 'it cannot be read',
      positionAt(document.range?.[0] ?? 0).line,
    );
  }
}

/** Where a value begins, or the last thing on the way to it that is there: of a field, its name. */
function offsetOf(
  document: Document,
  steps: ReadonlyArray<string | number>,
): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] ?? 0 : 0;
  for (const step of steps) {
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(step),
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

/** The parts of a text between lines that begin with `---`, each with the line it begins in. */
export function splitDocuments(
  text: string,
): Array<{ text: string; line: number }> {
  const parts: Array<{ text: string; line: number }> = [];
  const marker = /^---(?=\s|$)/gm;
  let from = 0;
  let line = 1;
  const add = (to: number) => {
    const part = text.slice(from, to);
    parts.push({ text: part, line });
    line += part.split('\n').length - 1;
    from = to;
  };
  for (let found = marker.exec(text); found; found = marker.exec(text)) {
    if (found.index > from) {
      add(found.index);
    }
  }
  add(text.length);
  return parts;
}
