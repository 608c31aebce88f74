import { mean } from '../harness/statistics';
import type { Row } from '../results/row';
import { selfCheckName } from '../suites/self-check';
import { networks } from '../suites/lstm/setup';
import { lines, type Chart } from './chart';
import { categories } from './theme';

interface Point {
  x: number;
  y: number;
  function: string;
  threads?: string;
}

const hiddenOf = ({ group }: Row): number => Number(group.split('/')[2]);
const unique = <T>(list: T[]): T[] => [...new Set(list)];

/** A quantity against the size of the network, function by function. */
export interface BySize {
  id: string;
  title: string;
  y: string;
  points: Point[];
  /** How it is drawn. */
  more?: object;
}

/** Source 2's figures: time, saving and accuracy against the size of the network, one thread and several. */
export function lstmFigures(rows: readonly Row[]): BySize[] {
  const of = (part: string): Row[] =>
    rows.filter(({ group, name }) => group.startsWith(`lstm/${part}/`) && name !== selfCheckName);
  return [
    ...times('training', of('training')),
    ...times('prediction', of('prediction')),
    threads(of('training')),
    accuracy(of('quality')),
  ].filter(({ points }) => points.length > 0);
}

export const lstmCharts = (rows: readonly Row[]): Chart[] => lstmFigures(rows).map(chartOf);

function chartOf({ id, title, y, points, more }: BySize): Chart {
  const order = unique(points.map((point) => point.function));
  const sizes = unique(points.map(({ x }) => x)).sort((a, b) => a - b);
  const ends = order.map((name) => {
    const own = points.filter((point) => point.function === name);
    return `${name}: ${own.map(({ x, y: value }) => `${x} units ${value.toPrecision(3)}`).join(', ')}`;
  });
  return {
    id,
    title,
    description: `${y} against hidden units. ${ends.join('; ')}.`,
    spec: lines({
      x: 'hidden units',
      y,
      values: points,
      series: 'function',
      order,
      points: true,
      xValues: sizes,
      colours: order.map(colourOf),
      ...more,
    }),
  };
}

/** A function has the same colour in every chart; other libraries come after ours. */
function colourOf(name: string, place: number): string {
  const ours = networks.findIndex((network) => network.name === name.replace(/, \d+ threads$/, ''));
  return categories[(ours < 0 ? place : ours) % categories.length]!;
}

function times(work: string, rows: Row[]): BySize[] {
  const ours = rows.filter(({ settings, library, name, time }) => {
    return time && settings?.['threads'] === 1 && library === 'leeway' && !/beside/.test(name);
  });
  const nameOf = (row: Row): string => String(row.settings!['function']);
  const peers = rows.filter(({ library, time }) => time && library !== 'leeway');
  const taken = [
    ...ours.map((row) => ({ x: hiddenOf(row), y: row.time!.median, function: nameOf(row) })),
    ...peers.map((row) => ({ x: hiddenOf(row), y: row.time!.median, function: row.name })),
  ];
  const savings = ours.flatMap((row) => {
    const ratio = row.ratios?.['tanh'];
    return ratio ? [{ x: hiddenOf(row), y: 100 * (1 - ratio.median), function: nameOf(row) }] : [];
  });
  const unit = work === 'training' ? 'ms per epoch of 256 windows' : 'ms per prediction of 256 windows';
  return [
    { id: `lstm-${work}-time`, title: `${work}: time`, y: unit, points: taken, more: { logY: true } },
    {
      id: `lstm-${work}-saving`,
      title: `${work}: time saved over tanh`,
      y: '% of the time with exact tanh',
      points: savings,
    },
  ];
}

function threads(rows: Row[]): BySize {
  const points = rows.flatMap((row) => {
    const ratio = row.ratios?.['one thread'];
    const { function: name, threads: count } = row.settings ?? {};
    return ratio ? [{ x: hiddenOf(row), y: 1 / ratio.median, function: `${name}, ${count} threads` }] : [];
  });
  return {
    id: 'lstm-threads',
    title: 'training: several threads over one',
    y: 'times faster than one thread',
    points,
    more: { zeroY: true },
  };
}

function accuracy(rows: Row[]): BySize {
  const regression = rows.some(({ figures }) => figures?.['testRmse'] !== undefined);
  const figure = regression ? 'testRmse' : 'accuracy';
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const value = row.figures?.[figure];
    const key = JSON.stringify([hiddenOf(row), row.settings!['function']]);
    if (value !== undefined) groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  const points = [...groups].map(([key, values]): Point => {
    const [x, name] = JSON.parse(key) as [number, string];
    return { x, y: mean(values), function: name };
  });
  const title = regression ? 'forecast: test RMSE' : 'classification: accuracy';
  return { id: 'lstm-accuracy', title, y: regression ? 'test RMSE' : 'accuracy', points };
}

/** What a call costs against its length, beside the plain loops. */
export function callCharts(rows: readonly Row[]): Chart[] {
  const own = rows.filter(({ suite, name, time }) => suite === 'call' && name !== selfCheckName && time);
  if (own.length === 0) return [];
  const values = own.map((row) => ({ x: row.n!, y: row.time!.median, of: row.name }));
  const order = unique(values.map(({ of }) => of));
  const ends = order.map((name) => {
    const list = values.filter(({ of }) => of === name);
    return `${name} ${list[0]!.y.toPrecision(3)} ns at ${list[0]!.x}, ${list.at(-1)!.y.toPrecision(3)} at ${list.at(-1)!.x}`;
  });
  return [
    {
      id: 'call',
      title: 'cost of a call by length',
      description: `Nanoseconds per call against the number of float32 elements. ${ends.join('; ')}.`,
      spec: lines({
        x: 'elements',
        y: 'ns per call',
        values,
        series: 'of',
        order,
        logX: true,
        logY: true,
        points: true,
        xValues: unique(values.map(({ x }) => x)),
      }),
    },
  ];
}
