import { LuaSyntaxError } from './errors';
import { parseNumber } from './numbers';

export type Token =
  | { type: 'name' | 'symbol' | 'string'; text: string; line: number }
  | { type: 'number'; text: string; value: number; line: number }
  | { type: 'end'; text: string; line: number };

/** Words that cannot be names. They become symbols. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'and break do else elseif end false for function goto if in local nil not or repeat return then true ' +
    'until while'
  ).split(' '),
);

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const HEXADECIMAL = /0[xX]([0-9a-fA-F]*)/y;
/** gopher-lua takes one leading zero away. */
const DECIMAL = /(?:0(?=\d))?((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d*)?)/y;
const SYMBOL = /\.\.\.|\.\.|[=~<>]=|::|[-+*/%^#<>=(){}[\];:,.]/y;
const BLANKS = /[ \t\r\n]+/y;
const LONG_OPEN = /\[(=*)\[/y;
const PLAIN = /[^\\\r\n"']+/y;

const ESCAPES: Record<string, string> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Reads a script, one byte per character, into tokens. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  let line = 1;

  const fail = (message: string): never => {
    throw new LuaSyntaxError(message, line);
  };
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = position;
    const found = pattern.exec(source) ?? undefined;
    return found;
  };
  const advance = (length: number): string => {
    const text = source.slice(position, position + length);
    position += length;
    line += text.split('\n').length - 1;
    return text;
  };

  /** The inside of `[[…]]` or `[==[…]==]`; a first line break does not count. */
  const longBracket = (what: string): string => {
    const open = match(LONG_OPEN) ?? fail(`invalid ${what}`);
    const close = `]${open[1]}]`;
    const from = position + open[0].length;
    const until = source.indexOf(close, from);
    if (until < 0) {
      return fail(`unfinished ${what}`);
    }
    advance(until + close.length - position);
    return source
      .slice(from, until)
      .replace(/\r\n?|\n\r/g, '\n')
      .replace(/^\n/, '');
  };

  const comment = () => {
    position += 2;
    // Unlike Lua, gopher-lua takes `--[=` for the beginning of a long comment whatever follows.
    if (
      source[position] === '[' &&
      (source[position + 1] === '[' || source[position + 1] === '=')
    ) {
      longBracket('comment');
      return;
    }
    const rest = source.slice(position).search(/[\r\n]/);
    position = rest < 0 ? source.length : position + rest;
  };

  const escape = (): string => {
    const digits = /^\d{1,3}/.exec(source.slice(position, position + 3));
    if (digits) {
      position += digits[0].length;
      return String.fromCharCode(Number(digits[0]) % 256);
    }
    if (position >= source.length) {
      return fail('unfinished string');
    }
    if (source.startsWith('\r\n', position)) {
      advance(2);
      return '\n';
    }
    const char = advance(1);
    return ESCAPES[char] ?? (char === '\r' ? '\n' : char);
  };

  const quoted = (): string => {
    const quote = source[position];
    let text = '';
    position += 1;
    for (;;) {
      const plain = match(PLAIN);
      if (plain) {
        text += plain[0];
        position += plain[0].length;
      }
      const char = source[position];
      if (char === undefined || char === '\n' || char === '\r') {
        return fail('unfinished string');
      }
      position += 1;
      if (char === quote) {
        return text;
      }
      text += char === '\\' ? escape() : char;
    }
  };

  const number = (): Token => {
    const hexadecimal = match(HEXADECIMAL);
    if (hexadecimal) {
      if (hexadecimal[1] === '') {
        fail('malformed hexadecimal number');
      }
      const text = advance(hexadecimal[0].length);
      return { type: 'number', text, value: parseNumber(text) ?? NaN, line };
    }
    const decimal = match(DECIMAL) ?? fail('malformed number');
    advance(decimal[0].length);
    const value = parseNumber(decimal[1]) ?? NaN;
    return { type: 'number', text: decimal[0], value, line };
  };

  while (position < source.length) {
    const blanks = match(BLANKS);
    if (blanks) {
      advance(blanks[0].length);
      continue;
    }
    if (source.startsWith('--', position)) {
      comment();
      continue;
    }
    const begin = line;
    const char = source[position];
    const name = match(NAME);
    if (name) {
      const text = advance(name[0].length);
      tokens.push({
        type: KEYWORDS.has(text) ? 'symbol' : 'name',
        text,
        line: begin,
      });
    } else if (
      /\d/.test(char) ||
      /^\.\d/.test(source.slice(position, position + 2))
    ) {
      tokens.push(number());
    } else if (char === '"' || char === "'") {
      tokens.push({ type: 'string', text: quoted(), line: begin });
    } else if (/^\[[[=]/.test(source.slice(position, position + 2))) {
      tokens.push({ type: 'string', text: longBracket('string'), line: begin });
    } else {
      const symbol = match(SYMBOL) ?? fail(`unexpected character ${char}`);
      tokens.push({ type: 'symbol', text: advance(symbol[0].length), line });
    }
  }
  tokens.push({ type: 'end', text: 'end of script', line });
  return tokens;
}
