/** Control characters, invisible marks that turn or hide text, and halves of surrogate pairs. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

const ELLIPSIS = '…';

function cut(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}${ELLIPSIS}`;
}

/**
 * One line of text from a cluster: printable, and at most `limit` characters long. Absent when nothing
 * printable is left.
 */
export function plainText(
  value: string | undefined,
  limit: number,
): string | undefined {
  // A Kubernetes object holds up to 256 KiB of annotations; most of one is not looked at.
  const text = (value ?? '')
    .slice(0, limit * 4)
    .replace(INVISIBLE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : cut(text, limit);
}

/**
 * Text for a field that Backstage shows as Markdown. What would become a link, an image, HTML or code is
 * shown as the characters it is made of: a description must not load a picture from a stranger's server.
 */
export function markdownSafeText(
  value: string | undefined,
  limit: number,
): string | undefined {
  return plainText(
    plainText(value, limit)
      ?.replace(/[[<]/g, '(')
      .replace(/[\]>]/g, ')')
      .replace(/`/g, "'"),
    limit,
  );
}
