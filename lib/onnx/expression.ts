// Reads the formulas of kernels.def (`value` in `kernels()`): C's expressions of x and alpha.

/** A formula, taken apart. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'call'; name: string; argument: Expression }
  | { kind: 'operator'; operator: string; operands: Expression[] }
  | { kind: 'choice'; condition: Expression; yes: Expression; no: Expression };

const TOKEN = /\s*(\d+\.?\d*(?:e[+-]?\d+)?|\w+|&&|\|\||[<>=]=|[-+*/()<>?:])/giy;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxError(`expected a formula, received "${text}", unclear from character ${at + 1}`);
    tokens.push(match[1]!);
  }
  return tokens;
}

/** Binary operators, the loosest first; all group to the left. */
const LEVELS = [['||'], ['&&'], ['=='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/']];

/** Takes a formula apart. @throws SyntaxError for what is none */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  const take = (...wanted: string[]): string => {
    if (!wanted.includes(tokens[0]!))
      throw new SyntaxError(`expected ${wanted.join(' or ')} in "${text}", received ${tokens[0] ?? 'its end'}`);
    return tokens.shift()!;
  };

  function choice(): Expression {
    const condition = binary(0);
    if (tokens[0] !== '?') return condition;
    take('?');
    const yes = choice();
    take(':');
    return { kind: 'choice', condition, yes, no: choice() };
  }

  function binary(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    while (operators.includes(tokens[0]!))
      left = { kind: 'operator', operator: take(...operators), operands: [left, binary(level + 1)] };
    return left;
  }

  function unary(): Expression {
    if (tokens[0] !== '-') return primary();
    return { kind: 'operator', operator: take('-'), operands: [unary()] };
  }

  function primary(): Expression {
    if (tokens[0] === '(') {
      take('(');
      const inside = choice();
      take(')');
      return inside;
    }
    const token = tokens.shift() ?? 'its end';
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (!/^\w+$/.test(token)) throw new SyntaxError(`expected a value in "${text}", received ${token}`);
    if (tokens[0] !== '(') return { kind: 'name', name: token };
    take('(');
    const argument = choice();
    take(')');
    return { kind: 'call', name: token, argument };
  }

  const whole = choice();
  if (tokens.length > 0) throw new SyntaxError(`expected the end of "${text}", received ${tokens[0]}`);
  return whole;
}
