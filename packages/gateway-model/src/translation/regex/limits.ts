import { InvalidPattern } from './cursor';

/** A part of a pattern, as far as Go's limits ask about it. */
export interface Piece {
  readonly kind: 'literal' | 'sequence' | 'alternation' | 'other';
  /** The most copies of anything in it that nested counts ask for. */
  readonly copies: number;
  /** Instructions it compiles to. */
  readonly size: number;
  /** Height of its syntax tree. */
  readonly height: number;
}

/** Pieces one after another, or beside each other: only what the limits need is kept. */
export interface Run {
  readonly kind: 'sequence' | 'alternation';
  count: number;
  copies: number;
  size: number;
  /** Of the children; a child of the run's own kind is taken for what it holds. */
  height: number;
  tail?: Piece;
}

/** Limits of Go's regexp/syntax. */
export const MAX_COPIES = 1000;
const MAX_HEIGHT = 1000;
const MAX_SIZE = Math.floor((128 * 2 ** 20) / 40);

/** Anything that takes one step to match. */
export const STEP: Piece = { kind: 'other', copies: 1, size: 1, height: 1 };
export const LITERAL: Piece = { ...STEP, kind: 'literal' };

export function emptyRun(kind: Run['kind']): Run {
  return { kind, count: 0, copies: 1, size: 0, height: 0 };
}

export function addTo(run: Run, piece: Piece) {
  const { kind } = run;
  const joins =
    kind === 'sequence' &&
    piece.kind === 'literal' &&
    run.tail?.kind === 'literal';
  if (!joins) {
    run.count += 1;
  }
  run.copies = Math.max(run.copies, piece.copies);
  run.size += piece.size;
  if (kind === 'alternation' && run.count > 1) {
    run.size += 1;
  }
  run.height = Math.max(
    run.height,
    piece.kind === kind ? piece.height - 1 : piece.height,
  );
  run.tail = piece;
}

export function pieceOf(run: Run): Piece {
  const { tail, count } = run;
  if (count === 1 && tail && tail.kind !== 'literal') {
    return tail;
  }
  return limited({
    kind: count > 1 ? run.kind : tail?.kind ?? 'other',
    copies: run.copies,
    size: Math.max(1, run.size),
    height: count > 1 ? run.height + 1 : 1,
  });
}

export function captured(piece: Piece): Piece {
  return limited({
    kind: 'other',
    copies: piece.copies,
    size: piece.size + 2,
    height: piece.height + 1,
  });
}

/** `max` is infinite for `*`, `+` and `{n,}`. */
export function repeated(piece: Piece, min: number, max: number): Piece {
  // The limit is on copies asked for by counts: what is repeated no times is not looked into.
  const copies = max === 0 ? 1 : piece.copies * copiesOf(min, max);
  if (copies > MAX_COPIES) {
    throw new InvalidPattern();
  }
  const size =
    max === Infinity
      ? copiesOf(min, max) * piece.size + (min === 0 ? 2 : 1)
      : max * piece.size + (max - min);
  return limited({
    kind: 'other',
    copies,
    size: Math.max(1, size),
    height: piece.height + 1,
  });
}

function copiesOf(min: number, max: number): number {
  return max === Infinity ? Math.max(1, min) : max;
}

function limited(piece: Piece): Piece {
  if (piece.size > MAX_SIZE || piece.height > MAX_HEIGHT) {
    throw new InvalidPattern();
  }
  return piece;
}
