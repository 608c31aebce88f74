// Source 1: a text classifier whose last activation is tanh, and what happens when that is a polynomial of order 16 in 64, 32
// and 16 bits: "diverges around epochs 15-20, no impact on the overall accuracy".
import { Network, type LayerSpec } from 'leeway';
import { setImmediate } from 'node:timers/promises';
import { Progress } from '#lib/cli/progress';
import { Random } from '#lib/random';
import { reviews } from '../data/reviews';
import { Vocabulary } from '../data/vocabulary';
import type { Findings, FindingsChart, FindingsTable, LineFindings } from '../results/findings';
import { goOn, mean, oneTo, percent, type Experiment, type ExperimentOptions } from './experiment';
import { heads, lossOf, type Head } from './text-heads';

const [words, longest, learningRate] = [10_000, 256, 1e-3];
const layers: LayerSpec[] = [
  { type: 'embedding', words, size: 16, init: { uniform: 0.05 } },
  { type: 'dense', units: 16, activation: 'relu' },
  { type: 'dense', units: 1 },
];

interface Texts {
  x: Int32Array;
  positive: boolean[];
}

interface Course {
  accuracy: number[];
  loss: number[];
  largest: number[];
}

/** One training by a head; the same seed gives the same start and the same batches to every head. */
async function courseOf(
  head: Head,
  seed: number,
  epochs: number,
  train: Texts,
  test: Texts,
  { signal, quick }: ExperimentOptions,
): Promise<Course> {
  const batchSize = quick ? 64 : 512;
  const network = new Network(layers, { input: longest, seed });
  const random = Random.fromSeed(seed);
  const order = Uint32Array.from(train.positive, (_, i) => i);
  const course: Course = { accuracy: [], loss: [], largest: [] };
  for (let epoch = 0; epoch < epochs; epoch++) {
    await setImmediate(); // Ctrl-C comes in here
    goOn(signal);
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    let loss = 0;
    for (let first = 0; first < order.length; first += batchSize) {
      const batch = order.subarray(first, first + batchSize);
      const x = new Int32Array(batch.length * longest);
      batch.forEach((text, i) => x.set(train.x.subarray(text * longest, (text + 1) * longest), i * longest));
      const positive = Array.from(batch, (text) => train.positive[text]!);
      const gradientOf = (z: Float32Array): Float32Array => {
        const [mine, gradient] = lossOf(z, positive, head);
        loss += (mine * batch.length) / order.length;
        return gradient;
      };
      network.step(x, gradientOf, { learningRate, optimizer: { type: 'adam', epsilon: 1e-7 } });
    }
    const z = network.predict(test.x, { threads: 1 });
    const right = head.value(Float64Array.from(z)).filter((y, i) => y > 0 === test.positive[i]).length;
    course.accuracy.push(right / z.length);
    course.loss.push(loss);
    course.largest.push(z.reduce((most, v) => Math.max(most, Math.abs(v)), 0));
  }
  return course;
}

/** From 1, or that there is none. */
const firstEpoch = (a: number[], b: number[]): string => {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 'never' : String(at + 1);
};

const largestGap = (a: number[], b: number[]): number => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

/** What was found by every head with the seeds so far; the first head is the exact one. */
function tableOf(courses: Map<string, Course[]>, epochs: number, reviews: number): FindingsTable {
  const [exact] = courses.values();
  const leaves = exact!.map(({ largest }) => largest.findIndex((z) => z > 1) + 1);
  return {
    title: `Test accuracy after ${epochs} epochs, ${exact!.length === 1 ? 'seed 1' : `seeds 1 to ${exact!.length}`}, ${reviews} reviews`,
    head: [
      'last activation',
      'accuracy %',
      'each seed',
      'difference',
      'accuracy parts in epoch',
      'largest gap',
      'loss gap',
    ],
    rows: [...courses].map(([name, own]) => {
      const last = own.map(({ accuracy }) => accuracy.at(-1)!);
      const apart = last.map((accuracy, s) => 100 * (accuracy - exact![s]!.accuracy.at(-1)!));
      const pairs = own.map((course, s) => [course, exact![s]!] as const);
      return [
        name,
        percent(mean(last)),
        last.map(percent).join(' '),
        apart.map((points) => points.toFixed(2)).join(' '),
        pairs.map(([a, b]) => firstEpoch(a.accuracy, b.accuracy)).join(' '),
        (100 * Math.max(...pairs.map(([a, b]) => largestGap(a.accuracy, b.accuracy)))).toFixed(2),
        Math.max(...pairs.map(([a, b]) => largestGap(a.loss, b.loss))).toExponential(1),
      ];
    }),
    notes: [
      'Differences are from the library tanh at the same seed, in points; every head sees the same batches.',
      `The largest |z| of a test review passes 1 in epoch ${leaves.map((e) => e || 'never').join(', ')} (seed by seed).`,
    ],
  };
}

function chartsOf(courses: Map<string, Course[]>, epochs: number): FindingsChart[] {
  const lines = (of: (name: string, epoch: number) => number): LineFindings['lines'] =>
    [...courses.keys()].map((name) => ({ name, points: oneTo(epochs).map((epoch) => [epoch, of(name, epoch - 1)]) }));
  const accuracyOf = (name: string, epoch: number): number =>
    100 * mean(courses.get(name)!.map(({ accuracy }) => accuracy[epoch]!));
  const [exact] = courses.values();
  const apart = (name: string, epoch: number): number =>
    100 * Math.max(...courses.get(name)!.map((c, s) => Math.abs(c.accuracy[epoch]! - exact![s]!.accuracy[epoch]!)));
  return [
    { kind: 'lines', title: 'text classifier: test accuracy', x: 'epoch', y: 'accuracy %', lines: lines(accuracyOf) },
    {
      ...{ kind: 'lines', title: 'text classifier: largest gap to the library tanh', x: 'epoch', y: 'points' },
      lines: lines(apart),
    },
  ];
}

async function run(options: ExperimentOptions, findings: Findings): Promise<void> {
  const { quick, data, keep } = options;
  const all = reviews(data, quick ? { train: 1500, test: 1500 } : { train: 5000, test: 5000 });
  findings.data = all.source;
  const vocabulary = new Vocabulary(
    all.train.map(({ text }) => text),
    words,
  );
  const [train, test] = [all.train, all.test].map((part) => ({
    x: vocabulary.encode(
      part.map(({ text }) => text),
      longest,
    ),
    positive: part.map(({ positive }) => positive),
  })) as [Texts, Texts];
  const epochs = quick ? 12 : 40;
  const seeds = oneTo(options.seeds ?? (quick ? 1 : 5));
  const every = Object.entries(heads());
  const courses = new Map<string, Course[]>();
  const progress = new Progress('text classifier', every.length * seeds.length);
  try {
    // Seed after seed, so that there is something to compare whenever it is stopped.
    for (const seed of seeds)
      for (const [name, head] of every) {
        const course = await courseOf(head, seed, epochs, train, test, options);
        courses.set(name, [...(courses.get(name) ?? []), course]);
        findings.tables = [tableOf(courses, epochs, train.positive.length)];
        findings.charts = chartsOf(courses, epochs);
        keep();
        progress.advance();
      }
  } finally {
    progress.finish();
  }
}

export const textClassifier: Experiment = {
  name: 'text-classifier',
  claim:
    'Source 1: order-16 polynomials for the last tanh part from it around epochs 15-20, and end at the same accuracy',
  run,
};
