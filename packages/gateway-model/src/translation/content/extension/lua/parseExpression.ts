import { BinaryOperator, Expression, FunctionBody, TableField } from './ast';
import { TokenStream } from './tokenStream';

/** How tightly operators bind to what is left and right of them. */
const BINDING: ReadonlyMap<string, readonly [BinaryOperator, number, number]> =
  new Map(
    (
      [
        ['or', 1, 1],
        ['and', 2, 2],
        ['<', 3, 3],
        ['>', 3, 3],
        ['<=', 3, 3],
        ['>=', 3, 3],
        ['==', 3, 3],
        ['~=', 3, 3],
        ['..', 5, 4],
        ['+', 6, 6],
        ['-', 6, 6],
        ['*', 7, 7],
        ['/', 7, 7],
        ['%', 7, 7],
        ['^', 10, 9],
      ] as const
    ).map(entry => [entry[0], entry]),
  );

const UNARY_BINDING = 8;

/** Reads the body of a function: given by the reader of statements, which this one is part of. */
export type ReadBody = (
  parameters: readonly string[],
  vararg: boolean,
) => FunctionBody;

export interface ExpressionReader {
  expression(): Expression;
  list(): Expression[];
  /** What may stand before an index or a call, with all that follow it. */
  suffixed(): Expression;
  functionBody(self?: string): FunctionBody;
}

export function createExpressionReader(
  tokens: TokenStream,
  readBody: ReadBody,
): ExpressionReader {
  const list = (): Expression[] => {
    const items = [expression()];
    while (tokens.accept(',')) {
      items.push(expression());
    }
    return items;
  };

  function functionBody(self?: string): FunctionBody {
    const parameters: string[] = self === undefined ? [] : [self];
    let vararg = false;
    tokens.expect('(');
    if (!tokens.accept(')')) {
      do {
        vararg = tokens.accept('...');
        if (!vararg) {
          parameters.push(tokens.expectName());
        }
      } while (!vararg && tokens.accept(','));
      tokens.expect(')');
    }
    return readBody(parameters, vararg);
  }

  function field(): TableField {
    if (tokens.accept('[')) {
      const key = expression();
      tokens.expect(']');
      tokens.expect('=');
      return { key, value: expression() };
    }
    const name = tokens.next.text;
    if (tokens.next.type === 'name' && tokens.followedBy('=')) {
      tokens.take();
      tokens.expect('=');
      return { key: { type: 'constant', value: name }, value: expression() };
    }
    return { value: expression() };
  }

  const separator = () => tokens.accept(',') || tokens.accept(';');

  function table(): Expression {
    const fields: TableField[] = [];
    tokens.expect('{');
    let separated = true;
    while (separated && !tokens.is('}')) {
      fields.push(field());
      separated = separator();
      // Any number of them is one to gopher-lua.
      while (separated && separator()) {
        continue;
      }
    }
    tokens.expect('}');
    return { type: 'table', fields };
  }

  function callArguments(): Expression[] | undefined {
    const { next } = tokens;
    if (next.type === 'string') {
      return [{ type: 'constant', value: tokens.take().text }];
    }
    if (tokens.is('{')) {
      return [table()];
    }
    if (!tokens.accept('(')) {
      return undefined;
    }
    const args = tokens.is(')') ? [] : list();
    tokens.expect(')');
    return args;
  }

  function primary(): Expression {
    if (tokens.next.type === 'name') {
      const name = tokens.take().text;
      const local = tokens.resolve(name);
      return local === undefined
        ? { type: 'global', name }
        : { type: 'local', local };
    }
    tokens.expect('(');
    const inner = expression();
    tokens.expect(')');
    return { type: 'single', inner };
  }

  function suffixed(): Expression {
    let result = primary();
    for (;;) {
      const { line } = tokens.next;
      if (tokens.accept('.')) {
        const name = tokens.expectName();
        const key: Expression = { type: 'constant', value: name };
        result = { type: 'index', object: result, key, line };
      } else if (tokens.accept('[')) {
        const key = expression();
        tokens.expect(']');
        result = { type: 'index', object: result, key, line };
      } else if (tokens.accept(':')) {
        const name = tokens.expectName();
        const args = callArguments() ?? tokens.fail();
        result = { type: 'method', object: result, name, args, line };
      } else {
        const args = callArguments();
        if (!args) {
          return result;
        }
        result = { type: 'call', callee: result, args, line };
      }
    }
  }

  function simple(): Expression {
    const { next } = tokens;
    if (next.type === 'number') {
      tokens.take();
      return { type: 'constant', value: next.value };
    }
    if (next.type === 'string') {
      return { type: 'constant', value: tokens.take().text };
    }
    if (tokens.accept('nil')) {
      return { type: 'nil' };
    }
    if (tokens.accept('true')) {
      return { type: 'constant', value: true };
    }
    if (tokens.accept('false')) {
      return { type: 'constant', value: false };
    }
    if (tokens.accept('...')) {
      if (!tokens.scope.vararg) {
        return tokens.fail('... stands outside a function that takes it');
      }
      tokens.scope.usesVararg = true;
      return { type: 'vararg' };
    }
    if (tokens.accept('function')) {
      return { type: 'function', body: functionBody() };
    }
    return tokens.is('{') ? table() : suffixed();
  }

  function unary(): Expression {
    const { line } = tokens.next;
    for (const operator of ['not', '-', '#'] as const) {
      if (tokens.accept(operator)) {
        const operand = climb(UNARY_BINDING);
        return { type: 'unary', operator, operand, line };
      }
    }
    return simple();
  }

  function climb(limit: number): Expression {
    return tokens.nested(() => {
      let left = unary();
      for (;;) {
        const { next } = tokens;
        const binding =
          next.type === 'symbol' ? BINDING.get(next.text) : undefined;
        if (!binding || binding[1] <= limit) {
          return left;
        }
        tokens.take();
        left = {
          type: 'binary',
          operator: binding[0],
          left,
          right: climb(binding[2]),
          line: next.line,
        };
      }
    });
  }

  function expression(): Expression {
    return climb(0);
  }

  return { expression, list, suffixed, functionBody };
}
