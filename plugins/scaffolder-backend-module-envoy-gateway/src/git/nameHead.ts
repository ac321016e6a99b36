const ADVERTISEMENT = '# service=git-upload-pack\n';
const FIRST_BRANCH = /[0-9a-f]{40} (refs\/heads\/[^\0\n]+)/;

/** The end of the length-prefixed line ("pkt-line") that starts at a position. */
function endOfLine(text: string, start: number): number {
  return start + parseInt(text.slice(start, start + 4), 16);
}

/**
 * Says in a server's list of branches which one is HEAD, where the list does not.
 *
 * A repository whose HEAD names a branch that was never pushed (`git init --bare` with one default
 * branch, then a push to another) is a sound repository, and its server lists no HEAD at all.
 * `isomorphic-git` cannot fetch from such a list, although it only wants a name for it.
 * Everything else passes as it came.
 */
export function nameHead(body: Buffer): Buffer {
  const text = body.toString('latin1');
  if (text.slice(4, 4 + ADVERTISEMENT.length) !== ADVERTISEMENT) {
    return body;
  }
  // The announcement, a flush ("0000"), then the line that carries the capabilities after a NUL
  const start = endOfLine(text, 0) + 4;
  const end = endOfLine(text, start);
  const line = text.slice(start + 4, end - 1);
  const branch = FIRST_BRANCH.exec(text)?.[1];
  if (
    !branch ||
    !line.includes('\0') ||
    line.includes(' HEAD\0') ||
    line.includes('symref=HEAD:')
  ) {
    return body;
  }
  const named = `${line} symref=HEAD:${branch}\n`;
  const length = (named.length + 4).toString(16).padStart(4, '0');
  return Buffer.from(
    `${text.slice(0, start)}${length}${named}${text.slice(end)}`,
    'latin1',
  );
}
