import { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Tells once, not with every pass, what is passed over, refused or kept as it is, and why.
 */
export class KeptLog {
  readonly #logger: LoggerService;
  readonly #problems = new Map<string, string>();
  readonly #kept = new Map<string, string>();
  #lastSummary = '';

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  /** What is wrong with an object; nothing when all is well again. */
  problem(key: string, reasons: readonly string[]): void {
    const text = reasons.join('; ');
    if (!text) {
      this.#problems.delete(key);
    } else if (this.#problems.get(key) !== text) {
      this.#problems.set(key, text);
      this.#logger.warn(`${printable(key)}: ${printable(text)}`);
    }
  }

  /** The entity of an object stays as it is, for a reason. */
  kept(key: string, reason: string): void {
    this.#kept.set(key, reason);
  }

  settled(key: string): void {
    this.#kept.delete(key);
  }

  /** One line for all that is kept, when it is not the same as last time. */
  summarise(): void {
    const counts = new Map<string, number>();
    for (const reason of this.#kept.values()) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    const [first, ...others] = [...counts].sort((a, b) => b[1] - a[1]);
    const more = others.length > 0 ? `; other reasons: ${others.length}` : '';
    const summary = first
      ? `${this.#kept.size} entities stay as they are in the catalog: ${
          first[0]
        } (${first[1]})${more}`
      : '';
    if (summary !== this.#lastSummary) {
      this.#logger.info(
        printable(summary || 'No entity is held back any more'),
      );
      this.#lastSummary = summary;
    }
  }
}

/** Names come from clusters: a line break in one must not begin a log line of its own. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 500);
}
