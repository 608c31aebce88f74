import type { Row } from '../results/row';
import { significant, time, times, inverse, bound } from '../harness/figures';
import type { Table } from '../results/table';
import { labelOf } from '../suites/math-tables';
import { selfCheckName } from '../suites/self-check';
import { lines, plotWidth, type Chart } from './chart';
import { curvesOf, type OpCurves } from './curves';
import { paretoChart, paretoPoints, type Point } from './pareto';
import { categories, colour } from './theme';

/** What a report says of one function: its curves, what it costs for what error, and the figures. */
export interface FunctionPart {
  op: string;
  formula: string;
  charts: Chart[];
  tables: Table[];
}

/** The group that speeds are taken from: in the first cache, or what of it there is otherwise. */
function groupOfSpeed(rows: readonly Row[], dtype: string): Row[] {
  const own = rows.filter(({ group, name }) => group.startsWith(`math/${dtype}/`) && name !== selfCheckName);
  const sizes = [...new Set(own.map(({ n }) => n!))].sort((a, b) => Math.abs(a - 4096) - Math.abs(b - 4096));
  return own.filter(({ n }) => n === sizes[0]);
}

/** A part per function that was measured in float32. */
export function functionParts(rows: readonly Row[]): FunctionPart[] {
  const measured = groupOfSpeed(rows, 'float32');
  const ops = [...new Set(measured.flatMap(({ op, library }) => (op && library === 'leeway' ? [op] : [])))];
  return ops.map((op) =>
    partOf(
      op,
      measured.filter((row) => row.op === op && !/beside peers/.test(row.name)),
    ),
  );
}

function partOf(op: string, rows: Row[]): FunctionPart {
  const curves = curvesOf(op);
  const points = paretoPoints(rows, curves);
  return {
    op,
    formula: curves.value,
    charts: [
      functionChart(curves),
      ...(curves.curves.some(({ largest }) => largest > 0) ? [errorChart(curves)] : []),
      ...(points.some(({ kind }) => kind === 'leeway') ? [paretoChart(op, points, rows[0]!.n!)] : []),
    ],
    tables: [tableOf(op, rows, points)],
  };
}

function functionChart({ op, values }: OpCurves): Chart {
  const ys = values.map(({ y }) => y);
  const range = `from ${significant(Math.min(...ys))} to ${significant(Math.max(...ys))}`;
  return {
    id: `${op}-function`,
    title: op,
    description: `The function ${op} over inputs from ${values[0]!.x.toFixed(1)} to ${values.at(-1)!.x.toFixed(1)}; its values go ${range}.`,
    spec: {
      ...lines({
        x: 'x',
        y: `${op}(x)`,
        values: values.map((point) => ({ ...point, of: op })),
        series: 'of',
        order: [op],
      }),
      config: { legend: { disable: true } },
    },
  };
}

function errorChart({ op, curves }: OpCurves): Chart {
  const shown = curves.filter(({ largest }) => largest > 0);
  // A logarithmic axis has no zero.
  const values = shown.flatMap(({ method, points }) =>
    points.map(({ x, error }) => ({ x, y: Math.max(error, 1e-10), method })),
  );
  const list = shown.map(({ method, largest }) => `${method} at most ${bound(largest)}`).join(', ');
  return {
    id: `${op}-error`,
    title: `error of ${op}`,
    description: `The absolute error of every float32 kernel of ${op} by input: ${list}.`,
    spec: lines({
      x: 'x',
      y: 'absolute error',
      values,
      logY: true,
      formatY: '~e',
      series: 'method',
      order: shown.map(({ method }) => method),
    }),
  };
}

function tableOf(op: string, rows: Row[], points: Point[]): Table {
  const nameOf = (row: Row): string => (row.library === 'leeway' ? row.method! : labelOf(row).slice(op.length + 1));
  return {
    title: `${op}, float32, ${rows[0]!.n} elements`,
    head: ['kernel', 'max abs error', 'max ulp', 'ns/element', '× ReLU', '÷ Math.tanh'],
    names: 1,
    rows: rows.map((row) => {
      const seen = points.find(({ label }) => label === nameOf(row) || row.name.endsWith(label))?.error;
      const error =
        row.maxAbsError == null
          ? seen === undefined
            ? bound(row.maxAbsError)
            : `~${bound(seen)}`
          : bound(row.maxAbsError);
      return [
        nameOf(row),
        error,
        bound(row.maxUlp),
        time(row),
        times(row.ratios?.['relu']) || (op === 'relu' && row.library === 'leeway' ? '1' : ''),
        inverse(row.ratios?.['Math.tanh']) || (op === 'tanh' && row.library === 'JavaScript' ? '1' : ''),
      ];
    }),
    note: rows.some(({ missing }) => missing)
      ? rows.flatMap((row) => (row.missing ? [`${row.name}: ${row.missing}`] : [])).join('\n')
      : '',
  };
}

/** Bars of time over ReLU's, every kernel of a dtype. */
export function reluChart(rows: readonly Row[], dtype: string): Chart | undefined {
  const own = groupOfSpeed(rows, dtype).filter(({ library }) => library === 'leeway');
  const values = own.flatMap((row) => {
    const ratio = row.ratios?.['relu'];
    if (!ratio || /beside/.test(row.name)) return [];
    return [
      {
        name: row.name,
        ratio: ratio.median,
        low: ratio.interval[0],
        high: ratio.interval[1],
        exact: row.method === 'exact' ? 'exact' : 'faster, within its bound',
      },
    ];
  });
  if (values.length === 0) return undefined;
  const order = values.map(({ name }) => name);
  const [least, most] = [
    values.reduce((a, b) => (a.ratio < b.ratio ? a : b)),
    values.reduce((a, b) => (a.ratio > b.ratio ? a : b)),
  ];
  const y = { field: 'name', type: 'nominal', sort: order, title: null };
  return {
    id: `relu-${dtype}`,
    title: `time over ReLU's, ${dtype}, ${own[0]!.n} elements`,
    description: `Bars of each kernel's time over that of ReLU, from ${least.name} with ${significant(least.ratio)} to ${most.name} with ${significant(most.ratio)}.`,
    spec: {
      width: plotWidth - 90,
      height: { step: 15 },
      data: { values },
      layer: [
        {
          mark: { type: 'bar', height: 9 },
          encoding: {
            y,
            x: { field: 'ratio', type: 'quantitative', title: 'time over ReLU’s, by medians', axis: { tickCount: 6 } },
            color: {
              field: 'exact',
              type: 'nominal',
              scale: { domain: ['exact', 'faster, within its bound'], range: [categories[1], categories[0]] },
            },
          },
        },
        {
          mark: { type: 'rule', strokeWidth: 1.5, color: colour('ink') },
          encoding: { y, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } },
        },
      ],
    },
  };
}
