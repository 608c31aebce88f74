// Source 3: how much of a network's training time another tanh or sigmoid saves ("safe" approximations 10-37 %, ranged ones
// 20-53 %), and whether it costs accuracy.
import { backend, Network, type LayerActivation, type LayerSpec } from 'leeway';
import { Progress } from '#lib/cli/progress';
import { digits, firstImages, type ImageData } from '../data/images';
import type { BarFindings, Findings, FindingsTable } from '../results/findings';
import { goOn, median, percent, processorTime, train, type Experiment, type ExperimentOptions } from './experiment';
import { lenet, perceptron } from './networks';
import { lstmCases } from './training-time-lstm';

export interface Variant {
  name: string;
  activation: LayerActivation | undefined;
}

const scalar = 'C library, number by number';
const vector = 'leeway, exact';

const tanhs: Variant[] = [
  { name: scalar, activation: { reference: 'tanh' } },
  { name: vector, activation: 'tanh' },
  { name: 'safe, 1e-4', activation: { op: 'tanh', maxAbsError: 1e-4 } },
  { name: 'safe, 1e-3', activation: { op: 'tanh', maxAbsError: 1e-3 } },
  { name: 'polynomial of order 16', activation: { op: 'tanh', method: 'poly16_full' } },
  { name: 'none at all (the bound)', activation: undefined },
];

const sigmoids: Variant[] = [
  { name: scalar, activation: { reference: 'sigmoid' } },
  { name: vector, activation: 'sigmoid' },
  { name: 'safe, 1e-4', activation: { op: 'sigmoid', maxAbsError: 1e-4 } },
  { name: "Theano's ultra_fast_sigmoid", activation: { op: 'sigmoid', method: 'ultra_fast' } },
  { name: 'hard_sigmoid', activation: 'hard_sigmoid' },
  { name: "word2vec's table", activation: { op: 'sigmoid', method: 'word2vec_table' } },
  { name: 'none at all (the bound)', activation: undefined },
];

interface Case {
  title: string;
  layers: (activation: LayerActivation) => LayerSpec[];
  variants: Variant[];
  batch: number;
}

const cases: Case[] = [
  { title: 'MLP, tanh', layers: perceptron, variants: tanhs, batch: 32 },
  { title: 'MLP, tanh', layers: perceptron, variants: tanhs, batch: 100 },
  { title: 'MLP, sigmoid', layers: perceptron, variants: sigmoids, batch: 100 },
  { title: 'LeNet, tanh', layers: (activation) => lenet(activation), variants: tanhs, batch: 32 },
  { title: 'LeNet, tanh', layers: (activation) => lenet(activation), variants: tanhs, batch: 100 },
];

/** Layers without their activations, where there is none. */
function layersOf({ layers }: Case, { activation }: Variant): LayerSpec[] {
  if (activation !== undefined) return layers(activation);
  return layers('tanh').map((layer) => {
    const plain = { ...layer } as LayerSpec & { activation?: LayerActivation };
    delete plain.activation;
    return plain;
  });
}

export interface Timed {
  name: string;
  /** Trains once and returns the ms of processor time it took per step. */
  time: () => Promise<number>;
}

/** The variants by turns; each one's median, and the median of its ratio to the first in the same turn. */
export async function byTurns(
  variants: Timed[],
  rounds: number,
  signal: AbortSignal,
): Promise<{ name: string; milliseconds: number; saved: number; toExact: number }[]> {
  const taken = variants.map((): number[] => []);
  for (let round = 0; round <= rounds; round++)
    for (const [i, variant] of variants.entries()) {
      goOn(signal);
      const milliseconds = await variant.time();
      if (round > 0) taken[i]!.push(milliseconds); // the first one warms up
    }
  const ratio = (i: number, to: number): number => median(taken[i]!.map((t, round) => t / taken[to]![round]!));
  return variants.map(({ name }, i) => ({
    name,
    milliseconds: median(taken[i]!),
    saved: 1 - ratio(i, 0),
    toExact: 1 - ratio(i, 1),
  }));
}

async function accuracyOf(
  one: Case,
  variant: Variant,
  { train: images, test }: ImageData,
  options: ExperimentOptions,
): Promise<number> {
  const network = new Network(layersOf(one, variant), { input: images.shape, seed: 1 });
  const learningRate = (step: number, steps: number): number => 1e-3 * (1 + Math.cos((Math.PI * step) / steps)) + 1e-5;
  await train(network, images.x, images.labels, options, { epochs: 3, batchSize: 100, learningRate });
  return network.evaluate(test.x, test.labels).accuracy;
}

/** The rows of one case: ms per step, what is saved of the first and of the second variant, and the accuracy. */
export function savings(title: string): FindingsTable {
  return {
    title,
    head: [
      'activation',
      'processor ms per step',
      '% saved of the C library',
      '% saved of the exact vector',
      'accuracy %',
    ],
    rows: [],
  };
}

async function run(options: ExperimentOptions, findings: Findings): Promise<void> {
  const { quick, data, signal } = options;
  const all = digits(data, { train: quick ? 1000 : 5000, test: quick ? 500 : 2000 });
  findings.data = all.source;
  const images = { ...all, train: firstImages(all.train, quick ? 1000 : 10_000) };
  const rounds = quick ? 3 : 15;
  const lstm = lstmCases(quick);
  const progress = new Progress('training time', cases.length + lstm.length);
  const chart: BarFindings = {
    kind: 'bars',
    title: 'training time saved',
    value: "% of the time with the C library's functions",
    groups: [],
  };
  findings.charts.push(chart);
  const add = (table: FindingsTable, rows: Awaited<ReturnType<typeof byTurns>>, accuracies: string[]): void => {
    rows.forEach(({ name, milliseconds, saved, toExact }, i) =>
      table.rows.push([name, milliseconds.toFixed(3), percent(saved), percent(toExact), accuracies[i] ?? '–']),
    );
    findings.tables.push(table);
    chart.groups.push({ name: table.title, bars: rows.slice(1).map(({ name, saved }) => [name, 100 * saved]) });
    options.keep();
    progress.advance();
  };
  try {
    for (const one of cases) {
      const steps = quick ? 5 : 12;
      const few = firstImages(all.train, Math.min(all.train.count, steps * one.batch));
      const variants = one.variants.map((variant) => {
        const network = new Network(layersOf(one, variant), { input: all.train.shape, seed: 1 });
        const fit = { batchSize: one.batch, threads: 1, learningRate: 1e-4 };
        const time = async (): Promise<number> => {
          const started = processorTime();
          await network.fit(few.x, few.labels, fit);
          return (processorTime() - started) / Math.ceil(few.count / one.batch);
        };
        return { name: variant.name, time };
      });
      const rows = await byTurns(variants, rounds, signal);
      const accuracies: string[] = [];
      for (const variant of one.variants) accuracies.push(percent(await accuracyOf(one, variant, images, options)));
      add(savings(`${one.title}, batches of ${one.batch}, ${backend.isa}, one thread`), rows, accuracies);
    }
    for (const { title, variants } of lstm) {
      const rows = await byTurns(variants, rounds, signal);
      add(savings(`${title}, ${backend.isa}, one thread`), rows, []);
    }
  } finally {
    progress.finish();
  }
  findings.tables.at(-1)!.notes = [
    'Processor time, medians of turns; savings are medians of the ratios within a turn. Accuracies: 3 epochs, seed 1, all threads.',
  ];
}

export const trainingTime: Experiment = {
  name: 'training-time',
  claim: 'Source 3: safe approximations save 10-37 % of training time, ranged ones 20-53 %, at the same accuracy',
  run,
};
