import { Mono } from './text';

/** Longer than a hostname or path people read, short enough not to drown a row. */
const MAX_CHARACTERS = 120;
const TAIL = 16;

/** @internal */
export interface LongTextProps {
  text: string;
  /** In the font around it. */
  plain?: boolean;
}

/** Text from a cluster, cut in the middle when it is too long to read; its title holds more of it. */
export function LongText({ text, plain }: LongTextProps) {
  const short = shorten(text);
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
function shorten(text: string): string {
  if (text.length <= MAX_CHARACTERS) {
    return text;
  }
  const head = Array.from(text.slice(0, MAX_CHARACTERS - TAIL - 1)).slice(
    0,
    -1,
  );
  const tail = Array.from(text.slice(-TAIL)).slice(1);
  return `${head.join('')}…${tail.join('')}`;
}
