// Source 4: a LeNet trained in float32 and run in posits without exponent bits, activations by bit tricks (Cococcioni et al.,
// Sensors 2020, 20, 1515, tables 6 and 8).
import { backend, Network, Posit, type Initialiser, type LayerActivation } from 'leeway';
import { setImmediate } from 'node:timers/promises';
import { Progress } from '#lib/cli/progress';
import { digits, firstImages, type Images } from '../data/images';
import type { Findings, FindingsTable, LineFindings } from '../results/findings';
import { goOn, median, percent, processorTime, train, type Experiment, type ExperimentOptions } from './experiment';
import { lenet } from './networks';
import { PositLenet, type PositFunction } from './posit-layers';

const widths = [16, 14, 12, 10, 8] as const;

/** What a net is trained with, and how it starts. */
const trainings: Record<string, { activation: LayerActivation; init: Initialiser }> = {
  tanh: { activation: 'tanh', init: 'glorot' },
  FastTanh: { activation: { reference: 'fast_tanh' }, init: 'glorot' },
  sigmoid: { activation: 'sigmoid', init: { glorot: 4 } },
  FastSigmoid: { activation: { reference: 'fast_sigmoid' }, init: { glorot: 4 } },
  ELU: { activation: 'elu', init: 'he' },
  FastELU: { activation: { reference: 'fast_elu' }, init: 'he' },
  ReLU: { activation: 'relu', init: 'he' },
};

/** A row of the source's tables: the net it runs, the activation it runs with, and what the source found. */
interface Row {
  name: string;
  trained: keyof typeof trainings;
  activation: keyof typeof trainings;
  posit: PositFunction;
  /** float32, then the widths, %. */
  published?: string[];
}

const functions = {
  tanh: (p, x) => p.tanh(x as never),
  FastTanh: (p, x) => p.fastTanh(x as never),
  sigmoid: (p, x) => p.sigmoid(x as never),
  FastSigmoid: (p, x) => p.fastSigmoid(x as never),
  ELU: (p, x) => p.elu(x as never),
  FastELU: (p, x) => p.fastElu(x as never),
  ReLU: (p, x) => p.max(x as never, p.fromFloat32(new Float32Array(x.length)) as never),
} as Record<string, PositFunction>;

const row = (activation: string, trained: string, published?: string[]): Row => ({
  name: activation === trained ? activation : `${activation}, net of ${trained}`,
  trained,
  activation,
  posit: functions[activation]!,
  ...(published && { published }),
});

const tables: { title: string; rows: Row[] }[] = [
  {
    title: 'Table 6',
    rows: [
      row('FastTanh', 'tanh', ['–', '99.1', '99.1', '99.1', '99.1', '98.6']),
      row('FastTanh', 'FastTanh'),
      row('tanh', 'tanh', ['99.4', '99.4', '99.4', '99.4', '99.3', '98.5']),
      row('FastSigmoid', 'sigmoid', ['97.1', '97.1', '97.1', '97.1', '96.9', '94.2']),
      row('FastSigmoid', 'FastSigmoid'),
      row('sigmoid', 'sigmoid'),
    ],
  },
  {
    title: 'Table 8',
    rows: [
      row('FastELU', 'ELU', ['–', '98.5', '98.5', '98.5', '98.3', '91.1']),
      row('FastELU', 'FastELU'),
      row('ELU', 'ELU', ['98.6', '98.6', '98.6', '98.6', '98.5', '90.1']),
      row('ReLU', 'ReLU', ['89.1', '89.1', '89.05', '89.0', '89.0', '88.4']),
    ],
  },
];

const chunk = 100;

/** The share of images whose largest output is their label's. */
async function accuracyOf(
  outputs: (x: Float32Array) => Float32Array,
  { x, labels, count }: Images,
  signal: AbortSignal,
): Promise<number> {
  let right = 0;
  const size = x.length / count;
  for (let first = 0; first < count; first += chunk) {
    await setImmediate(); // Ctrl-C comes in here
    goOn(signal);
    const y = outputs(x.subarray(first * size, (first + chunk) * size));
    for (let i = 0; i < y.length / 10; i++) {
      const scores = y.subarray(10 * i, 10 * i + 10);
      right += Number(scores.indexOf(Math.max(...scores)) === labels[first + i]);
    }
  }
  return right / count;
}

async function trainedNets(images: Images, epochs: number, options: ExperimentOptions): Promise<Map<string, Network>> {
  const nets = new Map<string, Network>();
  const progress = new Progress('training', Object.keys(trainings).length);
  try {
    for (const [name, { activation, init }] of Object.entries(trainings)) {
      const network = new Network(lenet(activation, init), { input: images.shape, seed: 1 });
      const learningRate = (step: number, steps: number): number =>
        1e-3 * (1 + Math.cos((Math.PI * step) / steps)) + 1e-5;
      await train(network, images.x, images.labels, options, { epochs, batchSize: 100, learningRate });
      nets.set(name, network);
      progress.advance();
    }
  } finally {
    progress.finish();
  }
  return nets;
}

