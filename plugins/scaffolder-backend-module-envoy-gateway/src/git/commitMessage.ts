// eslint-disable-next-line no-control-regex -- control characters are what is removed
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f]+/g;

/**
 * A commit message as Git keeps it: no control characters, one newline at the end, and, as a trailer,
 * the entity ref of the user it was made for. The message itself cannot speak for another user.
 */
export function commitMessage(text: string, userRef?: string): string {
  const body = text
    .replace(/\r\n?/g, '\n')
    .replace(UNSAFE, ' ')
    .replace(/^requested-by:/gim, 'Requested by:')
    .trim();
  const ref = userRef?.replace(/\s+/g, ' ').replace(UNSAFE, '').trim();
  return ref ? `${body}\n\nRequested-by: ${ref}\n` : `${body}\n`;
}
