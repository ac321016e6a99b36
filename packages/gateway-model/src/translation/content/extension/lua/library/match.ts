import { Budget } from '../budget';
import { LuaError } from '../errors';
import { LuaValue } from '../values';
import { Pattern } from './pattern';

/** Where a pattern matched. Captures are texts, or positions as Lua counts them. */
export interface Match {
  start: number;
  end: number;
  captures: readonly LuaValue[];
}

interface Capture {
  from: number;
  /** Absent while it is open. */
  to?: number;
  isPosition?: boolean;
}

function balancedEnd(
  text: string,
  at: number,
  open: number,
  close: number,
): number | undefined {
  if (text.charCodeAt(at) !== open) {
    return undefined;
  }
  let depth = 1;
  for (let index = at + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === close) {
      depth -= 1;
      if (depth === 0) {
        return index + 1;
      }
    } else if (code === open) {
      depth += 1;
    }
  }
  return undefined;
}

/** The end of a match of the whole pattern at one position; backtracks, at the budget's cost. */
function matchAt(
  { parts, atEnd }: Pattern,
  text: string,
  start: number,
  budget: Budget,
): { end: number; captures: (Capture | undefined)[] } | undefined {
  const captures: (Capture | undefined)[] = [];

  function from(part: number, at: number): number | undefined {
    let position = at;
    for (let index = part; index < parts.length; index += 1) {
      budget.spend(0.25);
      const current = parts[index];
      switch (current.type) {
        case 'one':
          if (
            position >= text.length ||
            !current.matches(text.charCodeAt(position))
          ) {
            return undefined;
          }
          position += 1;
          break;
        case 'position':
          captures[current.capture] = { from: position, isPosition: true };
          break;
        case 'open':
        case 'close': {
          const before = captures[current.capture];
          captures[current.capture] =
            current.type === 'open'
              ? { from: position }
              : { from: before?.from ?? 0, to: position };
          const end = from(index + 1, position);
          if (end === undefined) {
            captures[current.capture] = before;
          }
          return end;
        }
        case 'again': {
          const known = captures[current.capture];
          if (known?.to === undefined) {
            throw new LuaError('invalid capture index');
          }
          const part2 = text.slice(known.from, known.to);
          if (!text.startsWith(part2, position)) {
            return undefined;
          }
          position += part2.length;
          break;
        }
        case 'balanced': {
          const end = balancedEnd(text, position, current.open, current.close);
          if (end === undefined) {
            return undefined;
          }
          budget.spend((end - position) / 8);
          position = end;
          break;
        }
        default:
          return repeat(index, position);
      }
    }
    return atEnd && position < text.length ? undefined : position;
  }

  function repeat(index: number, at: number): number | undefined {
    const current = parts[index];
    if (current.type !== 'repeat') {
      return undefined;
    }
    const fits = (position: number) =>
      position < text.length && current.matches(text.charCodeAt(position));
    const least = current.mode === '+' ? 1 : 0;
    if (current.mode === '-') {
      for (let position = at; ; position += 1) {
        const end = from(index + 1, position);
        if (end !== undefined || !fits(position)) {
          return end;
        }
      }
    }
    let most = at;
    while (fits(most) && (current.mode !== '?' || most === at)) {
      budget.spend(0.25);
      most += 1;
    }
    for (let position = most; position >= at + least; position -= 1) {
      const end = from(index + 1, position);
      if (end !== undefined) {
        return end;
      }
    }
    return undefined;
  }

  const end = from(0, start);
  return end === undefined ? undefined : { end, captures };
}

/** Up to so many matches of a pattern in a text, one after another. */
export function findMatches(
  pattern: Pattern,
  text: string,
  from: number,
  limit: number,
  budget: Budget,
): Match[] {
  const matches: Match[] = [];
  let start = from;
  while (start <= text.length) {
    budget.spend(0.25);
    const found = matchAt(pattern, text, start, budget);
    let next = start + 1;
    if (found) {
      matches.push({
        start,
        end: found.end,
        captures: Array.from({ length: pattern.captures }, (_, index) => {
          const capture = found.captures[index];
          return capture?.isPosition
            ? capture.from + 1
            : text.slice(capture?.from ?? 0, capture?.to ?? 0);
        }),
      });
      next = Math.max(next, found.end);
    }
    if (matches.length === limit || pattern.atStart) {
      break;
    }
    start = next;
  }
  return matches;
}
