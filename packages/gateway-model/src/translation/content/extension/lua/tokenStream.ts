import { Local } from './ast';
import { LuaSyntaxError, Undecidable } from './errors';
import { createFunctionState, FunctionState } from './functionState';
import { Token, tokenize } from './lexer';

/** Deeper than any script a person writes; gopher-lua itself has no bound. */
const MAX_NESTING = 100;

/** The tokens of a script, and which functions and blocks the next one is in. */
export interface TokenStream {
  readonly next: Token;
  take(): Token;
  /** Takes the next token if it is this symbol or keyword. */
  accept(symbol: string): boolean;
  expect(symbol: string): Token;
  expectName(): string;
  is(symbol: string): boolean;
  /** Whether this symbol comes after the next token. */
  followedBy(symbol: string): boolean;
  fail(message?: string): never;
  readonly scope: FunctionState;
  /** Makes local variables of the block in hand. */
  declare(names: readonly string[]): Local[];
  /** The variable a name stands for here; none for a global one. */
  resolve(name: string): Local | undefined;
  /** Runs with a block of its own around it. */
  inBlock<T>(loop: boolean, read: () => T): T;
  /** Runs with a function of its own around it. */
  inFunction<T>(vararg: boolean, read: () => T): T;
  /** Guards recursion. */
  nested<T>(read: () => T): T;
  /** Whether the tokens from here to the end of the block are labels only. */
  onlyLabelsFollow(): boolean;
}

const BLOCK_ENDS: ReadonlySet<string> = new Set(['end', 'else', 'elseif']);

export function createTokenStream(source: string): TokenStream {
  const tokens = tokenize(source);
  const functions: FunctionState[] = [];
  /** Variables in scope by name, the innermost last; and the names in the order they were declared. */
  const visible = new Map<string, Local[]>();
  const declared: string[] = [];
  let position = 0;
  let depth = 0;
  let locals = 0;

  const stream: TokenStream = {
    get next() {
      return tokens[position];
    },
    take() {
      const token = tokens[position];
      if (token.type !== 'end') {
        position += 1;
      }
      return token;
    },
    is: symbol =>
      tokens[position].type === 'symbol' && tokens[position].text === symbol,
    followedBy(symbol) {
      const after = tokens[position + 1];
      return after?.type === 'symbol' && after.text === symbol;
    },
    accept(symbol) {
      const found = stream.is(symbol);
      if (found) {
        position += 1;
      }
      return found;
    },
    expect: symbol =>
      stream.is(symbol)
        ? stream.take()
        : stream.fail(`${symbol} expected near ${tokens[position].text}`),
    expectName: () =>
      tokens[position].type === 'name'
        ? stream.take().text
        : stream.fail(`name expected near ${tokens[position].text}`),
    fail(message = `unexpected ${tokens[position].text}`) {
      throw new LuaSyntaxError(message, tokens[position].line);
    },
    get scope() {
      return functions[functions.length - 1];
    },
    declare: names => {
      stream.scope.declare(names.length, tokens[position].line);
      return names.map(name => {
        locals += 1;
        declared.push(name);
        const same = visible.get(name);
        if (same) {
          same.push(locals);
        } else {
          visible.set(name, [locals]);
        }
        return locals;
      });
    },
    resolve: name => visible.get(name)?.at(-1),
    inBlock(loop, read) {
      const outer = declared.length;
      stream.scope.openBlock(loop);
      const result = read();
      stream.scope.closeBlock(tokens[position].line);
      for (const name of declared.splice(outer)) {
        visible.get(name)?.pop();
      }
      return result;
    },
    inFunction(vararg, read) {
      functions.push(createFunctionState(vararg));
      const result = read();
      functions.pop();
      return result;
    },
    nested(read) {
      depth += 1;
      if (depth > MAX_NESTING) {
        throw new Undecidable('it is nested too deeply to be judged');
      }
      const result = read();
      depth -= 1;
      return result;
    },
    onlyLabelsFollow() {
      let at = position;
      while (
        tokens[at].text === ';' ||
        (tokens[at].text === '::' && tokens[at + 1]?.type === 'name')
      ) {
        at += tokens[at].text === ';' ? 1 : 3;
      }
      const token = tokens[Math.min(at, tokens.length - 1)];
      // `until` does not count: its condition still sees the block's variables.
      return (
        token.type === 'end' ||
        (token.type === 'symbol' && BLOCK_ENDS.has(token.text))
      );
    },
  };
  return stream;
}
