/** One PEM block, as it stands in the text. */
export interface PemBlock {
  label: string;
  text: string;
  /** The encoded bytes, without line breaks. */
  base64: string;
}

const BEGIN = /^-----BEGIN ([^\n]*)-----[ \t\r]*$/;

/** The blocks of a PEM text; text around them and blocks without an end are passed over. */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  const lines = text.split('\n');
  let index = 0;
  while (index < lines.length) {
    const label = BEGIN.exec(lines[index])?.[1];
    if (label === undefined) {
      index += 1;
      continue;
    }
    const end = lines.findIndex(
      (line, at) => at > index && line.startsWith('-----'),
    );
    if (end < 0) {
      return blocks;
    }
    if (lines[end].trimEnd() === `-----END ${label}-----`) {
      const body = lines.slice(index + 1, end).map(line => line.trim());
      blocks.push({
        label,
        text: `${lines.slice(index, end + 1).join('\n')}\n`,
        // Headers such as `Proc-Type: 4,ENCRYPTED` stand before an empty line.
        base64: body.filter(line => !line.includes(':')).join(''),
      });
      index = end + 1;
    } else {
      index = end;
    }
  }
  return blocks;
}
