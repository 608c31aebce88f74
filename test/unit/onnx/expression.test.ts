import { expect } from 'chai';
import { kernels } from 'leeway';
import { parseExpression, type Expression } from '#lib/onnx/expression';
import { addFormula } from '#lib/onnx/formula';
import { GraphBuilder } from '#lib/onnx/graph-builder';

/** The formula with every operation in brackets. */
function bracketed(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'call':
      return `${expression.name}(${bracketed(expression.argument)})`;
    case 'choice': {
      const { condition, yes, no } = expression;
      return `(${bracketed(condition)} ? ${bracketed(yes)} : ${bracketed(no)})`;
    }
    case 'operator': {
      const operands = expression.operands.map(bracketed);
      return operands.length === 1
        ? `(${expression.operator}${operands[0]})`
        : `(${operands.join(` ${expression.operator} `)})`;
    }
  }
}

describe('formulas', () => {
  const rows: [formula: string, meaning: string][] = [
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['1 + 2 * -x / 4', '(1 + ((2 * (-x)) / 4))'],
    ['-x * -2', '((-x) * (-2))'],
    ['x < 0 ? 0 : x > 3 ? x : x * (x + 3e-1) / 6', '((x < 0) ? 0 : ((x > 3) ? x : ((x * (x + 0.3)) / 6)))'],
    ['x < 0 || 1 / x < 0 && x >= -1 ? a : b', '(((x < 0) || (((1 / x) < 0) && (x >= (-1)))) ? a : b)'],
    ['tanh(log1p(exp(x)))', 'tanh(log1p(exp(x)))'],
    ['', ''],
    ['(x', ''],
    ['x)', ''],
    ['1 +', ''],
    ['x ? 1', ''],
    ['x # 2', ''],
  ];
  for (const [formula, meaning] of rows)
    it(meaning ? `${formula} means ${meaning}` : `"${formula}" is refused`, () => {
      if (meaning) expect(bracketed(parseExpression(formula))).to.equal(meaning);
      else expect(() => parseExpression(formula)).to.throw(SyntaxError, /^expected .+ received .+/);
    });

  it('that name what ONNX has not are refused', () => {
    for (const formula of ['gamma(x)', 'y + 1'])
      expect(() => addFormula(new GraphBuilder('g', 'float32'), formula, { x: 'x' })).to.throw(SyntaxError, /received/);
  });

  it('become operators, equal numbers one constant', () => {
    const graph = new GraphBuilder('g', 'float32');
    const y = addFormula(graph, 'x / sqrt(1 + alpha * x * x) + 1', { x: 'x', alpha: 3 });
    const { nodes, initializers } = graph.finish([], []);
    expect(nodes.map(({ operator }) => operator)).to.deep.equal(['Mul', 'Mul', 'Add', 'Sqrt', 'Div', 'Add']);
    expect(nodes.at(-1)!.outputs).to.deep.equal([y]);
    expect(initializers.map(({ data }) => Number(data[0])).sort()).to.deep.equal([1, 3]);
  });

  for (const [op, value] of new Map(kernels().map((info) => [info.op, info.value])))
    it(`of ${op}: can be written`, () => {
      expect(addFormula(new GraphBuilder('g', 'float64'), value, { x: 'x', alpha: 1 })).to.match(/^g_/);
    });
});
