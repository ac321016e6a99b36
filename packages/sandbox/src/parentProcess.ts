import { fstatSync } from 'node:fs';

/** Whether standard input is held by another process, rather than a terminal, a file or nothing. */
function inputIsHeld(): boolean {
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isSocket();
  } catch {
    return false;
  }
}

/**
 * Calls back when the process that started this one is gone: its IPC channel closes, or the pipe that
 * is our standard input ends.
 */
export function onParentGone(callback: () => void): void {
  if (process.send) {
    process.once('disconnect', callback);
  } else if (inputIsHeld()) {
    process.stdin.once('end', callback);
    process.stdin.once('error', callback);
    process.stdin.resume();
  }
}
