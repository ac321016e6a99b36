import { RE2JS } from '@bufbuild/re2';

/** A pattern as Go's `regexp` reads it: linear in the text, whatever the pattern. */
export interface GoRegExp {
  /** Whether it matches anywhere in the text. */
  test(text: string): boolean;
}

const MAX_PATTERN = 8 * 1024;
const CACHED = 2_000;
const compiled = new Map<string, GoRegExp | undefined>();

/** `undefined` when Go would not take the pattern either. */
export function goRegExp(pattern: string): GoRegExp | undefined {
  if (compiled.has(pattern)) {
    return compiled.get(pattern);
  }
  const regExp = compile(pattern);
  if (compiled.size >= CACHED) {
    compiled.clear();
  }
  compiled.set(pattern, regExp);
  return regExp;
}

function compile(pattern: string): GoRegExp | undefined {
  if (pattern.length > MAX_PATTERN) {
    return undefined;
  }
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
