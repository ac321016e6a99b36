import { Local } from './ast';
import { LuaValue } from './values';

interface Cell {
  value: LuaValue;
}

/** Local variables, and those of the blocks and functions around. */
export class Scope {
  private readonly cells = new Map<Local, Cell>();

  constructor(
    private readonly parent?: Scope,
    /** What `...` stands for; taken from the nearest function. */
    readonly varargs: readonly LuaValue[] = parent?.varargs ?? [],
  ) {}

  declare(local: Local, value: LuaValue): void {
    this.cells.set(local, { value });
  }

  /** The variable, which the parser has found to be in scope. */
  cell(local: Local): Cell {
    const own = this.cells.get(local);
    if (own) {
      return own;
    }
    for (let scope = this.parent; scope; scope = scope.parent) {
      const outer = scope.cells.get(local);
      if (outer) {
        return outer;
      }
    }
    // Jumped over by a goto: nil until it is set.
    const cell = { value: undefined };
    this.cells.set(local, cell);
    return cell;
  }
}
