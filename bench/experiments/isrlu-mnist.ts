// Source 5: ISRLU beside ELU and ReLU in two convolutional networks on MNIST (Carlile et al., arXiv 1710.09967, tables 4, 5).
import { Network, type LayerActivation } from 'leeway';
import { Progress } from '#lib/cli/progress';
import { digits, firstImages, type ImageData } from '../data/images';
import {
  mean,
  oneTo,
  percent,
  train,
  type Experiment,
  type ExperimentOptions,
  type Findings,
  type Table,
} from './experiment';
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
  return [first, { ...short, title: 'Architecture 1', images: 60_000, epochs: 3, seeds: 1 }, second];
}

interface Outcome {
  best: number;
  last: number;
  loss: number;
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
  const { training } = await train(network, images.x, images.labels, options, { epochs, batchSize: 100, learningRate });
  const milliseconds = (performance.now() - started) / (epochs * Math.ceil(images.count / 100));
  const { accuracy, loss } = network.evaluate(test.x, test.labels);
  const weights = network.weights;
  const alphas = network.tensors
    .filter(({ name }) => name.endsWith('alpha'))
    .map(({ offset, length }) => mean([...weights.subarray(offset, offset + length)]).toFixed(2));
  return {
    best: accuracy,
    last: accuracy,
    loss,
    training: training.map((t) => t.loss),
    milliseconds,
    alphas: alphas.join(' '),
  };
}

async function measure(setting: Setting, options: ExperimentOptions, findings: Findings): Promise<void> {
  const all = digits(options.data, { train: setting.images, test: Math.min(setting.images, 5000) });
  const data = { ...all, train: firstImages(all.train, setting.images) };
  findings.data = all.source;
  const { title, epochs, seeds } = setting;
  const table: Table = {
    title: `${title}: ${data.train.count} images, ${epochs} epochs, mean of ${seeds} seed${seeds > 1 ? 's' : ''}`,
    head: [
      'activation',
      'accuracy %',
      'each seed',
      'test loss × 100',
      ...oneTo(epochs).map((e) => `train loss × 100, epoch ${e}`),
      'ms per step',
      "source's best %",
    ],
    rows: [],
    notes: [],
  };
  findings.tables.push(table);
  const chart = {
    title: `${table.title}: training loss`,
    x: 'epoch',
    y: 'cross-entropy',
    lines: [] as Findings['charts'][0]['lines'],
  };
  findings.charts.push(chart);
  const progress = new Progress(title, Object.keys(activations).length * seeds);
  try {
    for (const [name, activation] of Object.entries(activations)) {
      const outcomes: Outcome[] = [];
      for (const seed of oneTo(seeds)) {
        outcomes.push(await outcomeOf(activation, seed, setting, data, options));
        progress.advance();
      }
      const of = (each: (outcome: Outcome) => number): number => mean(outcomes.map(each));
      const losses = oneTo(epochs).map((e) => of(({ training }) => training[e - 1]!));
      table.rows.push([
        name,
        percent(of(({ last }) => last)),
        outcomes.map(({ last }) => percent(last)).join(' '),
        (100 * of(({ loss }) => loss)).toFixed(1),
        ...losses.map((loss) => (100 * loss).toFixed(1)),
        of(({ milliseconds }) => milliseconds).toFixed(1),
        published[name]![setting.published],
      ]);
      if (outcomes[0]!.alphas) table.notes!.push(`${name}, mean by layer (seed 1): ${outcomes[0]!.alphas}`);
      chart.lines.push({ name, points: losses.map((loss, e) => [e + 1, loss]) });
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