/** ms per image of several ways to run the same images, taken by turns. */
function times(ways: (() => void)[], images: number, rounds: number): number[] {
  const spent = ways.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    ways.forEach((way, i) => {
      const started = processorTime();
      way();
      spent[i]!.push((processorTime() - started) / images);
    });
  return spent.map(median);
}

async function run(options: ExperimentOptions, findings: Findings): Promise<void> {
  const { quick, data, signal } = options;
  const all = digits(data, quick ? { train: 2000, test: 500 } : { train: 10_000, test: 2000 });
  findings.data = all.source;
  const images = firstImages(all.train, quick ? 2000 : 60_000);
  const test = firstImages(all.test, quick ? 500 : 10_000);
  const epochs = quick ? 3 : 4;
  const nets = await trainedNets(images, epochs, options);
  let bound = 0;
  for (const { title, rows } of tables) {
    const table: FindingsTable = {
      title: `${title}: accuracy % of ${test.count} images, nets of ${images.count} images and ${epochs} epochs (the source's in brackets)`,
      head: ['activation', 'float32', ...widths.map((n) => `<${n},0>`)],
      rows: [],
      notes: [],
    };
    findings.tables.push(table);
    const chart: LineFindings = {
      ...{ kind: 'lines', title: `${title}: accuracy by width`, x: 'numbers', y: 'accuracy %' },
      lines: [],
    };
    findings.charts.push(chart);
    const progress = new Progress(title, rows.length * widths.length);
    try {
      for (const { name, trained, activation, posit, published } of rows) {
        const network = new Network(lenet(trainings[activation]!.activation), { input: images.shape });
        network.setWeights(nets.get(trained)!.weights);
        const { accuracy: exact } = network.evaluate(test.x, test.labels);
        const cells = [percent(exact)];
        const points: [string, number][] = [['float32', 100 * exact]];
        for (const n of widths) {
          const net = new PositLenet(new Posit(n as number, 0), nets.get(trained)!, posit);
          const rounded = { ...test, x: net.rounded(test.x) };
          const accuracy = await accuracyOf((x) => net.outputs(x, true), rounded, signal);
          bound = Math.max(bound, net.bound);
          cells.push(percent(accuracy));
          points.push([`<${n},0>`, 100 * accuracy]);
          progress.advance();
        }
        table.rows.push([name, ...cells.map((cell, i) => (published ? `${cell} (${published[i]!})` : cell))]);
        chart.lines.push({ name, points });
        options.keep();
      }
    } finally {
      progress.finish();
    }
  }
  findings.tables[0]!.notes!.push(
    bound <= 1
      ? `Every sum of products was exact: the largest took ${(100 * bound).toPrecision(2)} % of float32's whole numbers.`
      : `NOT exact: a sum of products could take ${bound.toPrecision(3)} times float32's whole numbers.`,
  );
  findings.tables.push(timeTable(nets.get('tanh')!, test, quick));
}

function timeTable(network: Network, { x }: Images, quick: boolean): FindingsTable {
  const pixels = x.subarray(0, chunk * 784);
  const nets = widths.map((n) => new PositLenet(new Posit(n as number, 0), network, functions['FastTanh']!));
  const exact = new PositLenet(new Posit(8 as number, 0), network, functions['tanh']!);
  const rounded = nets.map((net) => net.rounded(pixels));
  const ways = [
    () => void network.predict(pixels, { threads: 1 }),
    ...nets.map((net, i) => () => void net.outputs(rounded[i]!)),
    () => void exact.outputs(rounded.at(-1)!),
  ];
  const names = ['float32, tanh', ...widths.map((n) => `<${n},0>, FastTanh`), '<8,0>, tanh by table'];
  const taken = times(ways, chunk, quick ? 5 : 25);
  const source = ['8.3 (software floats)', '3.2', '2.9', '2.9', '2.9', '2.9', '4.84'];
  return {
    title: `Inference, ${backend.isa}, one thread, batches of ${chunk}: processor time per image, medians`,
    head: ['net', 'ms', '× float32', "source's ms"],
    rows: names.map((name, i) => [name, taken[i]!.toFixed(4), (taken[i]! / taken[0]!).toFixed(2), source[i]!]),
    notes: [
      "Products run on the float engine, which is exact here; up to 10 bits in one pass, in four above. The source's float32 is",
      'an emulation in software, so its ratio is none of posits to floats.',
    ],
  };
}

export const positLenet: Experiment = {
  name: 'posit-lenet',
  claim: 'Source 4: a LeNet loses nothing from 16 down to 10 bits; at 8, tanh 1 point and ELU 8 (tables 6, 8)',
  run,
};
