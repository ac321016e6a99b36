import { fitsInteger, Token, tokenize } from './tokens';

/** What a macro asks of its arguments. */
type Shape = 'identifier' | 'select' | 'accumulator' | 'other';

/** A parsed expression, as far as cel-go's checks ask about it. */
interface Node {
  readonly shape: Shape;
  /** How deep operators, ternaries, selections, calls on something and indices nest in it. */
  readonly depth: number;
}

/** As in cel-go, of each rule of the grammar, and of the tree. */
const MAX_DEPTH = 250;

/** Not usable as variables or functions, but as fields. */
const RESERVED = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** The variable that macros collect in; an own variable must not be called so. */
const ACCUMULATOR = '__result__';

/** Macros called on something: their names, and how many arguments make them macros. */
const MACROS: ReadonlyMap<string, readonly number[]> = new Map([
  ['all', [2]],
  ['exists', [2]],
  ['exists_one', [2]],
  ['filter', [2]],
  ['map', [2, 3]],
]);

const RELATIONS = new Set(['<', '<=', '>=', '>', '==', '!=', 'in']);
const SUMS = new Set(['+', '-']);
const PRODUCTS = new Set(['*', '/', '%']);

/** Thrown and caught in this file alone. */
class InvalidExpression extends Error {}

const LEAF: Node = { shape: 'other', depth: 0 };

function over(shape: Shape, ...parts: Node[]): Node {
  const depth = 1 + Math.max(...parts.map(part => part.depth));
  if (depth > MAX_DEPTH) {
    throw new InvalidExpression();
  }
  return { shape, depth };
}

function beside(parts: readonly Node[]): Node {
  return {
    shape: 'other',
    depth: parts.reduce((depth, part) => Math.max(depth, part.depth), 0),
  };
}

/** Reads tokens by the CEL grammar; throws at what cel-go's parser refuses. Depth is bounded as there. */
class Parser {
  private position = 0;
  private readonly nesting = { expression: 0, relation: 0, sum: 0 };

  constructor(private readonly tokens: readonly Token[]) {}

  parse() {
    this.expression();
    this.expect('end');
  }

  private peek(ahead = 0): string {
    return this.tokens[this.position + ahead]?.kind ?? 'end';
  }

  private skip(kind: string): boolean {
    if (this.peek() !== kind) {
      return false;
    }
    this.position += 1;
    return true;
  }

  private expect(kind: string): Token {
    const token = this.tokens[this.position];
    if (token?.kind !== kind) {
      throw new InvalidExpression();
    }
    this.position += 1;
    return token;
  }

  private nested(rule: keyof Parser['nesting'], read: () => Node): Node {
    this.nesting[rule] += 1;
    if (this.nesting[rule] > MAX_DEPTH) {
      throw new InvalidExpression();
    }
    const node = read();
    this.nesting[rule] -= 1;
    return node;
  }

  private expression(): Node {
    return this.nested('expression', () => {
      const condition = this.chain('||', () => this.conjunction());
      if (!this.skip('?')) {
        return condition;
      }
      const first = this.chain('||', () => this.conjunction());
      this.expect(':');
      return over('other', condition, first, this.expression());
    });
  }

  private conjunction(): Node {
    return this.chain('&&', () => this.relation(true));
  }

  private chain(operator: string, read: () => Node): Node {
    const first = read();
    const parts = [first];
    while (this.skip(operator)) {
      parts.push(read());
    }
    return parts.length === 1 ? first : beside(parts);
  }

  private relation(operators: boolean): Node {
    return this.nested('relation', () => {
      let node = this.sum('sum');
      while (operators && RELATIONS.has(this.peek())) {
        this.position += 1;
        node = over('other', node, this.relation(false));
      }
      return node;
    });
  }

  /** A sum, a product or a single operand, by what may follow the first. */
  private sum(level: 'sum' | 'product' | 'operand'): Node {
    return this.nested('sum', () => {
      let node = this.unary();
      for (;;) {
        const product = level !== 'operand' && PRODUCTS.has(this.peek());
        if (!product && !(level === 'sum' && SUMS.has(this.peek()))) {
          return node;
        }
        this.position += 1;
        node = over('other', node, this.sum(product ? 'operand' : 'product'));
      }
    });
  }

