// An expression of x as a function: parsed by jsep, compiled to closures over a fixed list of names. Nothing is evaluated as
// JavaScript.
import jsep from 'jsep';
import { UsageError } from '../errors';

type Compiled = (x: number) => number;

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atan2: Math.atan2,
  atanh: Math.atanh,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  expm1: Math.expm1,
  floor: Math.floor,
  hypot: Math.hypot,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  max: Math.max,
  min: Math.min,
  pow: Math.pow,
  round: Math.round,
  sign: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  trunc: Math.trunc,
};
/** Given that many arguments; any number else. */
const arity: Readonly<Record<string, number>> = { atan2: 2, pow: 2, hypot: 0, max: 0, min: 0 };

const constants: Readonly<Record<string, number>> = { e: Math.E, pi: Math.PI };

const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
  '**': (a, b) => a ** b,
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
};

// Mathematics' power: it binds tighter than multiplication, and to the right.
jsep.addBinaryOp('^', 11, true);
jsep.addBinaryOp('**', 11, true);

/** Throws a UsageError for what is no expression of x. */
export function compileExpression(text: string): Compiled {
  let tree: jsep.Expression;
  try {
    tree = jsep(text);
  } catch (error) {
    throw new UsageError(
      `expected an expression of x for --expr, received ${JSON.stringify(text)}: ${(error as Error).message}`,
    );
  }
  return compile(tree as Node);
}

/** The nodes there can be; others are refused by their type. */
type Node = jsep.CoreExpression;

function refused(what: string): UsageError {
  const names = [...Object.keys(functions), ...Object.keys(constants)].join(', ');
  return new UsageError(`expected numbers, x, operators and ${names} for --expr, received ${what}`);
}

function compile(node: Node): Compiled {
  switch (node.type) {
    case 'Literal': {
      const { value } = node;
      if (typeof value !== 'number') throw refused(String(node.raw));
      return () => value;
    }
    case 'Identifier':
      return variable(node.name);
    case 'UnaryExpression':
      return signed(node.operator, compile(node.argument as Node));
    case 'BinaryExpression':
      return operation(node.operator, node.left as Node, node.right as Node);
    case 'ConditionalExpression': {
      const [test, yes, no] = [node.test, node.consequent, node.alternate].map((part) => compile(part as Node));
      return (x) => (test!(x) ? yes!(x) : no!(x));
    }
    case 'CallExpression':
      return call(node.callee as Node, node.arguments as Node[]);
    default:
      throw refused(node.type);
  }
}

function variable(name: string): Compiled {
  if (name === 'x') return (x) => x;
  if (!Object.hasOwn(constants, name)) throw refused(name);
  const value = constants[name]!;
  return () => value;
}

function signed(operator: string, value: Compiled): Compiled {
  if (operator === '+') return value;
  if (operator === '-') return (x) => -value(x);
  throw refused(operator);
}

function operation(operator: string, left: Node, right: Node): Compiled {
  if (!Object.hasOwn(binary, operator)) throw refused(operator);
  const apply = binary[operator]!;
  const power = operator === '^' || operator === '**';
  // -x^2 is -(x^2), though a sign binds tighter to the parser. (What stood in brackets cannot be told apart: write 0-x.)
  if (power && left.type === 'UnaryExpression' && left.operator === '-') {
    const [base, exponent] = [compile(left.argument as Node), compile(right)];
    return (x) => -apply(base(x), exponent(x));
  }
  const [a, b] = [compile(left), compile(right)];
  return (x) => apply(a(x), b(x));
}

function call(callee: Node, given: Node[]): Compiled {
  const name = callee.type === 'Identifier' ? callee.name : callee.type;
  if (!Object.hasOwn(functions, name)) throw refused(name);
  const f = functions[name]!;
  const wanted = arity[name] ?? 1;
  if (wanted > 0 ? given.length !== wanted : given.length === 0)
    throw new UsageError(`expected ${wanted || 'some'} arguments for ${name}() in --expr, received ${given.length}`);
  const values = given.map(compile);
  if (values.length === 1) {
    const [value] = values as [Compiled];
    return (x) => f(value(x));
  }
  return (x) => f(...values.map((value) => value(x)));
}
