import {
  Document,
  isMap,
  isScalar,
  parseAllDocuments,
  ParseOptions,
  DocumentOptions,
  SchemaOptions,
  LineCounter,
  visit,
} from 'yaml';

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

/** Why a document is none, with the line in the text it was read from. */
export class YamlProblem extends Error {
  constructor(message: string, readonly line: number) {
    super(message);
  }
}

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
          found = { offset, message: 'a key is there twice in one object' };
          return visit.BREAK;
        }
        seen.add(name);
      }
      return undefined;
    },
  });
  return found;
}

/**
 * The values of a text of YAML, one a document, in order.
 *
 * @throws YamlProblem when a document cannot be read. The message does not quote it: it may hold a secret.
 */
export function readYamlValues(text: string): unknown[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    ...KUBECTL_YAML,
    lineCounter: lines,
  });
  if (!Array.isArray(documents)) {
    return [];
  }
  const at = (offset: number) => lines.linePos(offset).line;
  return documents.map(document => {
    const [error] = document.errors;
    if (error) {
      throw new YamlProblem(
        `it is not YAML (${error.code.toLowerCase().replace(/_/g, ' ')})`,
        at(error.pos[0]),
      );
    }
    const broken = brokenKey(document);
    if (broken) {
      throw new YamlProblem(broken.message, at(broken.offset));
    }
    try {
      return document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch (problem) {
      // Other errors speak of what is in the text.
      throw new YamlProblem(
        problem instanceof ReferenceError
          ? 'an alias stands for nothing, or aliases stand for too much'
          : 'it cannot be read',
        at(document.range[0]),
      );
    }
  });
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
