// Starts the sandbox control plane and the portal that reads it, and stops both together.
// Usage: npm start [-- --no-sandbox] [-- --config FILE]
//   --no-sandbox   the portal alone, for clusters of your own
//   --config FILE  read this app-config beside app-config.yaml; may be repeated
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const major = Number(process.versions.node.split('.')[0]);
if (major < 22) {
  process.stderr.write(
    `Node ${process.versions.node} runs this script, and the portal needs Node 22 or 24. Run it as "npm start": on Linux that brings Node 24 along.\n`,
  );
  process.exit(1);
}

const args = process.argv.slice(2);
const withSandbox = !args.includes('--no-sandbox');
const configs = args.flatMap((arg, i) =>
  arg === '--config' && args[i + 1] ? [resolve(args[i + 1])] : [],
);
const data = resolve(root, process.env.SANDBOX_DATA ?? '.sandbox');
const children = [];
let stopping = false;

/** Ends every child, then this process; a child that will not go in 10 s is killed. */
function stop(code) {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  }
}

function run(name, command, commandArgs, options) {
  const child = spawn(command, commandArgs, {
    cwd: root,
    stdio: 'inherit',
    ...options,
  });
  children.push(child);
  child.on('error', error => {
    process.stderr.write(`${name} could not be started: ${error.message}\n`);
    stop(1);
  });
  child.on('exit', code => {
    if (!stopping) process.stderr.write(`${name} ended; stopping the rest\n`);
    stop(code ?? 1);
  });
  return child;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => stop(0));
}

// npm that is killed leaves its scripts behind; this one goes with it.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(0), 1000).unref();
}

/** Resolves when the sandbox says it is ready over the IPC channel, which also tells it when we are gone. */
function startSandbox() {
  const child = run(
    'The sandbox',
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join(root, 'packages/sandbox/src/main.ts'),
      '--data',
      data,
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  return new Promise(done => {
    child.on('message', message => message === 'ready' && done());
  });
}

if (withSandbox) await startSandbox();

run(
  'The portal',
  process.execPath,
  [
    join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
    'repo',
    'start',
    ...(configs.length
      ? [join(root, 'app-config.yaml'), ...configs].flatMap(file => [
          '--config',
          file,
        ])
      : []),
  ],
  { env: { ...process.env, SANDBOX_KUBECONFIG: join(data, 'kubeconfig') } },
);
