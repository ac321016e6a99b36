import { parseArgs } from 'node:util';
import { readCases } from './cases';
import { broken, Decision, judgeCase } from './compare';
import { findMergeFolder, judgeMergeCase, readMergeCases } from './merge';
import { readRegressions } from './regression';
import { report } from './report';

const USAGE = `Usage: yarn conformance FOLDER [--merge FOLDER] [--only PATTERN] [--verbose]

FOLDER holds Envoy Gateway's translation cases: NAME.in.yaml and NAME.out.yaml. Cases of merged policies are
looked for beside it, in 'merge' or where a checkout of Envoy Gateway has them, unless --merge names them.`;

function main(args: string[]): void {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      merge: { type: 'string' },
      only: { type: 'string' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (!folder || positionals.length > 1) {
    throw new Error(USAGE);
  }
  const named = ({ name }: { name: string }) =>
    values.only === undefined || name.includes(values.only);
  const mergeFolder = values.merge ?? findMergeFolder(folder);
  const decisions: Decision[] = [
    ...readCases(folder)
      .filter(named)
      .flatMap(one =>
        'error' in one ? [broken(one.name, one.error)] : judgeCase(one),
      ),
    ...(mergeFolder ? readMergeCases(mergeFolder) : [])
      .filter(named)
      .flatMap(judgeMergeCase),
    ...readRegressions().filter(named).flatMap(judgeCase),
  ];
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
