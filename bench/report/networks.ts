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

/** Source 2's charts: time, saving and accuracy against the size of the network, one thread and several. */
export function lstmCharts(rows: readonly Row[]): Chart[] {
  const of = (part: string): Row[] =>
    rows.filter(({ group, name }) => group.startsWith(`lstm/${part}/`) && name !== selfCheckName);
  return [
    ...timeCharts('training', of('training')),
    ...timeCharts('prediction', of('prediction')),
    ...threadCharts(of('training')),
    ...accuracyCharts(of('quality')),
  ];
}

function chartOf(id: string, title: string, y: string, points: Point[], more: object = {}): Chart[] {
  if (points.length === 0) return [];
  const order = unique(points.map((point) => point.function));
  const sizes = unique(points.map(({ x }) => x)).sort((a, b) => a - b);
  const ends = order.map((name) => {
    const own = points.filter((point) => point.function === name);
    return `${name}: ${own.map(({ x, y: value }) => `${x} units ${value.toPrecision(3)}`).join(', ')}`;
  });
  return [
    {
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
    },
  ];
}

/** A function has the same colour in every chart; other libraries come after ours. */
function colourOf(name: string, place: number): string {
  const ours = networks.findIndex((network) => network.name === name.replace(/, \d+ threads$/, ''));
  return categories[(ours < 0 ? place : ours) % categories.length]!;
}

function timeCharts(work: string, rows: Row[]): Chart[] {
  const ours = rows.filter(({ settings, library, name, time }) => {
    return time && settings?.['threads'] === 1 && library === 'leeway' && !/beside/.test(name);
  });
  const nameOf = (row: Row): string => String(row.settings!['function']);
  const peers = rows.filter(({ library, time }) => time && library !== 'leeway');
  const times = [
    ...ours.map((row) => ({ x: hiddenOf(row), y: row.time!.median, function: nameOf(row) })),
    ...peers.map((row) => ({ x: hiddenOf(row), y: row.time!.median, function: row.name })),
  ];
  const savings = ours.flatMap((row) => {
    const ratio = row.ratios?.['tanh'];
    return ratio ? [{ x: hiddenOf(row), y: 100 * (1 - ratio.median), function: nameOf(row) }] : [];
  });
  const unit = work === 'training' ? 'ms per epoch of 256 windows' : 'ms per prediction of 256 windows';
  return [
    ...chartOf(`lstm-${work}-time`, `${work}: time`, unit, times, { logY: true }),
    ...chartOf(`lstm-${work}-saving`, `${work}: time saved over tanh`, '% of the time with exact tanh', savings),
  ];
}

function threadCharts(rows: Row[]): Chart[] {
  const points = rows.flatMap((row) => {
    const ratio = row.ratios?.['one thread'];
    const { function: name, threads } = row.settings ?? {};
    return ratio ? [{ x: hiddenOf(row), y: 1 / ratio.median, function: `${name}, ${threads} threads` }] : [];
  });
  return chartOf('lstm-threads', 'training: several threads over one', 'times faster than one thread', points, {
    zeroY: true,
  });
}

function accuracyCharts(rows: Row[]): Chart[] {
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
  return chartOf('lstm-accuracy', title, regression ? 'test RMSE' : 'accuracy', points);
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
