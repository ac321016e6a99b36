/** Kinds of tokens; operators and punctuation are their own kind. */
export type TokenKind =
  | 'identifier'
  | 'quotedIdentifier'
  | 'integer'
  | 'unsigned'
  | 'double'
  | 'string'
  | 'bytes'
  | 'end'
  | string;

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** As in cel-go, which refuses longer expressions unread. */
const MAX_CODE_POINTS = 100_000;

const MAX_INT = 2n ** 63n;
const MAX_UINT = 2n ** 64n;
/** Significant digits beyond which no number fits 64 bits. */
const MAX_DIGITS = 20;

const IGNORED = /(?:[\t \r\n\f]|\/\/[^\n]*)*/y;
const NUMBER =
  /(\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)|(0x[0-9A-Fa-f]+|\d+)([uU]?)/y;
const QUOTED = /([bB]?)([rR]?)("""|'''|"|')/y;
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]*/y;
const QUOTED_IDENTIFIER = /`[A-Za-z0-9_./ -]+`/y;
const PUNCTUATION = /[=!<>]=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/y;
const ESCAPE =
  /\\(?:[abfnrtv"'\\?`]|[0-3][0-7][0-7]|[xX][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/y;

/** Words which are tokens of their own, not identifiers. */
const KEYWORDS = new Set(['in', 'true', 'false', 'null']);

function matchAt(
  pattern: RegExp,
  text: string,
  position: number,
): RegExpExecArray | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text) ?? undefined;
}

/** Whether an escape may stand in text, or in bytes; `\` of other escapes is refused before. */
function isEscapeOf(escape: string, bytes: boolean): boolean {
  if (escape[1] !== 'u' && escape[1] !== 'U') {
    return true;
  }
  const code = parseInt(escape.slice(2), 16);
  return !bytes && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}

/** Where a quoted literal ends whose opening quotes end at `start`; `undefined` where it is not well formed. */
function endOfQuoted(
  text: string,
  start: number,
  quotes: string,
  raw: boolean,
  bytes: boolean,
): number | undefined {
  const multiline = quotes.length === 3;
  let i = start;
  while (i < text.length) {
    if (text.startsWith(quotes, i)) {
      return i + quotes.length;
    }
    const char = text[i];
    if (!multiline && (char === '\n' || char === '\r')) {
      return undefined;
    }
    if (char === '\\' && !raw) {
      const escape = matchAt(ESCAPE, text, i)?.[0];
      if (escape === undefined || !isEscapeOf(escape, bytes)) {
        return undefined;
      }
      i += escape.length;
    } else {
      i += 1;
    }
  }
  return undefined;
}

/** Whether a whole number fits 64 bits. */
export function fitsInteger(text: string, negative: boolean): boolean {
  return (valueOf(text) ?? MAX_UINT) < MAX_INT + (negative ? 1n : 0n);
}

function valueOf(text: string): bigint | undefined {
  const digits = text.replace(/^0x/, '').replace(/^0+(?=.)/, '');
  if (digits.length > MAX_DIGITS) {
    return undefined;
  }
  return BigInt(text.startsWith('0x') ? `0x${digits}` : digits);
}

function numberToken(match: RegExpExecArray): Token | undefined {
  const [text, double, whole, suffix] = match;
  if (double !== undefined) {
    return Number.isFinite(Number(double))
      ? { kind: 'double', text }
      : undefined;
  }
  if (suffix === '') {
    return { kind: 'integer', text };
  }
  return (valueOf(whole) ?? MAX_UINT) < MAX_UINT
    ? { kind: 'unsigned', text }
    : undefined;
}

/**
 * The tokens of a CEL expression, an `end` last; `undefined` where something is none, or a literal stands for
 * nothing.
 */
export function tokenize(text: string): Token[] | undefined {
  // Half of the limit in UTF-16 units is within it in any case.
  if (
    text.length > MAX_CODE_POINTS &&
    (text.length > 2 * MAX_CODE_POINTS ||
      Array.from(text).length > MAX_CODE_POINTS)
  ) {
    return undefined;
  }
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    position += matchAt(IGNORED, text, position)?.[0].length ?? 0;
    if (position >= text.length) {
      tokens.push({ kind: 'end', text: '' });
      return tokens;
    }
    const token = tokenAt(text, position);
    if (!token) {
      return undefined;
    }
    tokens.push(token);
    position += token.text.length;
  }
}

function tokenAt(text: string, position: number): Token | undefined {
  const number = matchAt(NUMBER, text, position);
  if (number) {
    return numberToken(number);
  }
  const opening = matchAt(QUOTED, text, position);
  if (opening) {
    const [prefix, bytes, raw, quotes] = opening;
    const start = position + prefix.length;
    const end = endOfQuoted(text, start, quotes, raw !== '', bytes !== '');
    return end === undefined
      ? undefined
      : {
          kind: bytes ? 'bytes' : 'string',
          text: text.slice(position, end),
        };
  }
  const word = matchAt(IDENTIFIER, text, position)?.[0];
  if (word !== undefined) {
    return { kind: KEYWORDS.has(word) ? word : 'identifier', text: word };
  }
  const quoted = matchAt(QUOTED_IDENTIFIER, text, position)?.[0];
  if (quoted !== undefined) {
    return { kind: 'quotedIdentifier', text: quoted };
  }
  const sign = matchAt(PUNCTUATION, text, position)?.[0];
  return sign === undefined ? undefined : { kind: sign, text: sign };
}
