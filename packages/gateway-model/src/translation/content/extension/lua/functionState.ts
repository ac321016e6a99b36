import { LuaSyntaxError } from './errors';

interface PendingGoto {
  name: string;
  line: number;
  /** Local variables in scope where it stands. */
  active: number;
}

interface Block {
  loop: boolean;
  /** Local variables in scope where it begins. */
  outer: number;
  labels: Map<string, number>;
  gotos: PendingGoto[];
}

/** As many local variables as gopher-lua has registers for. */
const MAX_LOCALS = 200;

/** What a function may hold depends on where it stands: the rules beyond the grammar. */
export interface FunctionState {
  /** Whether `...` may be used in it. */
  readonly vararg: boolean;
  /** Whether it is. Then there is no `arg`. */
  usesVararg: boolean;
  openBlock(loop: boolean): void;
  closeBlock(line: number): void;
  declare(count: number, line: number): void;
  inLoop(): boolean;
  /** `last`: nothing but labels follows in the block, so that its variables are out of scope already. */
  addLabel(name: string, line: number, last: boolean): void;
  addGoto(name: string, line: number): void;
}

export function createFunctionState(vararg: boolean): FunctionState {
  const blocks: Block[] = [];
  let active = 0;

  const resolve = (block: Block, name: string, target: number) => {
    for (const pending of block.gotos) {
      if (pending.name === name && pending.active < target) {
        throw new LuaSyntaxError(
          `goto ${name} jumps into the scope of a local variable`,
          pending.line,
        );
      }
    }
    block.gotos = block.gotos.filter(pending => pending.name !== name);
  };

  return {
    vararg,
    usesVararg: false,
    openBlock(loop) {
      blocks.push({ loop, outer: active, labels: new Map(), gotos: [] });
    },
    closeBlock(line) {
      const block = blocks.pop();
      if (!block) {
        return;
      }
      active = block.outer;
      const parent = blocks[blocks.length - 1];
      for (const pending of block.gotos) {
        const known = parent?.labels.get(pending.name);
        const around = Math.min(pending.active, active);
        if (!parent) {
          throw new LuaSyntaxError(
            `no visible label ${pending.name} for goto`,
            pending.line || line,
          );
        }
        if (known === undefined || around < known) {
          parent.gotos.push({ ...pending, active: around });
        }
      }
    },
    declare(count, line) {
      active += count;
      if (active > MAX_LOCALS) {
        throw new LuaSyntaxError('too many local variables', line);
      }
    },
    inLoop: () => blocks.some(block => block.loop),
    addLabel(name, line, last) {
      const block = blocks[blocks.length - 1];
      if (block.labels.has(name)) {
        throw new LuaSyntaxError(`label ${name} is already defined`, line);
      }
      const target = last ? block.outer : active;
      block.labels.set(name, target);
      resolve(block, name, target);
    },
    addGoto(name, line) {
      const block = blocks[blocks.length - 1];
      if (!block.labels.has(name)) {
        block.gotos.push({ name, line, active });
      }
    },
  };
}
