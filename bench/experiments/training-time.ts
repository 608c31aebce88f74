// Source 3: how much of a network's training time another tanh or sigmoid saves ("safe" approximations 10-37 %, ranged ones
// 20-53 %), and whether it costs accuracy.
import { backend, Network, type LayerActivation, type LayerSpec } from 'leeway';
import { Progress } from '#lib/cli/progress';
import { digits, firstImages, type ImageData } from '../data/images';
import type { BarFindings, Findings, FindingsTable } from '../results/findings';
import { goOn, median, percent, processorTime, train, type Experiment, type ExperimentOptions } from './experiment';
import { lenet, perceptron } from './networks';
import { lstmCases, lstmEpochs } from './training-time-lstm';
import { published, sigmoids, tanhs, type Variant } from './training-time-variants';

interface Case {
  title: string;
  layers: (activation: LayerActivation) => LayerSpec[];
  variants: Variant[];
  batch: number;
}

const cases: Case[] = [
  { title: 'MLP, tanh', layers: perceptron, variants: tanhs(), batch: 32 },
  { title: 'MLP, tanh', layers: perceptron, variants: tanhs(), batch: 100 },
  { title: 'MLP, sigmoid', layers: perceptron, variants: sigmoids(), batch: 100 },
  { title: 'LeNet, tanh', layers: (activation) => lenet(activation), variants: tanhs(), batch: 32 },
  { title: 'LeNet, tanh', layers: (activation) => lenet(activation), variants: tanhs(), batch: 100 },
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

interface Timed {
  name: string;
  kind: Variant['kind'];
  /** Trains once and returns the ms of processor time it took per step. */
  time: () => Promise<number>;
  /** What a training of its own comes to. */
  outcome: () => Promise<string>;
}

export interface TimedCase {
  title: string;
  /** What outcomes are. */
  outcome: string;
  variants: Timed[];
}

/** The variants by turns; each one's median, and the median of its ratio to the first in the same turn. */
async function byTurns(
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

function networkCases(data: ImageData, images: ImageData, options: ExperimentOptions): TimedCase[] {
  const steps = options.quick ? 5 : 12;
  const accuracies = new Map<string, Promise<string>>(); // the same for both sizes of batches
  return cases.map((one) => {
    const few = firstImages(data.train, Math.min(data.train.count, steps * one.batch));
    const variants = one.variants.map((variant): Timed => {
      const network = new Network(layersOf(one, variant), { input: data.train.shape, seed: 1 });
      const fit = { batchSize: one.batch, threads: 1, learningRate: 1e-4 };
      const time = async (): Promise<number> => {
        const started = processorTime();
        await network.fit(few.x, few.labels, fit);
        return (processorTime() - started) / Math.ceil(few.count / one.batch);
      };
      const outcome = (): Promise<string> => {
        const key = `${one.title}, ${variant.name}`;
        const known = accuracies.get(key) ?? accuracyOf(one, variant, images, options).then(percent);
        accuracies.set(key, known);
        return known;
      };
      return { name: variant.name, kind: variant.kind, time, outcome };
    });
    return { title: `${one.title}, batches of ${one.batch}`, outcome: 'accuracy %', variants };
  });
}

async function run(options: ExperimentOptions, findings: Findings): Promise<void> {
  const { quick, data, signal } = options;
  const all = digits(data, { train: quick ? 1000 : 5000, test: quick ? 500 : 2000 });
  findings.data = all.source;
  const images = { ...all, train: firstImages(all.train, quick ? 1000 : 10_000) };
  const timed = [...networkCases(all, images, options), ...lstmCases(quick)];
  const progress = new Progress('training time', timed.length);
  const chart: BarFindings = {
    kind: 'bars',
    title: 'training time saved',
    value: "% of the C library's time",
    groups: [],
  };
  findings.charts.push(chart);
  try {
    for (const { title, outcome, variants } of timed) {
      const rows = await byTurns(variants, quick ? 3 : 15, signal);
      const table: FindingsTable = {
        title: `${title}, ${backend.isa}, one thread`,
        head: [
          'activation',
          'processor ms per step',
          '% saved of the C library',
          "the source's",
          '% saved of the exact vector',
          outcome,
        ],
        rows: [],
      };
      findings.tables.push(table);
      chart.groups.push({ name: title, bars: rows.slice(1).map(({ name, saved }) => [name, 100 * saved]) });
      for (const [i, { name, milliseconds, saved, toExact }] of rows.entries()) {
        const { kind, outcome: found } = variants[i]!;
        const ranges = kind ? published[kind] : '–';
        goOn(signal);
        table.rows.push([name, milliseconds.toFixed(3), percent(saved), ranges, percent(toExact), await found()]);
      }
      options.keep();
      progress.advance();
    }
  } finally {
    progress.finish();
  }
  findings.tables.at(-1)!.notes = [
    'Processor time, medians of turns; savings are medians of the ratios within a turn. The source gives ranges of all its networks.',
    "Ranged: tables for [-4, 4] (tanh) and [-8, 8] (sigmoid). Theano's: ultra_fast_sigmoid.",
    `Accuracies: 3 epochs, seed 1, all threads; squared errors of sines that go on: ${lstmEpochs(quick)} epochs.`,
  ];
}

export const trainingTime: Experiment = {
  name: 'training-time',
  claim: 'Source 3: safe approximations save 10-37 % of training time, ranged ones 20-53 %, at the same accuracy',
  run,
};
