// Source 4: a LeNet trained in float32 and run in posits without exponent bits, activations by bit tricks (Cococcioni et al.,
// Sensors 2020, 20, 1515, tables 6 to 9).
import { Network, Posit } from 'leeway';
import { setImmediate } from 'node:timers/promises';
import { Progress } from '#lib/cli/progress';
import { digits, firstImages, type ImageData, type Images } from '../data/images';
import { areTrafficSigns, trafficSigns } from '../data/traffic-signs';
import type { Findings, FindingsTable, LineFindings } from '../results/findings';
import { goOn, percent, train, type Experiment, type ExperimentOptions } from './experiment';
import { lenet } from './networks';
import { PositLenet } from './posit-layers';
import { tables, trainings, widths } from './posit-tables';
import { timeTable } from './posit-times';

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
    const taken = Math.min(chunk, count - first);
    const classes = y.length / taken;
    for (let i = 0; i < taken; i++) {
      const scores = y.subarray(classes * i, classes * (i + 1));
      right += Number(scores.indexOf(Math.max(...scores)) === labels[first + i]);
    }
  }
  return right / count;
}

async function trainedNets(
  { train: images, classes }: ImageData,
  epochs: number,
  options: ExperimentOptions,
): Promise<Map<string, Network>> {
  const nets = new Map<string, Network>();
  const progress = new Progress('training', Object.keys(trainings).length);
  try {
    for (const [name, { activation, init }] of Object.entries(trainings)) {
      const network = new Network(lenet(activation, init, classes), { input: images.shape, seed: 1 });
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

async function run(options: ExperimentOptions, findings: Findings): Promise<void> {
  const { quick, data, signal } = options;
  const which = data !== undefined && areTrafficSigns(data) ? 'signs' : 'digits';
  const most = quick ? { train: 2000, test: 500 } : { train: 60_000, test: 12_630 };
  const drawn = quick ? most : { train: 10_000, test: 2000 };
  const all = which === 'signs' ? await trafficSigns(data!, most, () => goOn(signal)) : digits(data, drawn);
  findings.data = all.source;
  const images = firstImages(all.train, most.train);
  const test = firstImages(all.test, most.test);
  const epochs = quick ? 3 : which === 'signs' ? 10 : 4;
  const nets = await trainedNets({ ...all, train: images }, epochs, options);
  let bound = 0;
  for (const { number, rows } of tables) {
    const title = `Table ${number[which]}`;
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
        const network = new Network(lenet(trainings[activation]!.activation, 'glorot', all.classes), {
          input: images.shape,
        });
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
        table.rows.push([name, ...cells.map((cell, i) => (published ? `${cell} (${published[which][i]!})` : cell))]);
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
  findings.tables.push(await timeTable(nets, firstImages(test, chunk), which, options));
}

export const positLenet: Experiment = {
  name: 'posit-lenet',
  claim: 'Source 4: a LeNet loses nothing from 16 down to 10 bits; at 8, tanh 1 point and ELU 8 (tables 6 to 9)',
  run,
};
