import type { Run } from '../results/document';
import type { ExperimentResults } from '../results/findings';
import { sectionsOf } from '../results/print';
import type { Table } from '../results/table';
import type { Chart } from './chart';
import { experimentParts } from './experiments';
import { functionParts, reluChart } from './functions';
import { callCharts, lstmCharts } from './networks';
import { escape, printPage, type Chapter, type Drawn, type Part } from './page';
import { positCharts } from './posits';
import type { Draw } from './render';

export interface Report {
  html: string;
  /** The charts alone, in the order of the page. */
  charts: Drawn[];
}

interface Sketch extends Omit<Part, 'charts'> {
  charts: Chart[];
}

export interface Reported {
  run: Run;
  experiments?: readonly ExperimentResults[];
}

/** Makes the page of a run, and of experiments beside it, and its charts. */
export async function makeReport(
  { run, experiments = [] }: Reported,
  draw: Draw,
  onProgress?: () => void,
): Promise<Report> {
  const chapters: Chapter[] = [];
  for (const { id, title, text, parts } of [...sketches(run), ...experimentChapter(experiments)]) {
    const drawn: Part[] = [];
    for (const part of parts) {
      const charts: Drawn[] = [];
      for (const chart of part.charts) charts.push({ ...chart, svg: named(await draw(chart.spec), chart) });
      drawn.push({ ...part, charts });
      onProgress?.();
    }
    chapters.push({ id, title, text, parts: drawn });
  }
  const charts = chapters.flatMap(({ parts }) => parts.flatMap((part) => part.charts));
  return { html: printPage(run, chapters), charts };
}

/** A chart that tells its name and what it shows; its marks need not be told one by one. */
function named(svg: string, { id, title, description }: Chart): string {
  const names = `<title id="${id}-name">${escape(title)}</title><desc id="${id}-what">${escape(description)}</desc>`;
  return svg
    .replace(/ (role|aria-[a-z]+)="[^"]*"/g, '')
    .replace(/ (width|height)="[\d.]+"(?=[^>]*viewBox)/g, '')
    .replace('<svg ', `<svg role="img" aria-labelledby="${id}-name" aria-describedby="${id}-what" `)
    .replace('>', `>${names}`);
}

interface ChapterSketch extends Omit<Chapter, 'parts'> {
  parts: Sketch[];
}

function experimentChapter(experiments: readonly ExperimentResults[]): ChapterSketch[] {
  if (experiments.length === 0) return [];
  return [
    {
      id: 'experiments',
      title: "The sources' experiments",
      text: 'Networks trained with one activation or another: what an approximation costs in accuracy and gives in time. Each part says what its source claims, and where it was measured.',
      parts: experimentParts(experiments),
    },
  ];
}

function sketches(run: Run): ChapterSketch[] {
  const { rows } = run;
  const tables = new Map(sectionsOf(run).map((section) => [section.suite, section]));
  const tablesOf = (suite: string): Table[] => tables.get(suite)?.tables ?? [];
  const relu = ['float32', 'float64'].flatMap((dtype) => reluChart(rows, dtype) ?? []);
  const drawn = new Set(['math', 'call', 'lstm', 'posit']);
  const chapters: ChapterSketch[] = [
    {
      id: 'functions',
      title: 'Functions and what accuracy costs',
      text: 'Errors are the largest within each 160th of the inputs; marks further left and lower are better, and nothing is better than those on the dashed line. ~ was seen on these inputs, everything else is promised.',
      parts: functionParts(rows).map(({ op, formula, charts, tables: own }) => ({
        ...{ id: `op-${op}`, title: op, text: `${op}(x) = ${formula}`, charts, tables: own },
      })),
    },
    {
      id: 'speed',
      title: 'Speed of every kernel',
      text: 'Time over that of our own ReLU, which is a load, an instruction and a store: the bars show what a function costs beyond reading and writing. The rules are 95 % intervals.',
      parts:
        tablesOf('math').length > 0
          ? [{ id: 'relu', title: 'Relative to ReLU', charts: relu, tables: tablesOf('math') }]
          : [],
    },
    {
      id: 'call',
      title: 'Cost of a call',
      text: 'Where the lines cross, a call overtakes the plain loop.',
      parts: [{ id: 'call-cost', title: 'By length', charts: callCharts(rows), tables: tablesOf('call') }],
    },
    {
      id: 'lstm',
      title: 'LSTM with the activation swapped',
      text: 'Time saved is what a function spares of the time that exact tanh takes in the same run; below zero it costs.',
      parts: [
        { id: 'lstm-all', title: 'Time and accuracy by size', charts: lstmCharts(rows), tables: tablesOf('lstm') },
      ],
    },
    {
      id: 'posit',
      title: 'Posits',
      text: 'Errors against the real function, inputs rounded to the format.',
      parts: [{ id: 'posit-all', title: 'Error and speed', charts: positCharts(rows), tables: tablesOf('posit') }],
    },
    ...[...tables.values()]
      .filter(({ suite }) => !drawn.has(suite))
      .map(({ suite, title, tables: own }) => ({
        ...{ id: suite, title, text: '' },
        parts: [{ id: `${suite}-all`, title: 'Measured', charts: [], tables: own }],
      })),
  ];
  return chapters.filter(({ parts }) => parts.some((part) => part.charts.length + part.tables.length > 0));
}
