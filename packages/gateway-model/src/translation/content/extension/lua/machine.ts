import { Call, Expression, FunctionBody, Statement, Variable } from './ast';
import { Budget, MAX_CALLS } from './budget';
import { LuaError } from './errors';
import { applyBinary, applyUnary } from './operators';
import { Scope } from './scope';
import {
  describe,
  isTruthy,
  LuaFunction,
  LuaTable,
  LuaValue,
  typeName,
} from './values';

/** How a statement ends, where it does not just go on. */
type Exit =
  | { type: 'break' }
  | { type: 'goto'; name: string }
  | { type: 'return'; values: readonly LuaValue[] }
  | { type: 'tailCall'; callee: LuaFunction; args: readonly LuaValue[] };

const BREAK: Exit = { type: 'break' };

/** What scripts run on: its globals, and how values that are no tables are indexed. */
export interface Machine {
  readonly globals: LuaTable;
  readonly budget: Budget;
  call(callee: LuaValue, args: readonly LuaValue[]): LuaValue[];
  run(body: FunctionBody): LuaValue[];
}

/** Code of Lua functions by function, so that calls in tail position need no stack. */
const BODIES = new WeakMap<LuaFunction, { body: FunctionBody; scope: Scope }>();

export function createMachine(
  globals: LuaTable,
  strings: LuaTable,
  budget: Budget,
): Machine {
  let depth = 0;

  function index(object: LuaValue, key: LuaValue): LuaValue {
    if (typeof object === 'string') {
      return strings.get(key);
    }
    if (!(object instanceof LuaTable)) {
      throw new LuaError(
        `attempt to index ${typeName(object)} with ${describe(key)}`,
      );
    }
    return object.get(key) ?? object.fallback?.get(key);
  }

  function setIndex(object: LuaValue, key: LuaValue, value: LuaValue): void {
    if (!(object instanceof LuaTable)) {
      throw new LuaError(
        `attempt to index ${typeName(object)} with ${describe(key)}`,
      );
    }
    if (key === undefined || Number.isNaN(key)) {
      throw new LuaError(`a table has no index ${describe(key)}`);
    }
    if (typeof key === 'number' && key > object.list.length) {
      budget.spend(Math.min(key - object.list.length, 1e9) / 8);
    }
    object.set(key, value);
  }

  function call(callee: LuaValue, args: readonly LuaValue[]): LuaValue[] {
    if (!(callee instanceof LuaFunction)) {
      throw new LuaError(`attempt to call ${typeName(callee)}`);
    }
    if (depth >= MAX_CALLS) {
      throw new LuaError('stack overflow');
    }
    depth += 1;
    try {
      let next: { callee: LuaFunction; args: readonly LuaValue[] } = {
        callee,
        args,
      };
      for (;;) {
        budget.spend(1);
        const code = BODIES.get(next.callee);
        if (!code) {
          return next.callee.invoke(next.args);
        }
        const exit = enter(code.body, code.scope, next.args);
        if (exit?.type !== 'tailCall') {
          return exit?.type === 'return' ? [...exit.values] : [];
        }
        next = exit;
      }
    } finally {
      depth -= 1;
    }
  }

  function enter(
    body: FunctionBody,
    outer: Scope | undefined,
    args: readonly LuaValue[],
  ): Exit | undefined {
    const { parameters, vararg } = body;
    const rest = vararg ? args.slice(parameters.length) : [];
    const scope = new Scope(outer, rest);
    parameters.forEach((one, position) => scope.declare(one, args[position]));
    if (body.arg !== undefined) {
      const table = new LuaTable();
      table.list.push(...rest);
      table.set('n', rest.length);
      scope.declare(body.arg, table);
    }
    return runSequence(body.body, scope);
  }

  function closure(body: FunctionBody, scope: Scope): LuaFunction {
    const made: LuaFunction = new LuaFunction(args => call(made, args));
    BODIES.set(made, { body, scope });
    return made;
  }

  function evaluateCall(expression: Call, scope: Scope): LuaValue[] {
    const { callee, args } = prepareCall(expression, scope);
    return call(callee, args);
  }

  function prepareCall(
    expression: Call,
    scope: Scope,
  ): { callee: LuaValue; args: LuaValue[] } {
    if (expression.type === 'call') {
      return {
        callee: evaluate(expression.callee, scope),
        args: evaluateList(expression.args, scope),
      };
    }
    const object = evaluate(expression.object, scope);
    return {
      callee: index(object, expression.name),
      args: [object, ...evaluateList(expression.args, scope)],
    };
  }

  /** All values of an expression: only calls and `...` have other than one. */
  function evaluateAll(
    expression: Expression,
    scope: Scope,
  ): readonly LuaValue[] {
    switch (expression.type) {
      case 'call':
      case 'method':
        return evaluateCall(expression, scope);
      case 'vararg':
        return scope.varargs;
      default:
        return [evaluate(expression, scope)];
    }
  }

  function evaluateList(
    expressions: readonly Expression[],
    scope: Scope,
  ): LuaValue[] {
    const values: LuaValue[] = [];
    expressions.forEach((expression, position) => {
      if (position < expressions.length - 1) {
        values.push(evaluate(expression, scope));
      } else {
        values.push(...evaluateAll(expression, scope));
      }
    });
    return values;
  }

  function evaluateTable(
    fields: Extract<Expression, { type: 'table' }>['fields'],
    scope: Scope,
  ): LuaTable {
    const table = new LuaTable();
    fields.forEach(({ key, value }, position) => {
      budget.spend(1);
      if (key) {
        setIndex(table, evaluate(key, scope), evaluate(value, scope));
      } else if (position < fields.length - 1) {
        table.list.push(evaluate(value, scope));
      } else {
        table.list.push(...evaluateAll(value, scope));
      }
    });
    return table;
  }

  function evaluate(expression: Expression, scope: Scope): LuaValue {
    budget.spend(1);
    switch (expression.type) {
      case 'nil':
        return undefined;
      case 'constant':
        return expression.value;
      case 'global':
        return globals.get(expression.name);
      case 'local':
        return scope.cell(expression.local).value;
      case 'index':
        return index(
          evaluate(expression.object, scope),
          evaluate(expression.key, scope),
        );
      case 'single':
        return evaluate(expression.inner, scope);
      case 'function':
        return closure(expression.body, scope);
      case 'table':
        return evaluateTable(expression.fields, scope);
      case 'unary':
        return applyUnary(
          expression.operator,
          evaluate(expression.operand, scope),
        );
      case 'binary':
        return evaluateBinary(expression, scope);
      default:
        return evaluateAll(expression, scope)[0];
    }
  }

  function evaluateBinary(
    expression: Extract<Expression, { type: 'binary' }>,
    scope: Scope,
  ): LuaValue {
    const left = evaluate(expression.left, scope);
    if (expression.operator === 'and' || expression.operator === 'or') {
      return isTruthy(left) === (expression.operator === 'and')
        ? evaluate(expression.right, scope)
        : left;
    }
    const result = applyBinary(
      expression.operator,
      left,
      evaluate(expression.right, scope),
    );
    if (typeof result === 'string') {
      budget.spend(result.length / 64);
    }
    return result;
  }

  function assign(target: Variable, value: LuaValue, scope: Scope): void {
    if (target.type === 'index') {
      setIndex(
        evaluate(target.object, scope),
        evaluate(target.key, scope),
        value,
      );
      return;
    }
    if (target.type === 'local') {
      scope.cell(target.local).value = value;
    } else {
      globals.set(target.name, value);
    }
  }

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
      if (callee instanceof LuaFunction && BODIES.has(callee)) {
        return { type: 'tailCall', callee, args };
      }
      return { type: 'return', values: call(callee, args) };
    }
    return { type: 'return', values: evaluateList(values, scope) };
  }

  function runStatement(statement: Statement, scope: Scope): Exit | undefined {
    switch (statement.type) {
      case 'assign': {
        const values = evaluateList(statement.values, scope);
        statement.targets.forEach((target, position) =>
          assign(target, values[position], scope),
        );
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

  function run(body: FunctionBody): LuaValue[] {
    return call(closure(body, new Scope()), []);
  }

  return { globals, budget, call, run };
}
