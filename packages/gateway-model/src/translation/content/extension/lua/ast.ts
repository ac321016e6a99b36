export type BinaryOperator =
  | 'or'
  | 'and'
  | '<'
  | '>'
  | '<='
  | '>='
  | '=='
  | '~='
  | '..'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^';

/** A local variable: no two of a script have the same, though they may have the same name. */
export type Local = number;

export interface FunctionBody {
  parameters: readonly Local[];
  /** Where the deprecated `arg` is kept, in functions that take `...`. */
  arg?: Local;
  vararg: boolean;
  body: readonly Statement[];
}

export interface TableField {
  /** Absent for items of the list part. */
  key?: Expression;
  value: Expression;
}

export type Variable =
  | { type: 'global'; name: string }
  | { type: 'local'; local: Local }
  | { type: 'index'; object: Expression; key: Expression; line: number };

export type Call =
  | {
      type: 'call';
      callee: Expression;
      args: readonly Expression[];
      line: number;
    }
  | {
      type: 'method';
      object: Expression;
      name: string;
      args: readonly Expression[];
      line: number;
    };

export type Expression =
  | Variable
  | Call
  | { type: 'nil' }
  | { type: 'vararg' }
  | { type: 'constant'; value: boolean | number | string }
  | { type: 'function'; body: FunctionBody }
  | { type: 'table'; fields: readonly TableField[] }
  /** One value only, even of a call. */
  | { type: 'single'; inner: Expression }
  | {
      type: 'binary';
      operator: BinaryOperator;
      left: Expression;
      right: Expression;
      line: number;
    }
  | {
      type: 'unary';
      operator: 'not' | '-' | '#';
      operand: Expression;
      line: number;
    };

export type Statement =
  | {
      type: 'assign';
      targets: readonly Variable[];
      values: readonly Expression[];
    }
  | { type: 'declare'; locals: readonly Local[]; values: readonly Expression[] }
  | { type: 'declareFunction'; local: Local; body: FunctionBody }
  | { type: 'evaluate'; call: Call }
  | { type: 'block'; body: readonly Statement[] }
  | { type: 'while'; condition: Expression; body: readonly Statement[] }
  | { type: 'repeat'; condition: Expression; body: readonly Statement[] }
  | {
      type: 'if';
      clauses: readonly { condition: Expression; body: readonly Statement[] }[];
      otherwise?: readonly Statement[];
    }
  | {
      type: 'numericFor';
      local: Local;
      start: Expression;
      limit: Expression;
      step?: Expression;
      body: readonly Statement[];
    }
  | {
      type: 'genericFor';
      locals: readonly Local[];
      values: readonly Expression[];
      body: readonly Statement[];
    }
  | { type: 'return'; values: readonly Expression[] }
  | { type: 'break' }
  | { type: 'label'; name: string }
  | { type: 'goto'; name: string };
