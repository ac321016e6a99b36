/**
 * The command `gateway-lint`.
 *
 * @packageDocumentation
 */
import { main } from './main';

// Who reads the output may have seen enough of it, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
});

main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  folder: process.cwd(),
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  now: new Date(),
}).then(
  code => {
    // Not `exit`: what was written to a pipe may still be on its way.
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`gateway-lint: ${(error as Error).stack}\n`);
    process.exitCode = 2;
  },
);
