import { benchmarkCatalogLatency } from './catalogLatency';
import { benchmarkModel } from './model';

const BENCHMARKS: Record<string, () => Promise<string>> = {
  model: benchmarkModel,
  'catalog-latency': benchmarkCatalogLatency,
};

/** `yarn bench [NAME…]`: all of them, or those named. */
async function main(names: string[]) {
  const unknown = names.filter(name => !(name in BENCHMARKS));
  if (unknown.length) {
    throw new Error(
      `No benchmark is called ${unknown.join(', ')}; there are ${Object.keys(
        BENCHMARKS,
      ).join(', ')}`,
    );
  }
  for (const name of names.length ? names : Object.keys(BENCHMARKS)) {
    process.stdout.write(`\n${name}\n\n${await BENCHMARKS[name]()}\n`);
  }
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
