import { parseExpression, type Expression } from './expression';
import type { GraphBuilder } from './graph-builder';

/** What a formula may name: a value of the graph, or a number. */
export type Names = Readonly<Record<string, string | number>>;

const binaryOperators: Readonly<Record<string, string>> = {
  '+': 'Add',
  '-': 'Sub',
  '*': 'Mul',
  '/': 'Div',
  '<': 'Less',
  '>': 'Greater',
  '<=': 'LessOrEqual',
  '>=': 'GreaterOrEqual',
  '==': 'Equal',
  '&&': 'And',
  '||': 'Or',
};

type Call = (graph: GraphBuilder, x: string) => string;

const sameNamed =
  (operator: string): Call =>
  (graph, x) =>
    graph.add(operator, [x]);

const calls: Readonly<Record<string, Call>> = {
  abs: sameNamed('Abs'),
  exp: sameNamed('Exp'),
  log: sameNamed('Log'),
  sqrt: sameNamed('Sqrt'),
  tanh: sameNamed('Tanh'),
  erf: sameNamed('Erf'),
  // ONNX has none of these: near 0 they lose digits of the result, not of what is added to it.
  expm1: (graph, x) => graph.add('Sub', [graph.add('Exp', [x]), graph.scalar(1)]),
  log1p: (graph, x) => graph.add('Log', [graph.add('Add', [x, graph.scalar(1)])]),
  erfc: (graph, x) => graph.add('Sub', [graph.scalar(1), graph.add('Erf', [x])]),
};

const constants: Names = { SQRT1_2: Math.SQRT1_2 };

function compile(graph: GraphBuilder, expression: Expression, names: Names): string {
  const inner = (each: Expression): string => compile(graph, each, names);
  const missing = (name: string): never => {
    throw new SyntaxError(`expected a name or function that ONNX has, received ${name}`);
  };
  switch (expression.kind) {
    case 'number':
      return graph.scalar(expression.value);
    case 'name': {
      const value = names[expression.name] ?? constants[expression.name] ?? missing(expression.name);
      return typeof value === 'number' ? graph.scalar(value) : value;
    }
    case 'call':
      return (calls[expression.name] ?? missing(expression.name))(graph, inner(expression.argument));
    case 'choice':
      return graph.add('Where', [inner(expression.condition), inner(expression.yes), inner(expression.no)]);
    case 'operator': {
      const { operator, operands } = expression;
      const only = operands[0]!;
      if (operands.length === 1)
        return only.kind === 'number' ? graph.scalar(-only.value) : graph.add('Neg', [inner(only)]);
      return graph.add(binaryOperators[operator] ?? missing(operator), operands.map(inner));
    }
  }
}

/** Adds a formula of kernels.def to a graph, element by element; returns the name of what it gives. */
export function addFormula(graph: GraphBuilder, formula: string, names: Names): string {
  return compile(graph, parseExpression(formula), names);
}
