import { significant } from '../harness/figures';
import { machineLine } from '../machine/describe';
import type { BarFindings, ExperimentResults, FindingsChart, LineFindings } from '../results/findings';
import type { Table } from '../results/table';
import { bars, lines, type Chart } from './chart';

export interface ExperimentPart {
  id: string;
  title: string;
  notes: string[];
  charts: Chart[];
  tables: Table[];
}

/** What each experiment found, as charts and the tables they are drawn from. */
export function experimentParts(experiments: readonly ExperimentResults[]): ExperimentPart[] {
  return experiments.map((found, place) => {
    const before = experiments.slice(0, place).filter(({ experiment }) => experiment === found.experiment).length;
    const id = `experiment-${found.experiment}${before > 0 ? `-${before + 1}` : ''}`;
    return {
      id,
      title: found.experiment,
      notes: [
        found.claim,
        `${found.command}: ${found.data}. ${machineLine(found.machine)}, ${found.machine.date.slice(0, 10)}`,
        ...(found.quick ? ['A quick look: fewer samples, epochs and seeds than the figures of the sources take.'] : []),
        ...(found.complete ? [] : ['warning: the experiment was stopped before its end']),
      ],
      charts: found.charts.flatMap((chart, i) => chartsOf(chart, `${id}-chart-${i + 1}`)),
      tables: found.tables
        .filter(({ rows }) => rows.length > 0)
        .map(({ notes, ...table }) => ({ ...table, names: 1, ...(notes?.length ? { note: notes.join('\n') } : {}) })),
    };
  });
}

function chartsOf(chart: FindingsChart, id: string): Chart[] {
  if (chart.kind === 'bars') return chart.groups.map((_, place) => barChart(chart, place, `${id}-${place + 1}`));
  return chart.lines.some(({ points }) => points.length > 0) ? [lineChart(chart, id)] : [];
}

function lineChart({ title, x, y, lines: series }: LineFindings, id: string): Chart {
  const places = [...new Set(series.flatMap(({ points }) => points.map(([place]) => place)))];
  const named = places.some((place) => typeof place === 'string');
  const ends = series.map(({ name, points }) => {
    const told = points.length > 6 ? [points[0]!, points.at(-1)!] : points;
    return `${name}: ${told.map(([place, value]) => `${place} ${value.toPrecision(4)}`).join(', ')}`;
  });
  return {
    id,
    title,
    description: `${y} by ${x}. ${ends.join('; ')}.`,
    spec: lines({
      x,
      y,
      values: series.flatMap(({ name, points }) => points.map(([place, value]) => ({ x: place, y: value, name }))),
      series: 'name',
      order: series.map(({ name }) => name),
      points: places.length <= 20,
      ...(named ? { xNames: places.map(String) } : places.length <= 8 ? { xValues: places.map(Number) } : {}),
    }),
  };
}

function barChart({ title, value, groups }: BarFindings, place: number, id: string): Chart {
  const { name, bars: own } = groups[place]!;
  // One scale for all, so that bars can be compared from chart to chart.
  const all = groups.flatMap((group) => group.bars.map(([, length]) => length));
  const domain: [number, number] = [Math.min(0, ...all), Math.max(0, ...all)];
  return {
    id,
    title: `${title}: ${name}`,
    description: `${value}: ${own.map(([bar, length]) => `${bar} ${significant(length)}`).join(', ')}.`,
    spec: bars({ value, domain, values: own.map(([bar, length]) => ({ name: bar, value: length })) }),
  };
}
