import { readClass, readEscape, skipNamedClass } from './characters';
import { Cursor, InvalidPattern } from './cursor';
import {
  addTo,
  captured,
  emptyRun,
  LITERAL,
  MAX_COPIES,
  Piece,
  pieceOf,
  repeated,
  Run,
  STEP,
} from './limits';

/** A group that is open, or the whole pattern. */
interface Group {
  readonly capturing: boolean;
  readonly alternatives: Run;
  sequence: Run;
  /** What a repetition would apply to. */
  last?: Piece;
}

/** Reads a pattern once from left to right, as Go's regexp/syntax does, and throws at what it refuses. */
class Reader {
  private readonly groups: Group[] = [];
  private readonly cursor: Cursor;

  constructor(pattern: string) {
    this.cursor = new Cursor(pattern);
    this.open(false);
  }

  read() {
    // Two repetitions in a row are refused, unless anything stands between them, and be it empty.
    let afterRepetition = false;
    while (!this.cursor.atEnd) {
      const repetition = this.readRepetition();
      if (repetition) {
        this.repeat(afterRepetition, ...repetition);
      } else {
        this.readElement();
      }
      afterRepetition = repetition !== undefined;
    }
    if (this.groups.length !== 1) {
      throw new InvalidPattern();
    }
    this.close();
  }

  private readElement() {
    const { cursor } = this;
    if (cursor.peek() === '\\') {
      this.readBackslash();
      return;
    }
    switch (cursor.take()) {
      case '(':
        if (cursor.skip('?')) {
          this.readGroupStart();
        } else {
          this.open(true);
        }
        break;
      case ')':
        if (this.groups.length < 2) {
          throw new InvalidPattern();
        }
        this.push(this.close());
        break;
      case '|':
        this.endAlternative();
        break;
      case '[':
        readClass(cursor);
        this.push(STEP);
        break;
      case '^':
      case '$':
      case '.':
        this.push(STEP);
        break;
      default:
        this.push(LITERAL);
    }
  }

  private group(): Group {
    return this.groups[this.groups.length - 1];
  }

  private open(capturing: boolean) {
    this.groups.push({
      capturing,
      alternatives: emptyRun('alternation'),
      sequence: emptyRun('sequence'),
    });
  }

  private push(piece: Piece) {
    const group = this.group();
    if (group.last) {
      addTo(group.sequence, group.last);
    }
    group.last = piece;
  }

  private endAlternative() {
    const group = this.group();
    if (group.last) {
      addTo(group.sequence, group.last);
    }
    addTo(group.alternatives, pieceOf(group.sequence));
    group.sequence = emptyRun('sequence');
    group.last = undefined;
  }

  private close(): Piece {
    const group = this.group();
    this.endAlternative();
    this.groups.pop();
    const piece = pieceOf(group.alternatives);
    return group.capturing ? captured(piece) : piece;
  }

  private repeat(afterRepetition: boolean, min: number, max: number) {
    this.cursor.skip('?');
    const group = this.group();
    if (afterRepetition || !group.last) {
      throw new InvalidPattern();
    }
    group.last = repeated(group.last, min, max);
  }

  /** Reads a repetition and gives how often it repeats; gives nothing where none begins. */
  private readRepetition(): [number, number] | undefined {
    const { cursor } = this;
    if (cursor.skip('*')) {
      return [0, Infinity];
    }
    if (cursor.skip('+')) {
      return [1, Infinity];
    }
    if (cursor.skip('?')) {
      return [0, 1];
    }
    return this.readCount();
  }

  /** `{n}`, `{n,}` or `{n,m}`; a brace that begins none of them stands for itself. */
  private readCount(): [number, number] | undefined {
    const { cursor } = this;
    const start = cursor.position;
    if (!cursor.skip('{')) {
      return undefined;
    }
    const min = this.readInteger();
    let max = min;
    if (min !== undefined && cursor.skip(',')) {
      max = cursor.peek() === '}' ? Infinity : this.readInteger();
    }
    if (min === undefined || max === undefined || !cursor.skip('}')) {
      cursor.position = start;
      return undefined;
    }
    const bounded = max !== Infinity;
    if (min > MAX_COPIES || (bounded && (max > MAX_COPIES || min > max))) {
      throw new InvalidPattern();
    }
    return [min, max];
  }

  /** Without leading zeros. */
  private readInteger(): number | undefined {
    const digits = this.cursor.takeWhile(/^[0-9]$/);
    return digits === '' || /^0[0-9]/.test(digits)
      ? undefined
      : Number(digits.slice(0, 9));
  }

  /** After `(?`: a named group, flags, or flags and a group. */
  private readGroupStart() {
    const { cursor } = this;
    const named =
      cursor.peek() === '<' || cursor.peek() + cursor.peek(1) === 'P<';
    if (named) {
      cursor.skip('P');
      cursor.skip('<');
      if (cursor.takeWhile(/^\w$/) === '' || !cursor.skip('>')) {
        throw new InvalidPattern();
      }
      this.open(true);
      return;
    }
    cursor.takeWhile(/^[imsU]$/);
    const negated = cursor.skip('-') ? cursor.takeWhile(/^[imsU]$/) : undefined;
    const end = cursor.take();
    if (negated === '' || (end !== ':' && end !== ')')) {
      throw new InvalidPattern();
    }
    if (end === ':') {
      this.open(false);
    }
  }

  private readBackslash() {
    const { cursor } = this;
    if (/^[AbBz]$/.test(cursor.peek(1))) {
      cursor.position += 2;
      this.push(STEP);
    } else if (cursor.peek(1) === 'Q') {
      cursor.position += 2;
      this.readQuoted();
    } else if (skipNamedClass(cursor)) {
      this.push(STEP);
    } else {
      readEscape(cursor);
      this.push(LITERAL);
    }
  }

  /** After `\Q`: everything is literal up to `\E` or the end. */
  private readQuoted() {
    const { cursor } = this;
    while (!cursor.atEnd) {
      if (cursor.peek() === '\\' && cursor.peek(1) === 'E') {
        cursor.position += 2;
        return;
      }
      cursor.take();
      this.push(LITERAL);
    }
  }
}

/**
 * Whether Envoy Gateway, and so Go's `regexp`, takes a pattern (RE2 syntax). Linear in the pattern's length,
 * and without recursion.
 */
export function isValidRe2(pattern: string): boolean {
  try {
    new Reader(pattern).read();
    return true;
  } catch (error) {
    if (error instanceof InvalidPattern) {
      return false;
    }
    throw error;
  }
}
