import { LuaError } from '../errors';

type CharacterClass = (code: number) => boolean;

type Part =
  | { type: 'one'; matches: CharacterClass }
  | {
      type: 'repeat';
      matches: CharacterClass;
      mode: '*' | '+' | '-' | '?';
    }
  | { type: 'open'; capture: number }
  | { type: 'close'; capture: number }
  | { type: 'position'; capture: number }
  | { type: 'again'; capture: number }
  | { type: 'balanced'; open: number; close: number };

export interface Pattern {
  parts: readonly Part[];
  captures: number;
  atStart: boolean;
  atEnd: boolean;
}

const CLASSES: Record<string, RegExp> = {
  a: /[A-Za-z]/,
  // eslint-disable-next-line no-control-regex -- control characters are what the class is of
  c: /[\u0000-\u001f\u007f]/,
  d: /[0-9]/,
  l: /[a-z]/,
  p: /[!-/:-@[-`{-~]/,
  s: /[ \f\n\r\t\v]/,
  u: /[A-Z]/,
  w: /[0-9A-Za-z]/,
  x: /[0-9A-Fa-f]/,
  // eslint-disable-next-line no-control-regex -- the zero byte is what the class is of
  z: /\u0000/,
};

function namedClass(letter: string): CharacterClass {
  const lower = letter.toLowerCase();
  const expression = CLASSES[lower];
  if (!expression) {
    const code = letter.charCodeAt(0);
    return other => other === code;
  }
  const negated = lower !== letter;
  return code => expression.test(String.fromCharCode(code)) !== negated;
}

function single(letter: string): CharacterClass {
  const code = letter.charCodeAt(0);
  return other => other === code;
}

/** Reads a pattern of Lua's, by gopher-lua's lenient rules. */
export function readPattern(text: string): Pattern {
  const parts: Part[] = [];
  const open: number[] = [];
  const atStart = text.startsWith('^');
  let atEnd = false;
  let captures = 0;
  let position = atStart ? 1 : 0;

  const take = (): string => {
    if (position >= text.length) {
      throw new LuaError('malformed pattern');
    }
    position += 1;
    return text[position - 1];
  };
  const item = (): { matches: CharacterClass; code?: number } => {
    const char = take();
    return char === '%'
      ? { matches: namedClass(take()) }
      : { matches: single(char), code: char.charCodeAt(0) };
  };
  const set = (): CharacterClass => {
    const negated = text[position] === '^';
    if (negated) {
      position += 1;
    }
    const items: { matches: CharacterClass; code?: number }[] = [];
    while (items.length === 0 || text[position] !== ']') {
      const from = items[items.length - 1];
      const range =
        items.length > 0 &&
        text[position] === '-' &&
        text[position + 1] !== ']';
      if (range) {
        position += 1;
        const to = item();
        const [low, high] = [from.code ?? Infinity, to.code ?? -Infinity];
        items[items.length - 1] = {
          matches: code => low <= code && code <= high,
        };
      } else {
        items.push(item());
      }
    }
    position += 1;
    return code => items.some(one => one.matches(code)) !== negated;
  };
  const character = (matches: CharacterClass) => {
    parts.push({ type: 'one', matches });
  };

  while (position < text.length) {
    const char = take();
    const last = parts[parts.length - 1];
    if (char === '%' && position === text.length) {
      character(() => false);
    } else if (char === '%') {
      const next = take();
      if (next === '0') {
        throw new LuaError('invalid capture index');
      } else if (/[1-9]/.test(next)) {
        parts.push({ type: 'again', capture: Number(next) - 1 });
      } else if (next === 'b') {
        // What is missing is NaN, and like nothing.
        const [first, second] = [position, position + 1];
        position += 2;
        parts.push({
          type: 'balanced',
          open: text.charCodeAt(first),
          close: text.charCodeAt(second),
        });
      } else {
        character(namedClass(next));
      }
    } else if (char === '.') {
      character(() => true);
    } else if (char === '[') {
      character(set());
    } else if (char === '(') {
      if (text[position] === ')') {
        position += 1;
        parts.push({ type: 'position', capture: captures });
      } else {
        open.push(captures);
        parts.push({ type: 'open', capture: captures });
      }
      captures += 1;
    } else if (char === ')') {
      const capture = open.pop();
      if (capture === undefined) {
        throw new LuaError('invalid pattern capture');
      }
      parts.push({ type: 'close', capture });
    } else if (
      (char === '*' || char === '+' || char === '-' || char === '?') &&
      last?.type === 'one'
    ) {
      parts.pop();
      parts.push({ type: 'repeat', matches: last.matches, mode: char });
    } else if (char === '$' && position === text.length && open.length === 0) {
      atEnd = true;
    } else {
      character(single(char));
    }
  }
  if (open.length > 0) {
    throw new LuaError('unfinished capture');
  }
  return { parts, captures, atStart, atEnd };
}
