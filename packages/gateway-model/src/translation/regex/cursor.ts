/** What a reader of patterns throws; it never leaves `isValidRe2`. */
export class InvalidPattern extends Error {}

/** Where one is in a pattern; moves forward only, but for a brace that turns out to stand for itself. */
export class Cursor {
  private readonly chars: readonly string[];
  position = 0;

  constructor(pattern: string) {
    this.chars = Array.from(pattern);
  }

  get atEnd(): boolean {
    return this.position >= this.chars.length;
  }

  /** The character some steps ahead; empty past the end. */
  peek(ahead = 0): string {
    return this.chars[this.position + ahead] ?? '';
  }

  take(): string {
    const char = this.peek();
    if (char === '') {
      throw new InvalidPattern();
    }
    this.position += 1;
    return char;
  }

  skip(expected: string): boolean {
    if (this.peek() !== expected) {
      return false;
    }
    this.position += 1;
    return true;
  }

  takeWhile(wanted: RegExp): string {
    const start = this.position;
    while (wanted.test(this.peek())) {
      this.position += 1;
    }
    return this.chars.slice(start, this.position).join('');
  }

  /** What stands before the next such character, which is skipped. */
  takeUntil(end: string): string {
    const start = this.position;
    while (this.take() !== end) {
      // `take` throws where there is none.
    }
    return this.chars.slice(start, this.position - 1).join('');
  }

  slice(from: number, to: number): string {
    return this.chars.slice(from, to).join('');
  }
}
