import { kernels, type Dtype } from 'leeway';
import { javascript, type Loop } from '../../harness/entries';
import { linesOf } from './catalogue';
import { loopLine, type Line, type SourceTable } from './table';

const n = 4096;
const positive = [0, Infinity] as const;

/** Source 2's list, in its order: its name, and the op, or an expression where leeway has no such op. */
const functions: { label: string; op: string; expression?: string; domain?: readonly [number, number] }[] = [
  { label: 'plus', op: 'plus', expression: 'x + 1.25' },
  { label: 'minus', op: 'minus', expression: 'x - 1.25' },
  { label: 'mult', op: 'mult', expression: 'x * 1.25' },
  { label: 'div', op: 'div', expression: '1.25 / x' },
  { label: 'sqrt', op: 'sqrt', expression: 'sqrt(x)', domain: positive },
  { label: 'log', op: 'log', expression: 'log(x)', domain: positive },
  { label: 'exp', op: 'exp' },
  { label: 'leaky_relu', op: 'leaky_relu' },
  { label: 'relu', op: 'relu' },
  { label: 'elu', op: 'elu' },
  { label: 'sigmoid', op: 'sigmoid' },
  { label: 'soft', op: 'softplus' },
  { label: 'tanh', op: 'tanh' },
  { label: 'isru', op: 'isru' },
];

function linesFor({ label, op, expression, domain }: (typeof functions)[number], dtype: Dtype): Line[] {
  const info = kernels().find((kernel) => kernel.op === op && kernel.dtype === dtype);
  if (!info && !expression) return [];
  const loop: Loop = info
    ? { op, expression: info.value, dtype, domain: info.domain, alpha: info.alpha }
    : { op, expression: expression!, dtype, ...(domain ? { domain } : {}) };
  return [loopLine(label, loop), ...linesOf({ op, dtype, label: () => label })];
}

/** Source 2's math-bench. */
export function mathBench(dtype: Dtype): SourceTable {
  return {
    name: `math-bench-${dtype}`,
    title: `math-bench, ${dtype}: × plus counts in the plain JavaScript loop of an addition; soft is softplus`,
    n,
    lines: functions.flatMap((entry) => linesFor(entry, dtype)),
    columns: [
      {
        head: '× plus',
        base: ({ label, method }) => label === 'plus' && method === javascript,
        direction: 'slower',
      },
    ],
  };
}
