import {
  Document,
  isMap,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
} from 'yaml';
import { toPlainJson } from '../operations/plainJson';

/** Far above what people write; parsing takes time that grows with it. */
export const MAX_YAML_BYTES = 256 * 1024;
const MAX_DOCUMENTS = 500;
const MAX_ALIASES = 50;
const MAX_NESTING = 100;

/** Refuses text whose mere parsing would take long. */
function requireHarmless(text: string) {
  if (Buffer.byteLength(text) > MAX_YAML_BYTES) {
    throw new Error(`the YAML is larger than ${MAX_YAML_BYTES} bytes`);
  }
  if ((text.match(/^---/gm)?.length ?? 0) > MAX_DOCUMENTS) {
    throw new Error(`the YAML has more than ${MAX_DOCUMENTS} documents`);
  }
  let open = 0;
  for (const character of text) {
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open -= 1;
    if (open > MAX_NESTING) {
      throw new Error(`the YAML is nested deeper than ${MAX_NESTING} levels`);
    }
  }
  if (/(?:[-?] ){100}/.test(text)) {
    throw new Error(`the YAML is nested deeper than ${MAX_NESTING} levels`);
  }
}

/** The parser's own check compares every key with every other; this one takes a moment whatever the size. */
function requireUniqueKeys(document: Document) {
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const value = isScalar(key) ? key.value : key;
        if (seen.has(value)) {
          throw new Error(`the key ${JSON.stringify(value)} is there twice`);
        }
        seen.add(value);
      }
    },
    Pair(_, { key }) {
      if (isMap(key)) throw new Error('an object cannot be a key');
    },
  });
}

function resolve(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new Error(
      `an alias stands for nothing that came before it, or aliases stand for more than ${MAX_ALIASES} values`,
    );
  }
}

/**
 * Reads YAML that anyone may have written: each document as plain JSON, empty ones left out.
 *
 * @throws Error when the text is not YAML, or is made to exhaust its reader
 */
export function readYaml(text: string): unknown[] {
  requireHarmless(text);
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  return documents.flatMap(document => {
    const [error] = document.errors;
    if (error) {
      // Not the parser's own words: they quote the text, and that may be a secret.
      const { line, col } = lines.linePos(error.pos[0]);
      const reason = error.code.toLowerCase().replace(/_/g, ' ');
      throw new Error(`${reason} in line ${line}, column ${col}`);
    }
    requireUniqueKeys(document);
    const value = toPlainJson(resolve(document));
    return value === null ? [] : [value];
  });
}
