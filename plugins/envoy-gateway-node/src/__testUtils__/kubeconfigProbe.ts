/*
 * Runs outside jest, which cannot import the ESM-only Kubernetes client: each line of the input is
 * a step, each line of the output what came of it.
 */
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createKubeconfigAccess } from '../access/kubeconfigAccess';
import { KubeconfigOptions } from '../access/kubeconfigFile';
import { ClusterAccess, ClusterAccessSource } from '../access/types';

/** What the probe is told to do. */
export type ProbeStep =
  | { do: 'load'; options: KubeconfigOptions }
  | { do: 'write'; file: string; text: string }
  | { do: 'wait'; milliseconds: number }
  | { do: 'current' }
  | { do: 'renew' };

let clock = 0;
let source: ClusterAccessSource;
let last: ClusterAccess | undefined;

function plain(access: ClusterAccess | undefined) {
  return (
    access && {
      server: access.server.href,
      headers: access.headers,
      ca: access.tls.ca?.toString(),
      cert: access.tls.cert?.toString(),
      key: access.tls.key?.toString(),
      servername: access.tls.servername,
      rejectUnauthorized: access.tls.rejectUnauthorized,
      credentials: access.credentials,
    }
  );
}

async function run(step: ProbeStep): Promise<unknown> {
  switch (step.do) {
    case 'load':
      source = await createKubeconfigAccess({
        ...step.options,
        now: () => clock,
      });
      last = await source.current();
      return plain(last);
    case 'write':
      writeFileSync(step.file, step.text);
      return {};
    case 'wait':
      clock += step.milliseconds;
      return {};
    case 'current':
      last = await source.current();
      return plain(last);
    default:
      return plain(await source.renew(last!)) ?? {};
  }
}

async function main() {
  for await (const line of createInterface({ input: process.stdin })) {
    let result: unknown;
    try {
      result = await run(JSON.parse(line));
    } catch (error) {
      result = { error: (error as Error).message, name: (error as Error).name };
    }
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
}

main();
