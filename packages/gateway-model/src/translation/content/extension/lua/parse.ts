import { Expression, FunctionBody, Local, Statement, Variable } from './ast';
import { createExpressionReader } from './parseExpression';
import { createTokenStream, TokenStream } from './tokenStream';

/** Words at which a block ends. */
const ENDS: ReadonlySet<string> = new Set(['end', 'else', 'elseif', 'until']);

interface StatementReader {
  main(): FunctionBody;
}

function createStatementReader(tokens: TokenStream): StatementReader {
  const expressions = createExpressionReader(tokens, (parameters, vararg) => {
    const read = body(parameters, vararg);
    tokens.expect('end');
    return read;
  });
  const { expression, list } = expressions;

  function body(
    parameters: readonly string[],
    vararg: boolean,
    main = false,
  ): FunctionBody {
    return tokens.inFunction(vararg, () =>
      tokens.inBlock(false, () => {
        const locals = tokens.declare(parameters);
        const [arg] = vararg && !main ? tokens.declare(['arg']) : [];
        const statements = sequence();
        return {
          parameters: locals,
          arg: tokens.scope.usesVararg ? undefined : arg,
          vararg,
          body: statements,
        };
      }),
    );
  }

  function atEnd(): boolean {
    const { next } = tokens;
    return (
      next.type === 'end' || (next.type === 'symbol' && ENDS.has(next.text))
    );
  }

  function sequence(): Statement[] {
    const statements: Statement[] = [];
    while (!atEnd()) {
      if (tokens.accept(';')) {
        continue;
      }
      const statement = tokens.nested(readStatement);
      statements.push(statement);
      if (statement.type === 'return' || statement.type === 'break') {
        tokens.accept(';');
        return atEnd() ? statements : tokens.fail();
      }
    }
    return statements;
  }

  function block(loop = false): Statement[] {
    return tokens.inBlock(loop, sequence);
  }

  function ended(loop?: boolean): Statement[] {
    const statements = block(loop);
    tokens.expect('end');
    return statements;
  }

  /** The body of a loop with variables of its own. */
  function loopOver(names: readonly string[]): {
    locals: Local[];
    body: Statement[];
  } {
    tokens.expect('do');
    const read = tokens.inBlock(true, () => ({
      locals: tokens.declare(names),
      body: sequence(),
    }));
    tokens.expect('end');
    return read;
  }

  function readIf(): Statement {
    const clauses: { condition: Expression; body: Statement[] }[] = [];
    do {
      const condition = expression();
      tokens.expect('then');
      clauses.push({ condition, body: block() });
    } while (tokens.accept('elseif'));
    const otherwise = tokens.accept('else') ? block() : undefined;
    tokens.expect('end');
    return { type: 'if', clauses, otherwise };
  }

  function readRepeat(): Statement {
    // The condition still sees the variables of the block.
    return tokens.inBlock(true, () => {
      const statements = sequence();
      tokens.expect('until');
      return { type: 'repeat', condition: expression(), body: statements };
    });
  }

  function readFor(): Statement {
    const names = [tokens.expectName()];
    if (tokens.accept('=')) {
      const start = expression();
      tokens.expect(',');
      const limit = expression();
      const step = tokens.accept(',') ? expression() : undefined;
      const { locals, body: inner } = loopOver(names);
      const [local] = locals;
      return { type: 'numericFor', local, start, limit, step, body: inner };
    }
    while (tokens.accept(',')) {
      names.push(tokens.expectName());
    }
    tokens.expect('in');
    const values = list();
    return { type: 'genericFor', values, ...loopOver(names) };
  }

  function named(name: string): Variable {
    const local = tokens.resolve(name);
    return local === undefined
      ? { type: 'global', name }
      : { type: 'local', local };
  }

  function readFunction(): Statement {
    const { line } = tokens.next;
    let target = named(tokens.expectName());
    while (tokens.is('.') || tokens.is(':')) {
      const method = tokens.take().text === ':';
      const key: Expression = { type: 'constant', value: tokens.expectName() };
      target = { type: 'index', object: target, key, line };
      if (method) {
        return assignFunction(target, expressions.functionBody('self'));
      }
    }
    return assignFunction(target, expressions.functionBody());
  }

  function assignFunction(target: Variable, read: FunctionBody): Statement {
    return {
      type: 'assign',
      targets: [target],
      values: [{ type: 'function', body: read }],
    };
  }

  function readLocal(): Statement {
    if (tokens.accept('function')) {
      const [local] = tokens.declare([tokens.expectName()]);
      return {
        type: 'declareFunction',
        local,
        body: expressions.functionBody(),
      };
    }
    const names = [tokens.expectName()];
    while (tokens.accept(',')) {
      names.push(tokens.expectName());
    }
    const values = tokens.accept('=') ? list() : [];
    return { type: 'declare', locals: tokens.declare(names), values };
  }

  function readLabel(): Statement {
    const { line } = tokens.next;
    const name = tokens.expectName();
    tokens.expect('::');
    tokens.scope.addLabel(name, line, tokens.onlyLabelsFollow());
    return { type: 'label', name };
  }

  function readGoto(): Statement {
    const { line } = tokens.next;
    const name = tokens.expectName();
    tokens.scope.addGoto(name, line);
    return { type: 'goto', name };
  }

  function readReturn(): Statement {
    return {
      type: 'return',
      values: atEnd() || tokens.is(';') ? [] : list(),
    };
  }

  function variable(read: Expression): Variable {
    return read.type === 'global' ||
      read.type === 'local' ||
      read.type === 'index'
      ? read
      : tokens.fail();
  }

  function readExpressionStatement(): Statement {
    const first = expressions.suffixed();
    if (!tokens.is('=') && !tokens.is(',')) {
      // A call in parentheses is a statement to gopher-lua, too.
      const call = first.type === 'single' ? first.inner : first;
      return call.type === 'call' || call.type === 'method'
        ? { type: 'evaluate', call }
        : tokens.fail();
    }
    const targets = [variable(first)];
    while (tokens.accept(',')) {
      targets.push(variable(expressions.suffixed()));
    }
    tokens.expect('=');
    return { type: 'assign', targets, values: list() };
  }

  const KEYWORDS: Record<string, () => Statement> = {
    if: readIf,
    repeat: readRepeat,
    for: readFor,
    function: readFunction,
    local: readLocal,
    return: readReturn,
    goto: readGoto,
    '::': readLabel,
    do: () => ({ type: 'block', body: ended() }),
    while: () => {
      const condition = expression();
      tokens.expect('do');
      return { type: 'while', condition, body: ended(true) };
    },
    break: () =>
      tokens.scope.inLoop()
        ? { type: 'break' }
        : tokens.fail('break stands outside a loop'),
  };

  function readStatement(): Statement {
    const { next } = tokens;
    const read = next.type === 'symbol' ? KEYWORDS[next.text] : undefined;
    if (read) {
      tokens.take();
      return read();
    }
    return readExpressionStatement();
  }

  return { main: () => body([], true, true) };
}

/**
 * Reads a script as gopher-lua does: Lua 5.1 with `goto`. Throws `LuaSyntaxError`, also for what only its compiler
 * refuses, and `Undecidable` where it is nested beyond reason.
 */
export function parse(source: string): FunctionBody {
  const tokens = createTokenStream(source);
  const read = createStatementReader(tokens).main();
  return tokens.next.type === 'end' ? read : tokens.fail();
}
