import {
  CelEnv,
  celEnv,
  CelInput,
  CelValue,
  isCelError,
  parse,
  plan,
} from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { goRegExp } from '../values/goRegExp';
import { KUBERNETES_FUNCTIONS } from './kubernetesFunctions';
import { LIST_FUNCTIONS } from './listFunctions';
import { OPAQUE_REGISTRY } from './opaqueTypes';

type Expr = ReturnType<typeof parse>['expr'];

/** A CEL expression, ready to be evaluated. */
export interface Program {
  readonly usesOldSelf: boolean;
  /** How deeply loops are nested in it. */
  readonly loops: number;
  /** Why it cannot be evaluated here, although it may be right. */
  readonly unsupported?: string;
  /** A value, or why there is none. */
  evaluate(bindings: {
    self: CelInput;
    oldSelf?: CelInput;
  }): { value: CelValue } | { error: string };
}

const MAX_EXPRESSION = 64 * 1024;

/** What the evaluator itself knows beside functions. */
const BUILT_IN: ReadonlySet<string> = new Set([
  '_&&_',
  '_||_',
  '_?_:_',
  '_[_]',
  '@not_strictly_false',
  '__not_strictly_false__',
]);

let environment: CelEnv | undefined;

function kubernetesEnvironment(): CelEnv {
  environment ??= celEnv({
    registry: OPAQUE_REGISTRY,
    funcs: [...strings, ...KUBERNETES_FUNCTIONS, ...LIST_FUNCTIONS],
    re2: {
      compile(pattern) {
        const regExp = goRegExp(pattern);
        if (!regExp) {
          throw new Error(`the pattern ${pattern} cannot be read`);
        }
        return regExp;
      },
    },
  });
  return environment;
}

interface Survey {
  usesOldSelf: boolean;
  loops: number;
  unknown?: string;
}

/** What an expression uses, found without evaluating it. */
function survey(root: Expr, env: CelEnv): Survey {
  const found: Survey = { usesOldSelf: false, loops: 0 };
  const pending: Array<{ expr: Expr | undefined; loops: number }> = [
    { expr: root, loops: 0 },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { expr, loops } = next;
    const push = (child: Expr | undefined, deeper = 0) =>
      pending.push({ expr: child, loops: loops + deeper });
    switch (expr?.exprKind.case) {
      case 'identExpr':
        found.usesOldSelf ||= expr.exprKind.value.name === 'oldSelf';
        break;
      case 'selectExpr':
        push(expr.exprKind.value.operand);
        break;
      case 'callExpr': {
        const { target, function: name, args } = expr.exprKind.value;
        const qualified = target && qualifiedName(target);
        const isQualified =
          qualified !== undefined &&
          env.funcs.find(`${qualified}.${name}`) !== undefined;
        if (!isQualified) {
          push(target);
          if (!BUILT_IN.has(name) && !env.funcs.find(name)) {
            found.unknown ??= name;
          }
        }
        args.forEach(arg => push(arg));
        break;
      }
      case 'listExpr':
        expr.exprKind.value.elements.forEach(item => push(item));
        break;
      case 'structExpr':
        for (const { keyKind, value } of expr.exprKind.value.entries) {
          if (keyKind.case === 'mapKey') {
            push(keyKind.value);
          }
          push(value);
        }
        break;
      case 'comprehensionExpr': {
        const { iterRange, accuInit, loopCondition, loopStep, result } =
          expr.exprKind.value;
        found.loops = Math.max(found.loops, loops + 1);
        push(iterRange);
        push(accuInit);
        push(loopCondition, 1);
        push(loopStep, 1);
        push(result);
        break;
      }
      default:
        break;
    }
  }
  return found;
}

function qualifiedName(expr: Expr): string | undefined {
  if (expr.exprKind.case === 'identExpr') {
    return expr.exprKind.value.name;
  }
  if (expr.exprKind.case === 'selectExpr') {
    const { operand, field, testOnly } = expr.exprKind.value;
    const parent = operand && !testOnly ? qualifiedName(operand) : undefined;
    return parent === undefined ? undefined : `${parent}.${field}`;
  }
  return undefined;
}

function unsupported(why: string): Program {
  return {
    usesOldSelf: false,
    loops: 0,
    unsupported: why,
    evaluate: () => ({ error: why }),
  };
}

function compile(expression: string): Program {
  if (expression.length > MAX_EXPRESSION) {
    return unsupported('the expression is too long');
  }
  const env = kubernetesEnvironment();
  try {
    const { expr } = parse(expression);
    const { usesOldSelf, loops, unknown } = survey(expr, env);
    if (unknown !== undefined) {
      return unsupported(`the function ${unknown} is not known here`);
    }
    const evaluate = plan(env, expr);
    return {
      usesOldSelf,
      loops,
      evaluate(bindings) {
        const value = evaluate(bindings as Record<string, CelInput>);
        return isCelError(value) ? { error: value.message } : { value };
      },
    };
  } catch (error) {
    return unsupported(
      `the expression cannot be read: ${(error as Error).message}`,
    );
  }
}

const CACHED = 5_000;
const programs = new Map<string, Program>();

/** Expressions say the same wherever they stand, so each is compiled once. */
export function celProgram(expression: string): Program {
  let program = programs.get(expression);
  if (!program) {
    program = compile(expression);
    if (programs.size >= CACHED) {
      programs.clear();
    }
    programs.set(expression, program);
  }
  return program;
}
