// Source 1: a text classifier whose last activation is tanh, and what happens when that is a polynomial of order 16 in 64, 32
// and 16 bits: "diverges around epochs 15-20, no impact on the overall accuracy".
import { fromFloat16, kernel, Network, toFloat16, type LayerSpec } from 'leeway';
import { setImmediate } from 'node:timers/promises';
import { Progress } from '#lib/cli/progress';
import { Random } from '#lib/random';
import { reviews } from '../data/reviews';
import { Vocabulary } from '../data/vocabulary';
import { goOn, mean, oneTo, percent, type Experiment, type ExperimentOptions, type Findings } from './experiment';

const [words, longest, learningRate] = [10_000, 256, 1e-3];
const layers: LayerSpec[] = [
  { type: 'embedding', words, size: 16, init: { uniform: 0.05 } },
  { type: 'dense', units: 16, activation: 'relu' },
  { type: 'dense', units: 1 },
];

/** The last activation: the logits' values, and where its derivative is not 1 − y² but 0. */
interface Head {
  value: (z: Float64Array) => Float64Array;
  flatBeyond?: number;
}

/** A polynomial for [0, 1] as an odd function that stays where it is beyond 1. */
const oddWithin1 =
  (value: (magnitude: Float64Array) => ArrayLike<number>) =>
  (z: Float64Array): Float64Array => {
    const y = value(z.map((v) => Math.min(1, Math.abs(v))));
    return z.map((v, i) => (v < 0 ? -y[i]! : y[i]!));
  };

function heads(): Record<string, Head> {
  const unit64 = kernel('tanh', { method: 'poly16', dtype: 'float64' });
  const unit32 = kernel('tanh', { method: 'poly16' });
  const unit16 = kernel('tanh', { method: 'poly16', dtype: 'float16' });
  const full64 = kernel('tanh', { method: 'poly16_full', dtype: 'float64' });
  const in32 = (f: (x: Float32Array) => Float32Array) => (z: Float64Array) =>
    Float64Array.from(f(Float32Array.from(z)));
  const on16 = (magnitude: Float64Array) => fromFloat16(unit16(toFloat16(Float32Array.from(magnitude))));
  return {
    'library tanh': { value: (z) => z.map(Math.tanh) },
    'order 16 everywhere, 64 bits': { value: (z) => full64(z) },
    'order 16 everywhere, 32 bits': { value: in32(kernel('tanh', { method: 'poly16_full' })) },
    'order 16 on [0, 1], 64 bits': { value: oddWithin1((m) => unit64(m)) },
    'order 16 on [0, 1], 32 bits': { value: oddWithin1((m) => unit32(Float32Array.from(m))) },
    'order 16 on [0, 1], 16 bits': { value: oddWithin1(on16) },
    'the same, 64 bits, slope 0 beyond': { value: oddWithin1((m) => unit64(m)), flatBeyond: 1 },
    'kernel within 1e-5': { value: in32(kernel('tanh', { maxAbsError: 1e-5 })) },
    'kernel within 1e-3': { value: in32(kernel('tanh', { maxAbsError: 1e-3 })) },
  };
}

interface Texts {
  x: Int32Array;
  positive: boolean[];
}

/** The mean binary cross-entropy of (1 + y) / 2, and its gradient by the logits. */
function lossOf(z: Float32Array, positive: boolean[], { value, flatBeyond = Infinity }: Head): [number, Float32Array] {
  const y = value(Float64Array.from(z));
  let loss = 0;
  const gradient = z.map((logit, i) => {
    const [p, target] = [(1 + y[i]!) / 2, Number(positive[i])];
    loss -= Math.log(Math.max(1e-12, target ? p : 1 - p)) / z.length;
    const slope = Math.abs(logit) > flatBeyond ? 0 : (1 - y[i]! ** 2) / 2;
    return ((p - target) / Math.max(1e-12, p * (1 - p)) / z.length) * slope;
  });
  return [loss, gradient];
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

async function run(options: ExperimentOptions, findings: Findings): Promise<void> {
  const { quick, data } = options;
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
  const table = {
    title: `Test accuracy after ${epochs} epochs, seeds 1 to ${seeds.length}, ${train.positive.length} reviews`,
    head: [
      'last activation',
      'accuracy %',
      'each seed',
      'difference',
      'accuracy parts in epoch',
      'largest gap',
      'loss gap',
    ],
    rows: [] as string[][],
    notes: ['Differences are from the library tanh at the same seed, in points; every head sees the same batches.'],
  };
  const chart = {
    title: 'Text classifier: test accuracy',
    x: 'epoch',
    y: 'accuracy',
    lines: [] as Findings['charts'][0]['lines'],
  };
  findings.tables.push(table);
  findings.charts.push(chart);
  const all_heads = Object.entries(heads());
  const progress = new Progress('text classifier', all_heads.length * seeds.length);
  let exact: Course[] = [];
  try {
    for (const [name, head] of all_heads) {
      const courses: Course[] = [];
      for (const seed of seeds) {
        courses.push(await courseOf(head, seed, epochs, train, test, options));
        progress.advance();
      }
      if (exact.length === 0) exact = courses;
      const last = courses.map(({ accuracy }) => accuracy.at(-1)!);
      const apart = last.map((accuracy, s) => 100 * (accuracy - exact[s]!.accuracy.at(-1)!));
      const pairs = courses.map((course, s) => [course, exact[s]!] as const);
      table.rows.push([
        name,
        percent(mean(last)),
        last.map(percent).join(' '),
        apart.map((points) => points.toFixed(2)).join(' '),
        pairs.map(([a, b]) => firstEpoch(a.accuracy, b.accuracy)).join(' '),
        (100 * Math.max(...pairs.map(([a, b]) => largestGap(a.accuracy, b.accuracy)))).toFixed(2),
        Math.max(...pairs.map(([a, b]) => largestGap(a.loss, b.loss))).toExponential(1),
      ]);
      chart.lines.push({
        name,
        points: oneTo(epochs).map((epoch) => [epoch, mean(courses.map(({ accuracy }) => accuracy[epoch - 1]!))]),
      });
    }
  } finally {
    progress.finish();
  }
  const leaves = exact.map(({ largest }) => largest.findIndex((z) => z > 1) + 1);
  table.notes.push(
    `The largest |z| of a test review passes 1 in epoch ${leaves.map((e) => e || 'never').join(', ')} (seed by seed).`,
  );
}

export const textClassifier: Experiment = {
  name: 'text-classifier',
  claim:
    'Source 1: order-16 polynomials for the last tanh part from it around epochs 15-20, and end at the same accuracy',
  run,
};
