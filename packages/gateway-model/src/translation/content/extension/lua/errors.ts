import { LuaValue } from './values';

/** A script that is no Lua. */
export class LuaSyntaxError extends Error {
  constructor(message: string, readonly line: number) {
    super(message);
  }
}

/** An error raised while a script runs, which it may catch itself. */
export class LuaError extends Error {
  constructor(readonly value: LuaValue, told = value) {
    super(typeof told === 'string' ? told : 'an error without a message');
  }
}

/** Running the script here would not tell what Envoy Gateway meets: it asks for the machine it runs on, or too much. */
export class Undecidable extends Error {}
