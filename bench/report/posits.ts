import { Posit } from 'leeway';
import { significant } from '../harness/figures';
import type { Row } from '../results/row';
import { small } from '../suites/posit/speed';
import { selfCheckName } from '../suites/self-check';
import { lines, plotWidth, type Chart } from './chart';
import { categories } from './theme';

const tricks = [
  {
    name: 'FastSigmoid',
    run: (p: Posit, x: ReturnType<Posit['array']>) => p.fastSigmoid(x),
    truth: (x: number) => 1 / (1 + Math.exp(-x)),
  },
  { name: 'FastTanh', run: (p: Posit, x: ReturnType<Posit['array']>) => p.fastTanh(x), truth: Math.tanh },
  {
    name: 'FastELU',
    run: (p: Posit, x: ReturnType<Posit['array']>) => p.fastElu(x),
    truth: (x: number) => (x < 0 ? Math.expm1(x) : x),
  },
];

/** Source 4's charts: how far bit tricks are off, and how fast they and the tables are. */
export function positCharts(rows: readonly Row[]): Chart[] {
  const own = rows.filter(({ suite, name }) => suite === 'posit' && name !== selfCheckName);
  if (own.length === 0) return [];
  return [...[8, 16].map(errorChart), ...speedCharts(own)];
}

function errorChart(bits: number): Chart {
  const p = new Posit(bits, 0);
  const x = p.fromFloat64(Float64Array.from({ length: 321 }, (_, i) => -4 + i / 40));
  const at = p.toFloat64(x);
  const values = tricks.flatMap(({ name, run, truth }) => {
    const got = p.toFloat64(run(p, x));
    return [...at].map((value, i) => ({ x: value, y: Math.abs(got[i]! - truth(value)), of: name }));
  });
  const worst = tricks.map(({ name }) => {
    const largest = Math.max(...values.filter(({ of }) => of === name).map(({ y }) => y));
    return `${name} at most ${largest.toPrecision(2)}`;
  });
  return {
    id: `posit-error-${bits}`,
    title: `error of the bit tricks, ${p.name}`,
    description: `Absolute error against the real function, by input from -4 to 4: ${worst.join(', ')}.`,
    spec: lines({
      x: 'x',
      y: 'absolute error',
      values,
      series: 'of',
      order: tricks.map(({ name }) => name),
      zeroY: true,
    }),
  };
}

function speedCharts(rows: Row[]): Chart[] {
  const timed = rows.filter(({ group, time, n }) => time && group.startsWith('posit/speed/') && n === small);
  const formats = [...new Set(timed.map(({ settings }) => String(settings!['format'])))];
  return formats.map((format) => {
    const own = timed.filter(({ settings }) => settings!['format'] === format);
    const values = own.map(({ name, time }) => ({ name, speed: 1 / time!.median }));
    // Bars on a logarithmic axis begin somewhere: at the power of ten below the slowest.
    const from = 10 ** Math.floor(Math.log10(Math.min(...values.map(({ speed }) => speed))));
    const list = values.map(({ name, speed }) => `${name} ${significant(speed)}`).join(', ');
    return {
      id: `posit-speed-${format.replace(/\W+/g, '-').replace(/-$/, '')}`,
      title: `speed of ${format}`,
      description: `Elements per nanosecond of ${small}: ${list}.`,
      spec: {
        width: plotWidth - 90,
        height: { step: 18 },
        data: { values },
        mark: { type: 'bar', height: 11, color: categories[0] },
        encoding: {
          y: { field: 'name', type: 'nominal', sort: values.map(({ name }) => name), title: null },
          x: {
            field: 'speed',
            type: 'quantitative',
            title: 'elements per ns, logarithmic',
            scale: { type: 'log', domainMin: from },
            axis: { format: '~g', tickCount: 5 },
          },
          x2: { datum: from },
        },
      },
    };
  });
}
