// Source 5: ISRLU beside ELU and ReLU in two convolutional networks on MNIST (Carlile et al., arXiv 1710.09967, tables 4, 5).
import { Network, type LayerActivation } from 'leeway';
import { Progress } from '#lib/cli/progress';
import { digits, firstImages, type ImageData } from '../data/images';
import type { Findings, FindingsChart, FindingsTable, LineFindings } from '../results/findings';
import { mean, oneTo, percent, train, type Experiment, type ExperimentOptions } from './experiment';
import { architecture1, architecture2 } from './networks';

const activations: Record<string, LayerActivation> = {
  'ISRLU, α = 1': 'isrlu',
  'ISRLU, α = 3': { op: 'isrlu', alpha: 3 },
  'ISRLU, α learnt': { op: 'isrlu', learnAlpha: true, alpha: 1 },
  ELU: 'elu',
  ReLU: 'relu',
};

/** Best accuracy and loss of the source's runs (keep 0.40 in Architecture 1), %; one run each. */
const published: Record<string, { one: string; two: string }> = {
  'ISRLU, α = 1': { one: '99.20', two: '99.32' },
  'ISRLU, α = 3': { one: '99.27', two: '99.30' },
  'ISRLU, α learnt': { one: '–', two: '–' },
  ELU: { one: '99.29', two: '99.29' },
  ReLU: { one: '99.22', two: '–' },
};

interface Setting {
  title: string;
  layers: (activation: LayerActivation) => ReturnType<typeof architecture1>;
  images: number;
  epochs: number;
  seeds: number;
  learningRate: (step: number, steps: number) => number;
  published: 'one' | 'two';
}

/** The source's schedule decays over 2,000 of 10,001 steps; in a short run, over half of its steps. */
const decaying =
  (tau: (steps: number) => number) =>
  (step: number, steps: number): number =>
    1e-4 + 2.9e-3 * Math.exp(-step / tau(steps));

function settingsOf({ quick, seeds, data }: ExperimentOptions): Setting[] {
  const short = { layers: architecture1, learningRate: decaying((steps) => steps / 2), published: 'one' } as const;
  const first: Setting = {
    ...short,
    title: 'Architecture 1',
    images: quick ? 2000 : 10_000,
    epochs: 3,
    seeds: seeds ?? (quick ? 1 : 3),
  };
  if (quick) return [first];
  const second: Setting = {
    title: 'Architecture 2',
    layers: architecture2,
    images: data === undefined ? 1000 : 5000,
    epochs: 2,
    seeds: 1,
    learningRate: (step, steps) => 1e-3 * 0.1 ** (step / steps),
    published: 'two',
  };
  if (data === undefined) return [first, second];
  const all = { ...short, title: 'Architecture 1', images: 60_000, seeds: 1 };
  return [
    first,
    { ...all, epochs: 3 },
    second,
    { ...all, title: "Architecture 1, the source's schedule", epochs: 17, learningRate: decaying(() => 2000) },
  ];
}

interface Outcome {
  /** After each epoch. */
  accuracy: number[];
  loss: number[];
  training: number[];
  milliseconds: number;
  alphas: string;
}

async function outcomeOf(
  activation: LayerActivation,
  seed: number,
  { layers, epochs, learningRate }: Setting,
  { train: images, test }: ImageData,
  options: ExperimentOptions,
): Promise<Outcome> {
  const network = new Network(layers(activation), { input: images.shape, seed });
  const started = performance.now();
  const { training, validation } = await train(network, images.x, images.labels, options, {
    ...{ epochs, batchSize: 100, learningRate },
    validation: { x: test.x, y: test.labels },
  });
  const weights = network.weights;
  const alphas = network.tensors
    .filter(({ name }) => name.endsWith('alpha'))
    .map(({ offset, length }) => mean([...weights.subarray(offset, offset + length)]).toFixed(2));
  return {
    accuracy: validation.map(({ accuracy }) => accuracy),
    loss: validation.map(({ loss }) => loss),
    training: training.map(({ loss }) => loss),
    milliseconds: (performance.now() - started) / (epochs * Math.ceil(images.count / 100)),
    alphas: alphas.join(' '),
  };
}