  private unary(): Node {
    const operator = this.peek();
    const signed =
      operator === '-' &&
      (this.peek(1) === 'integer' || this.peek(1) === 'double');
    if (signed || (operator !== '-' && operator !== '!')) {
      return this.member();
    }
    // One kind of sign at a time: `!-a` is none. An even number of them leaves what they stand before.
    let odd = false;
    while (this.skip(operator)) {
      odd = !odd;
    }
    const operand = this.member();
    return odd ? { ...operand, shape: 'other' } : operand;
  }

  private member(): Node {
    let node = this.primary();
    for (;;) {
      if (this.skip('[')) {
        const index = this.expression();
        this.expect(']');
        node = over('other', node, index);
      } else if (this.skip('.')) {
        const quoted = this.skip('quotedIdentifier');
        const name = quoted ? '' : this.expect('identifier').text;
        node =
          !quoted && this.skip('(')
            ? this.macroOrCall(node, name, this.callArguments())
            : over('select', node);
      } else {
        return node;
      }
    }
  }

  private macroOrCall(target: Node, name: string, args: Node[]): Node {
    const isMacro = MACROS.get(name)?.includes(args.length);
    if (isMacro && args[0].shape !== 'identifier') {
      throw new InvalidExpression();
    }
    return over('other', target, ...args);
  }

  private callArguments(): Node[] {
    const args: Node[] = [];
    if (this.skip(')')) {
      return args;
    }
    do {
      args.push(this.expression());
    } while (this.skip(','));
    this.expect(')');
    return args;
  }

  private primary(): Node {
    switch (this.peek()) {
      case '(': {
        this.position += 1;
        const node = this.expression();
        this.expect(')');
        return node;
      }
      case '[':
        this.position += 1;
        return this.items(']', () => this.expression());
      case '{':
        this.position += 1;
        return this.items('}', () => this.entry());
      case '.':
      case 'identifier':
        return this.name();
      default:
        return this.literal();
    }
  }

  /** Items up to a bracket, of which none is needed, and a comma may follow the last, or stand alone. */
  private items(end: string, read: () => Node): Node {
    const items: Node[] = [];
    if (this.peek() !== end && this.peek() !== ',') {
      items.push(read());
      while (this.peek() === ',' && this.peek(1) !== end) {
        this.position += 1;
        items.push(read());
      }
    }
    this.skip(',');
    this.expect(end);
    return beside(items);
  }

  private entry(): Node {
    const key = this.expression();
    this.expect(':');
    return beside([key, this.expression()]);
  }

  private field(): Node {
    if (!this.skip('quotedIdentifier')) {
      this.expect('identifier');
    }
    this.expect(':');
    return this.expression();
  }

  /** A variable, a function called, or a message made, whose name may have dots. */
  private name(): Node {
    const rooted = this.skip('.');
    const name = this.expect('identifier').text;
    let ahead = 0;
    while (this.peek(ahead) === '.' && this.peek(ahead + 1) === 'identifier') {
      ahead += 2;
    }
    if (this.peek(ahead) === '{') {
      this.position += ahead + 1;
      return this.items('}', () => this.field());
    }
    if (RESERVED.has(name)) {
      throw new InvalidExpression();
    }
    if (!this.skip('(')) {
      const shadows = name === ACCUMULATOR && !rooted;
      return { shape: shadows ? 'accumulator' : 'identifier', depth: 0 };
    }
    const args = this.callArguments();
    const isHas = name === 'has' && !rooted && args.length === 1;
    if (isHas && args[0].shape !== 'select') {
      throw new InvalidExpression();
    }
    return { ...beside(args), shape: isHas ? 'select' : 'other' };
  }

  private literal(): Node {
    const negative = this.skip('-');
    const { kind, text } = this.tokens[this.position];
    this.position += 1;
    const valid =
      kind === 'integer'
        ? fitsInteger(text, negative)
        : kind === 'double' ||
          (!negative &&
            ['unsigned', 'string', 'bytes', 'true', 'false', 'null'].includes(
              kind,
            ));
    if (!valid) {
      throw new InvalidExpression();
    }
    return LEAF;
  }
}

/** Whether Envoy Gateway, and so cel-go, can parse an expression. Whether its names exist is not asked. */
export function isValidCel(expression: string): boolean {
  const tokens = tokenize(expression);
  if (!tokens) {
    return false;
  }
  try {
    new Parser(tokens).parse();
    return true;
  } catch (error) {
    if (error instanceof InvalidExpression) {
      return false;
    }
    throw error;
  }
}
