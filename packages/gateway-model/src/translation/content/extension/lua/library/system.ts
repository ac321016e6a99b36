import { LuaError, Undecidable } from '../errors';
import { LuaTable, tableOf } from '../values';
import { Arguments, library, Native } from './arguments';

/** Folders that scripts are kept out of while Envoy Gateway tries them. */
const CLOSED = [
  '/etc',
  '/proc',
  '/sys',
  '/certs',
  '/var/run/secrets',
  '/run/secrets',
];

/** A moment to run scripts at: they cannot count on another. */
const NOW = 1_700_000_000;

function checkPath(args: Arguments, position: number): void {
  const path = args.all[position];
  if (typeof path !== 'string') {
    return;
  }
  const slashed = path.replace(/\\/g, '/');
  if (slashed.split('/').some(part => part === '.' || part === '..')) {
    throw new LuaError('paths may not hold . or ..');
  }
  const absolute = `/${slashed}`.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  if (CLOSED.some(one => absolute === one || absolute.startsWith(`${one}/`))) {
    throw new LuaError(`access to ${path} is restricted`);
  }
}

function checkVariable(args: Arguments): void {
  const name = args.all[0];
  if (typeof name === 'string' && name.toUpperCase() === 'PWD') {
    throw new LuaError(`access to environment variable ${name} is restricted`);
  }
}

/** What the function does depends on the machine Envoy Gateway runs on. */
function outside(
  name: string,
  check: (args: Arguments) => void = () => {},
): Native {
  return args => {
    check(args);
    throw new Undecidable(`it calls ${name}, which reaches beyond the script`);
  };
}

const path = (args: Arguments) => checkPath(args, 0);

/** The library `os`, as far as Envoy Gateway leaves it to scripts. */
export function osLibrary(): LuaTable {
  return library({
    clock: () => 1,
    date: args => {
      const format = args.count === 0 ? '%c' : args.text(0);
      return format.replace(/^!/, '').startsWith('*t')
        ? tableOf({
            year: 2023,
            month: 11,
            day: 14,
            hour: 22,
            min: 13,
            sec: 20,
            wday: 3,
            yday: 0,
            isdst: false,
          })
        : new Date(NOW * 1000).toISOString();
    },
    difftime: args => args.integer(0) - args.integer(1),
    getenv: outside('os.getenv', checkVariable),
    remove: outside('os.remove', path),
    rename: outside('os.rename', args => {
      checkPath(args, 0);
      checkPath(args, 1);
    }),
    setenv: outside('os.setenv', checkVariable),
    setlocale: () => false,
    time: args => {
      if (args.all[0] !== undefined) {
        args.table(0);
      }
      return NOW;
    },
    tmpname: outside('os.tmpname'),
  });
}

/** The library `io`, as far as Envoy Gateway leaves it to scripts. */
export function ioLibrary(): LuaTable {
  return library({
    close: outside('io.close'),
    flush: outside('io.flush'),
    input: outside('io.input', path),
    lines: outside('io.lines', path),
    open: outside('io.open', path),
    output: outside('io.output', path),
    read: outside('io.read'),
    tmpfile: outside('io.tmpfile'),
    type: () => undefined,
    write: args => {
      args.all.forEach((_, position) => args.text(position));
      return true;
    },
  });
}

/** Libraries that are there, but cannot be run here. */
export function concurrencyLibraries(): Record<string, LuaTable> {
  const of = (name: string, functions: readonly string[]) =>
    library(
      Object.fromEntries(
        functions.map(one => [one, outside(`${name}.${one}`)]),
      ),
    );
  return {
    coroutine: of('coroutine', [
      'create',
      'yield',
      'resume',
      'running',
      'status',
      'wrap',
    ]),
    channel: of('channel', ['make', 'select']),
  };
}
