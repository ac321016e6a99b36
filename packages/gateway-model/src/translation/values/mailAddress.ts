import { parseIpAddress } from './ipAddress';

/* eslint-disable no-control-regex -- control characters are what may not stand in addresses */

/** Characters of an atom, beyond ASCII too. The dot is one here (RFC 5322 `dot-atom`). */
const ATOM = /[^\0-\x20\x7f()<>[\]:;@\\,"]+/y;
const BLANKS = /[ \t]*/y;
const QUOTED = /"((?:[^"\\\0-\x08\x0a-\x1f\x7f]|\\[^\0-\x08\x0a-\x1f\x7f])*)"/y;
const DOMAIN_LITERAL = /\[([^[\]\\\0-\x20\x7f]*)\]/y;

/* eslint-enable no-control-regex */

/** Reads a mail address from left to right; every method says whether it found what it is named after. */
class Reader {
  private position = 0;

  constructor(private readonly text: string) {}

  atEnd(): boolean {
    return this.position >= this.text.length;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (match) {
      this.position = pattern.lastIndex;
    }
    return match ? match[1] ?? match[0] : undefined;
  }

  private skip(char: string): boolean {
    if (this.text[this.position] !== char) {
      return false;
    }
    this.position += 1;
    return true;
  }

  private skipBlanks() {
    this.take(BLANKS);
  }

  /** Blanks and comments; false where a comment does not end. */
  skipComments(): boolean {
    this.skipBlanks();
    while (this.skip('(')) {
      for (let depth = 1; depth > 0; this.position += 1) {
        if (this.atEnd()) {
          return false;
        }
        const char = this.text[this.position];
        if (char === '\\' && this.position + 1 < this.text.length) {
          this.position += 1;
        } else if (char === '(') {
          depth += 1;
        } else if (char === ')') {
          depth -= 1;
        }
      }
      this.skipBlanks();
    }
    return true;
  }

  /** Without a dot at either end, or two in a row. */
  private dotAtom(): boolean {
    const atom = this.take(ATOM);
    return (
      atom !== undefined &&
      !atom.startsWith('.') &&
      !atom.endsWith('.') &&
      !atom.includes('..')
    );
  }

  private domain(): boolean {
    if (this.text[this.position] !== '[') {
      return this.dotAtom();
    }
    const literal = this.take(DOMAIN_LITERAL);
    const address = literal === undefined ? undefined : parseIpAddress(literal);
    return address !== undefined && address.zone === undefined;
  }

  /** `local@domain`; goes back where it is none. */
  private plainAddress(): boolean {
    const start = this.position;
    this.skipBlanks();
    const local =
      this.text[this.position] === '"'
        ? Boolean(this.take(QUOTED))
        : this.dotAtom();
    if (local && this.skip('@')) {
      this.skipBlanks();
      if (this.domain()) {
        return true;
      }
    }
    this.position = start;
    return false;
  }

  /** Words before an address in angle brackets, or the name of a group. */
  private displayName(): boolean {
    let found = false;
    for (;;) {
      if (found && !this.skipComments()) {
        return false;
      }
      this.skipBlanks();
      const quoted = this.text[this.position] === '"';
      if (this.take(quoted ? QUOTED : ATOM) === undefined) {
        return found;
      }
      found = true;
    }
  }

  /** How many addresses there are: more than one, or none, only in a group. */
  addresses(groups: boolean): number | undefined {
    this.skipBlanks();
    if (this.atEnd()) {
      return undefined;
    }
    if (this.plainAddress()) {
      this.skipBlanks();
      const comment = this.text[this.position] === '(';
      return comment && !this.skipComments() ? undefined : 1;
    }
    if (this.text[this.position] !== '<' && !this.displayName()) {
      return undefined;
    }
    this.skipBlanks();
    if (groups && this.skip(':')) {
      return this.groupMembers();
    }
    return this.skip('<') && this.plainAddress() && this.skip('>')
      ? 1
      : undefined;
  }

  private groupMembers(): number | undefined {
    this.skipBlanks();
    let count = 0;
    if (this.skip(';')) {
      return this.skipComments() ? count : undefined;
    }
    for (;;) {
      this.skipBlanks();
      const members = this.addresses(false);
      if (members === undefined || !this.skipComments()) {
        return undefined;
      }
      count += members;
      if (this.skip(';')) {
        return this.skipComments() ? count : undefined;
      }
      if (!this.skip(',')) {
        return undefined;
      }
    }
  }
}

/** Whether a text is one mail address, with or without a name, as Go's `mail.ParseAddress` has it (RFC 5322). */
export function isMailAddress(text: string): boolean {
  const reader = new Reader(text);
  return (
    reader.addresses(true) === 1 && reader.skipComments() && reader.atEnd()
  );
}
