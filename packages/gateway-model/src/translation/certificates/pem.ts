/** One PEM block, as it stands in the text. */
export interface PemBlock {
  label: string;
  text: string;
  /** The encoded bytes, without line breaks. */
  base64: string;
}

const BEGIN = /^-----BEGIN ([^\n]*)-----[ \t\r]*$/;

/** The line that ends a block, or the first that cannot be part of one. */
function endOf(lines: readonly string[], begin: number): number | undefined {
  for (let index = begin + 1; index < lines.length; index += 1) {
    if (lines[index].startsWith('-----')) {
      return index;
    }
  }
  return undefined;
}

/** The blocks of a PEM text; text around them and blocks without an end are passed over. */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  const lines = text.split('\n');
  let index = 0;
  while (index < lines.length) {
    const label = BEGIN.exec(lines[index])?.[1];
    const end = label === undefined ? index : endOf(lines, index);
    if (end === undefined) {
      return blocks;
    }
    if (label === undefined) {
      index += 1;
    } else if (lines[end].trimEnd() === `-----END ${label}-----`) {
      blocks.push({
        label,
        text: `${lines.slice(index, end + 1).join('\n')}\n`,
        base64: lines
          .slice(index + 1, end)
          .map(line => line.trim())
          // Headers such as `Proc-Type: 4,ENCRYPTED` hold a colon, which base64 has not.
          .filter(line => !line.includes(':'))
          .join(''),
      });
      index = end + 1;
    } else {
      index = end;
    }
  }
  return blocks;
}
