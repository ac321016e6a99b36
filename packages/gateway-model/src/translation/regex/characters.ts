import { POSIX_CLASSES, UNICODE_CLASSES } from './classes';
import { Cursor, InvalidPattern } from './cursor';

const MAX_RUNE = 0x10ffff;

const DIGITS_OF_HEX = /^[0-9A-Fa-f]$/;
const DIGITS_OF_OCTAL = /^[0-7]$/;

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

/** At `\d` and the like, `\pN` or `\p{Greek}`: reads over it. */
export function skipNamedClass(cursor: Cursor): boolean {
  if (cursor.peek() !== '\\') {
    return false;
  }
  if (/^[dDsSwW]$/.test(cursor.peek(1))) {
    cursor.position += 2;
    return true;
  }
  if (!/^[pP]$/.test(cursor.peek(1))) {
    return false;
  }
  cursor.position += 2;
  const first = cursor.take();
  const name = (first === '{' ? cursor.takeUntil('}') : first)
    .replace(/^\^/, '')
    .replace(/[ _-]/g, '');
  // Letters beyond ASCII are not folded: a Kelvin sign does not spell `k`.
  if (!/^[A-Za-z]+$/.test(name) || !UNICODE_CLASSES.has(name.toLowerCase())) {
    throw new InvalidPattern();
  }
  return true;
}

/** At a backslash that begins no class: reads one character's escape and gives its code point. */
export function readEscape(cursor: Cursor): number {
  cursor.position += 1;
  const char = cursor.take();
  if (DIGITS_OF_OCTAL.test(char)) {
    return readOctal(cursor, char);
  }
  if (char === 'x') {
    return readHex(cursor);
  }
  const control = CONTROLS.get(char);
  if (control !== undefined) {
    return control;
  }
  const code = codePointOf(char);
  if (code >= 0x80 || /^[0-9A-Za-z]$/.test(char)) {
    throw new InvalidPattern();
  }
  return code;
}

function readOctal(cursor: Cursor, first: string): number {
  // One digit other than zero refers to a group, which RE2 does not know.
  if (first !== '0' && !DIGITS_OF_OCTAL.test(cursor.peek())) {
    throw new InvalidPattern();
  }
  let value = Number(first);
  for (let i = 1; i < 3 && DIGITS_OF_OCTAL.test(cursor.peek()); i += 1) {
    value = value * 8 + Number(cursor.take());
  }
  return value;
}

function readHex(cursor: Cursor): number {
  if (!cursor.skip('{')) {
    const digits = [cursor.take(), cursor.take()];
    if (!digits.every(digit => DIGITS_OF_HEX.test(digit))) {
      throw new InvalidPattern();
    }
    return parseInt(digits.join(''), 16);
  }
  const digits = cursor.takeWhile(DIGITS_OF_HEX);
  const value = parseInt(digits, 16);
  if (digits === '' || value > MAX_RUNE || !cursor.skip('}')) {
    throw new InvalidPattern();
  }
  return value;
}

/** After `[`: reads to the end of the class. */
export function readClass(cursor: Cursor) {
  cursor.skip('^');
  let posixEnd: number | undefined;
  for (let first = true; first || cursor.peek() !== ']'; first = false) {
    if (cursor.peek() === '[' && cursor.peek(1) === ':') {
      // What was found from one `[:` on holds for those before it too, so that none is looked for twice.
      if (posixEnd === undefined || posixEnd < cursor.position + 2) {
        posixEnd = endOfPosixClass(cursor);
      }
      if (posixEnd !== Infinity) {
        const name = cursor.slice(cursor.position + 2, posixEnd);
        if (!POSIX_CLASSES.has(name.replace(/^\^/, ''))) {
          throw new InvalidPattern();
        }
        cursor.position = posixEnd + 2;
        continue;
      }
    }
    if (!skipNamedClass(cursor)) {
      readRange(cursor);
    }
  }
  cursor.take();
}

/** Where the next `:]` begins; without one, `[:` stands for itself. */
function endOfPosixClass(cursor: Cursor): number {
  for (let ahead = 2; cursor.peek(ahead) !== ''; ahead += 1) {
    if (cursor.peek(ahead) === ':' && cursor.peek(ahead + 1) === ']') {
      return cursor.position + ahead;
    }
  }
  return Infinity;
}

function readRange(cursor: Cursor) {
  const low = readClassCharacter(cursor);
  // A hyphen before the end of the class stands for itself.
  const isRange =
    cursor.peek() === '-' && cursor.peek(1) !== '' && cursor.peek(1) !== ']';
  if (isRange) {
    cursor.take();
    if (readClassCharacter(cursor) < low) {
      throw new InvalidPattern();
    }
  }
}

function readClassCharacter(cursor: Cursor): number {
  return cursor.peek() === '\\'
    ? readEscape(cursor)
    : codePointOf(cursor.take());
}

/** A lone surrogate reaches Go as the replacement character. */
function codePointOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  return code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
}
