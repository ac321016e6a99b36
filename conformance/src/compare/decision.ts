/** One thing Envoy Gateway decided, and whether the model says the same. */
export interface Decision {
  /** A row of the table: what kind of thing was decided. */
  kind: string;
  case: string;
  /** What it was decided of. */
  object: string;
  outcome: 'agreed' | 'disagreed' | 'undecidable';
  /** What Envoy Gateway says. */
  expected: unknown;
  /** What the model says. */
  got: unknown;
  /** Why the model cannot know: an `UnknownReason` and what it depends on. */
  unknown?: { reason: string; message: string };
}

export interface Comparison {
  kind: string;
  object: string;
  expected: unknown;
  got: unknown;
  unknown?: { reason: string; message: string };
}

/** A canonical form: field order does not count, and absent, `undefined` and `null` are one. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, one: unknown) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) {
        return one;
      }
      return Object.fromEntries(
        Object.entries(one)
          .filter(([, inner]) => inner !== undefined && inner !== null)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
    }) ?? ''
  );
}

/** Collects a case's decisions. */
export interface Ledger {
  /** Agreed when both are the same; with `unknown`, undecidable either way. */
  compare(comparison: Comparison): void;
}

export function createLedger(name: string, into: Decision[]): Ledger {
  return {
    compare(one) {
      let outcome: Decision['outcome'] = 'disagreed';
      if (one.unknown) {
        outcome = 'undecidable';
      } else if (canonical(one.expected) === canonical(one.got)) {
        outcome = 'agreed';
      }
      into.push({ ...one, case: name, outcome });
    },
  };
}
