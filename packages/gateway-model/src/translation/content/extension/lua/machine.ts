import { Call, Expression, FunctionBody, Variable } from './ast';
import { Budget, MAX_CALLS } from './budget';
import { LuaError } from './errors';
import { applyBinary, applyUnary } from './operators';
import { createStatementRunner, Exit } from './statements';
import { Scope } from './scope';
import {
  describe,
  isTruthy,
  LuaFunction,
  LuaTable,
  LuaValue,
  typeName,
} from './values';

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
  const runSequence = createStatementRunner({
    budget,
    call,
    evaluate,
    evaluateList,
    evaluateCall,
    prepareCall,
    prepareTarget,
    closure,
    isScript: callee => BODIES.has(callee),
  });

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
    const list: LuaValue[] = [];
    fields.forEach(({ key, value }, position) => {
      budget.spend(1);
      if (key) {
        setIndex(table, evaluate(key, scope), evaluate(value, scope));
      } else if (position < fields.length - 1) {
        list.push(evaluate(value, scope));
      } else {
        list.push(...evaluateAll(value, scope));
      }
    });
    // Those without keys are put in last, over what has their number for a key.
    list.forEach((value, position) => table.set(position + 1, value));
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

  /**
   * What a target names is settled before the values are, and set after them; a local variable that is indexed is
   * looked at last, as by gopher-lua.
   */
  function prepareTarget(
    target: Variable,
    scope: Scope,
  ): (value: LuaValue) => void {
    if (target.type === 'local') {
      return value => {
        scope.cell(target.local).value = value;
      };
    }
    if (target.type === 'global') {
      return value => globals.set(target.name, value);
    }
    const { object } = target;
    const settled =
      object.type === 'local' ? undefined : [evaluate(object, scope)];
    const key = evaluate(target.key, scope);
    return value =>
      setIndex(settled ? settled[0] : evaluate(object, scope), key, value);
  }

  function run(body: FunctionBody): LuaValue[] {
    return call(closure(body, new Scope()), []);
  }

  return { globals, budget, call, run };
}
