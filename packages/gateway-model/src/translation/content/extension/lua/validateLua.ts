import { createBudget } from './budget';
import { LuaError, LuaSyntaxError, Undecidable } from './errors';
import { machineWithLibraries } from './library';
import { parse } from './parse';
import { streamHandle } from './streamHandle';

/** How far Envoy Gateway goes in judging scripts (`luaValidation` of an EnvoyProxy). */
export type LuaValidation = 'Strict' | 'InsecureSyntax' | 'Disabled';

export type LuaVerdict =
  | { state: 'valid' }
  | { state: 'invalid'; message: string }
  | { state: 'undecidable'; message: string };

const ENTRY_POINTS = ['envoy_on_request', 'envoy_on_response'];

const VALID: LuaVerdict = { state: 'valid' };

/** A text with one character for each of its bytes, as Lua sees it. */
function asBytes(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let result = '';
  for (const byte of bytes) {
    result += String.fromCharCode(byte);
  }
  return result;
}

function check(code: string, run: boolean): void {
  const script = parse(code);
  if (run) {
    const machine = machineWithLibraries(createBudget());
    machine.globals.set('StreamHandle', streamHandle());
    machine.run(script);
  }
}

function verdict(entry: string, code: string, run: boolean): LuaVerdict {
  try {
    check(code, run);
    return VALID;
  } catch (error) {
    if (error instanceof LuaSyntaxError) {
      return {
        state: 'invalid',
        message: `line ${error.line}: ${error.message}`,
      };
    }
    if (error instanceof LuaError) {
      return { state: 'invalid', message: `${entry}: ${error.message}` };
    }
    // A script that exhausts the stack here may still end in Envoy Gateway.
    return {
      state: 'undecidable',
      message:
        error instanceof Undecidable
          ? error.message
          : 'it nests too deeply to be judged',
    };
  }
}

/**
 * Whether Envoy Gateway accepts a Lua filter. By default it runs the script against a mock of what Envoy hands to it,
 * by gopher-lua and without access to anything; so does this, within bounds.
 */
export function validateLua(
  code: string,
  validation: LuaValidation,
): LuaVerdict {
  const entries = ENTRY_POINTS.filter(entry => code.includes(entry));
  if (entries.length === 0) {
    return {
      state: 'invalid',
      message: `the script defines neither ${ENTRY_POINTS.join(' nor ')}`,
    };
  }
  if (validation === 'Disabled') {
    return VALID;
  }
  const bytes = asBytes(code);
  const verdicts = entries.map(entry =>
    verdict(entry, `${bytes}\n${entry}(StreamHandle)`, validation === 'Strict'),
  );
  return (
    verdicts.find(one => one.state === 'invalid') ??
    verdicts.find(one => one.state === 'undecidable') ??
    VALID
  );
}
