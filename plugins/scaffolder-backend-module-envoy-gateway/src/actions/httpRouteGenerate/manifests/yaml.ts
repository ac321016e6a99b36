import { Document, Scalar, visit } from 'yaml';

/** Text that no reader takes for anything else: it begins like a word or a path, and goes on like one. */
const PLAIN = /^[A-Za-z/](?:[A-Za-z0-9._/-]|:(?=[A-Za-z0-9/]))*$/;

/** Words that one or another version of YAML reads as a boolean or as nothing. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

function styleOf(text: string): Scalar.Type {
  if (PLAIN.test(text) && !RESERVED.test(text)) {
    return Scalar.PLAIN;
  }
  // Single quotes know no escapes, so they hold neither their like nor a line's end
  return /['\n]/.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.QUOTE_SINGLE;
}

/**
 * Writes a value as YAML: keys in the order given, two spaces, no line folded, a newline at the end.
 * Whatever is not a plain word is quoted, so that YAML 1.1 readers (Kubernetes) and YAML 1.2 readers
 * (most others) see the same text, whatever it holds.
 */
export function toYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string') {
        node.type = styleOf(node.value);
      }
    },
  });
  return document.toString({
    lineWidth: 0,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  });
}
