import { parseArgs } from 'node:util';
import { readCases } from './cases';
import { broken, Decision, judgeCase } from './compare';
import { report } from './report';

const USAGE = `Usage: yarn conformance FOLDER [--only PATTERN] [--verbose]

FOLDER holds Envoy Gateway's translation cases: NAME.in.yaml and NAME.out.yaml.`;

function main(args: string[]): void {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (!folder || positionals.length > 1) {
    throw new Error(USAGE);
  }
  const only = values.only;
  const cases = readCases(folder).filter(
    ({ name }) => only === undefined || name.includes(only),
  );
  const decisions: Decision[] = cases.flatMap(one =>
    'error' in one ? [broken(one.name, one.error)] : judgeCase(one),
  );
  process.stdout.write(`${report(decisions, { verbose: values.verbose })}\n`);
  if (decisions.some(({ outcome }) => outcome === 'disagreed')) {
    process.exitCode = 1;
  }
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 2;
}
