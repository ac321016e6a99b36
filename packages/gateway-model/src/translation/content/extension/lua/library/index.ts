import { Budget } from '../budget';
import { createMachine, Machine } from '../machine';
import { LuaTable } from '../values';
import { baseLibrary } from './base';
import { mathLibrary } from './maths';
import { stringLibrary } from './strings';
import { concurrencyLibraries, ioLibrary, osLibrary } from './system';
import { tableLibrary } from './tables';

/** A machine with all that a script finds, but for what Envoy hands to it. */
export function machineWithLibraries(budget: Budget): Machine {
  const globals = new LuaTable();
  // Libraries call back into the machine they are made for.
  const holder: { machine?: Machine } = {};
  const machine = () => {
    if (!holder.machine) {
      throw new Error('a library function ran before its machine was made');
    }
    return holder.machine;
  };
  const strings = stringLibrary(machine);
  const libraries = {
    ...baseLibrary(machine),
    ...concurrencyLibraries(),
    string: strings,
    table: tableLibrary(machine),
    math: mathLibrary(),
    os: osLibrary(),
    io: ioLibrary(),
    _VERSION: 'Lua 5.1',
    _GOPHER_LUA_VERSION: 'GopherLua 0.1',
  };
  for (const [name, value] of Object.entries(libraries)) {
    globals.set(name, value);
  }
  holder.machine = createMachine(globals, strings, budget);
  return holder.machine;
}
