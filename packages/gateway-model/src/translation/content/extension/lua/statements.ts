import { Call, Expression, FunctionBody, Statement, Variable } from './ast';
import { Budget } from './budget';
import { LuaError } from './errors';
import { Scope } from './scope';
import { isTruthy, LuaFunction, LuaValue } from './values';

/** How a statement ends, where it does not just go on. */
export type Exit =
  | { type: 'break' }
  | { type: 'goto'; name: string }
  | { type: 'return'; values: readonly LuaValue[] }
  | { type: 'tailCall'; callee: LuaFunction; args: readonly LuaValue[] };

const BREAK: Exit = { type: 'break' };

/** What statements need of the machine they run on. */
export interface Evaluator {
  readonly budget: Budget;
  call(callee: LuaValue, args: readonly LuaValue[]): LuaValue[];
  evaluate(expression: Expression, scope: Scope): LuaValue;
  evaluateList(expressions: readonly Expression[], scope: Scope): LuaValue[];
  evaluateCall(call: Call, scope: Scope): LuaValue[];
  prepareCall(call: Call, scope: Scope): { callee: LuaValue; args: LuaValue[] };
  /** Gives what sets it. */
  prepareTarget(target: Variable, scope: Scope): (value: LuaValue) => void;
  closure(body: FunctionBody, scope: Scope): LuaFunction;
  /** Whether a function is a script's own, so that a call in tail position needs no stack. */
  isScript(callee: LuaFunction): boolean;
}

/** Runs statements one after another, until one of them leaves the block. */
export type StatementRunner = (
  statements: readonly Statement[],
  scope: Scope,
) => Exit | undefined;

export function createStatementRunner({
  budget,
  call,
  evaluate,
  evaluateList,
  evaluateCall,
  prepareCall,
  prepareTarget,
  closure,
  isScript,
}: Evaluator): StatementRunner {
  /** Runs a block's statements; where one goes to a label of this block, it goes on from there. */
  function runSequence(
    statements: readonly Statement[],
    scope: Scope,
  ): Exit | undefined {
    let position = 0;
    while (position < statements.length) {
      budget.spend(1);
      const exit = runStatement(statements[position], scope);
      position += 1;
      if (exit?.type === 'goto') {
        const label = statements.findIndex(
          one => one.type === 'label' && one.name === exit.name,
        );
        if (label < 0) {
          return exit;
        }
        position = label;
      } else if (exit) {
        return exit;
      }
    }
    return undefined;
  }

  function runLoop(
    body: readonly Statement[],
    scope: Scope,
  ): Exit | 'stop' | undefined {
    const exit = runSequence(body, scope);
    return exit?.type === 'break' ? 'stop' : exit;
  }

  function runNumericFor(
    statement: Extract<Statement, { type: 'numericFor' }>,
    scope: Scope,
  ): Exit | undefined {
    const [start, limit, step] = [
      evaluate(statement.start, scope),
      evaluate(statement.limit, scope),
      statement.step ? evaluate(statement.step, scope) : 1,
    ];
    if (
      typeof start !== 'number' ||
      typeof limit !== 'number' ||
      typeof step !== 'number'
    ) {
      throw new LuaError('the bounds of a for loop must be numbers');
    }
    for (
      let value = start;
      step > 0 ? value <= limit : value >= limit;
      value += step
    ) {
      budget.spend(1);
      const inner = new Scope(scope);
      inner.declare(statement.local, value);
      const exit = runLoop(statement.body, inner);
      if (exit) {
        return exit === 'stop' ? undefined : exit;
      }
    }
    return undefined;
  }

  function runGenericFor(
    statement: Extract<Statement, { type: 'genericFor' }>,
    scope: Scope,
  ): Exit | undefined {
    const [iterator, state, first] = evaluateList(statement.values, scope);
    let control = first;
    for (;;) {
      budget.spend(1);
      const values = call(iterator, [state, control]);
      control = values[0];
      if (control === undefined) {
        return undefined;
      }
      const inner = new Scope(scope);
      statement.locals.forEach((local, position) =>
        inner.declare(local, values[position]),
      );
      const exit = runLoop(statement.body, inner);
      if (exit) {
        return exit === 'stop' ? undefined : exit;
      }
    }
  }

  function runConditionLoop(
    statement: Extract<Statement, { type: 'while' | 'repeat' }>,
    scope: Scope,
  ): Exit | undefined {
    const before = statement.type === 'while';
    while (!before || isTruthy(evaluate(statement.condition, scope))) {
      budget.spend(1);
      const inner = new Scope(scope);
      const exit = runLoop(statement.body, inner);
      if (exit) {
        return exit === 'stop' ? undefined : exit;
      }
      if (!before && isTruthy(evaluate(statement.condition, inner))) {
        return undefined;
      }
    }
    return undefined;
  }

  function runReturn(values: readonly Expression[], scope: Scope): Exit {
    const [only] = values;
    if (
      values.length === 1 &&
      (only.type === 'call' || only.type === 'method')
    ) {
      const { callee, args } = prepareCall(only, scope);
      if (callee instanceof LuaFunction && isScript(callee)) {
        return { type: 'tailCall', callee, args };
      }
      return { type: 'return', values: call(callee, args) };
    }
    return { type: 'return', values: evaluateList(values, scope) };
  }

  function runStatement(statement: Statement, scope: Scope): Exit | undefined {
    switch (statement.type) {
      case 'assign': {
        const setters = statement.targets.map(target =>
          prepareTarget(target, scope),
        );
        const values = evaluateList(statement.values, scope);
        // The last comes first, and what a local variable holds is read as it is put into a table (as by gopher-lua).
        for (let last = setters.length - 1; last >= 0; last -= 1) {
          const from = statement.values[last];
          const late =
            from?.type === 'local' && statement.targets[last].type === 'index';
          setters[last](late ? scope.cell(from.local).value : values[last]);
        }
        return undefined;
      }
      case 'declare': {
        const values = evaluateList(statement.values, scope);
        statement.locals.forEach((local, position) =>
          scope.declare(local, values[position]),
        );
        return undefined;
      }
      case 'declareFunction':
        scope.declare(statement.local, closure(statement.body, scope));
        return undefined;
      case 'evaluate':
        evaluateCall(statement.call, scope);
        return undefined;
      case 'block':
        return runSequence(statement.body, new Scope(scope));
      case 'if': {
        const chosen = statement.clauses.find(({ condition }) =>
          isTruthy(evaluate(condition, scope)),
        );
        const body = chosen?.body ?? statement.otherwise;
        return body && runSequence(body, new Scope(scope));
      }
      case 'while':
      case 'repeat':
        return runConditionLoop(statement, scope);
      case 'numericFor':
        return runNumericFor(statement, scope);
      case 'genericFor':
        return runGenericFor(statement, scope);
      case 'return':
        return runReturn(statement.values, scope);
      case 'goto':
        return { type: 'goto', name: statement.name };
      case 'break':
        return BREAK;
      default:
        return undefined;
    }
  }

  return runSequence;
}
