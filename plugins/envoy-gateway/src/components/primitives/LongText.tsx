import { Mono } from './text';

/** Longer than a hostname or path people read, short enough not to drown a row. */
const MAX_CHARACTERS = 120;
const TAIL = 16;

export interface LongTextProps {
  text: string;
  /** In the font around it. */
  plain?: boolean;
  /** How many characters are shown. */
  limit?: number;
}

/** Text from a cluster, cut in the middle when it is too long to read; its title holds more of it. */
export function LongText({ text, plain, limit }: LongTextProps) {
  const short = shorten(text, limit ?? MAX_CHARACTERS);
  const title = short === text ? undefined : text.slice(0, 2048);
  return plain ? (
    <span title={title} style={{ overflowWrap: 'anywhere' }}>
      {short}
    </span>
  ) : (
    <Mono title={title}>{short}</Mono>
  );
}

/** Cuts between characters, not within a surrogate pair. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  const head = Array.from(text.slice(0, limit - TAIL - 1)).slice(0, -1);
  const tail = Array.from(text.slice(-TAIL)).slice(1);
  return `${head.join('')}…${tail.join('')}`;
}
