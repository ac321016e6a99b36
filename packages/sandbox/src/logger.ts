/**
 * Where the sandbox says what it does.
 *
 * @public
 */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

/** Says nothing. */
export const SILENT: Logger = { info() {}, warn() {} };