const meanOf = (outcomes: Outcome[], of: (outcome: Outcome) => number): number => mean(outcomes.map(of));

function tableOf(title: string, { epochs, published: column }: Setting, found: Map<string, Outcome[]>): FindingsTable {
  const shown = [...new Set([1, 2, 3, epochs])].filter((epoch) => epoch <= epochs);
  return {
    title,
    head: [
      ...['activation', 'accuracy %', 'each seed', 'best', 'test loss × 100'],
      ...shown.map((epoch) => `train loss × 100, epoch ${epoch}`),
      ...['ms per step', "source's best %"],
    ],
    rows: [...found].map(([name, outcomes]) => [
      name,
      percent(meanOf(outcomes, ({ accuracy }) => accuracy.at(-1)!)),
      outcomes.map(({ accuracy }) => percent(accuracy.at(-1)!)).join(' '),
      percent(meanOf(outcomes, ({ accuracy }) => Math.max(...accuracy))),
      (100 * meanOf(outcomes, ({ loss }) => loss.at(-1)!)).toFixed(1),
      ...shown.map((epoch) => (100 * meanOf(outcomes, ({ training }) => training[epoch - 1]!)).toFixed(1)),
      meanOf(outcomes, ({ milliseconds }) => milliseconds).toFixed(1),
      published[name]![column],
    ]),
    notes: [
      'Best: of the accuracies after each epoch. Steps are timed with the test after each epoch.',
      ...[...found]
        .filter(([, [first]]) => first!.alphas !== '')
        .map(([name, [first]]) => `${name}, mean by layer (seed 1): ${first!.alphas}`),
    ],
  };
}

function chartsOf(title: string, { epochs }: Setting, found: Map<string, Outcome[]>): FindingsChart[] {
  const lines = (of: (outcome: Outcome, epoch: number) => number): LineFindings['lines'] =>
    [...found].map(([name, outcomes]) => ({
      name,
      points: oneTo(epochs).map((epoch) => [epoch, meanOf(outcomes, (outcome) => of(outcome, epoch - 1))]),
    }));
  const [kind, x] = ['lines', 'epoch'] as const;
  const accuracy = lines((outcome, epoch) => 100 * outcome.accuracy[epoch]!);
  const loss = lines(({ training }, epoch) => training[epoch]!);
  return [
    { kind, x, title: `${title}: test accuracy`, y: 'accuracy %', lines: accuracy },
    { kind, x, title: `${title}: training loss`, y: 'cross-entropy', lines: loss },
  ];
}

async function measure(setting: Setting, options: ExperimentOptions, findings: Findings): Promise<void> {
  const all = digits(options.data, { train: setting.images, test: Math.min(setting.images, 5000) });
  const data = { ...all, train: firstImages(all.train, setting.images) };
  findings.data = all.source;
  const { title: name, epochs, seeds } = setting;
  const title = `${name}, ${data.train.count} images, ${epochs} epochs`;
  const [table, chart] = [findings.tables.length, findings.charts.length];
  const found = new Map<string, Outcome[]>();
  const progress = new Progress(name, Object.keys(activations).length * seeds);
  try {
    // Seed after seed, so that there is something to compare whenever it is stopped.
    for (const seed of oneTo(seeds))
      for (const [activationName, activation] of Object.entries(activations)) {
        const outcome = await outcomeOf(activation, seed, setting, data, options);
        found.set(activationName, [...(found.get(activationName) ?? []), outcome]);
        findings.tables[table] = tableOf(`${title}, seed${seed > 1 ? 's 1 to' : ''} ${seed}`, setting, found);
        findings.charts.splice(chart, 2, ...chartsOf(title, setting, found));
        options.keep();
        progress.advance();
      }
  } finally {
    progress.finish();
  }
}

export const isrluMnist: Experiment = {
  name: 'isrlu-mnist',
  claim: 'Source 5: ISRLU learns as well as ELU and faster than the others (tables 4, 5)',
  async run(options, findings) {
    for (const setting of settingsOf(options)) await measure(setting, options, findings);
  },
};
