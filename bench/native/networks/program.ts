// Networks called from JavaScript: a program that `Driver` asks for `library cell threads`.
import { Network, Posit } from 'leeway';
import { PositLenet } from '../../experiments/posit-layers';
import { functions } from '../../experiments/posit-tables';
import { answerRequests, repeated, type Job } from '../programs/answering';
import { cells, input, nameOf, networks } from './cells';

/**
 * Long beside a call, which checks and copies the samples of an epoch and has its threads begin, and short enough that the cores
 * are whole now and then from its beginning to its end.
 */
const nanoseconds = 36e6;

const stepsPerEpoch = 4;
const pixels = input[0] * input[1] * input[2];

function jobOf([library, number, threadCount]: string[]): Job {
  const cell = cells[Number(number)]!;
  const threads = Number(threadCount);
  const network = new Network(networks[cell.network], { input, seed: 1 });
  const training = cell.work === 'training';
  const samples = cell.batch * (training ? stepsPerEpoch : 1);
  const x = Float32Array.from({ length: samples * pixels }, (_, i) => 0.5 + 0.5 * Math.sin(0.3 * i));
  const seen = network.predict(x, { threads })[0]!;
  const batch = { seen, threads, nanoseconds };
  if (training) {
    const labels = Int32Array.from({ length: samples }, (_, i) => i % network.outputs);
    const options = { batchSize: cell.batch, learningRate: 1e-6, threads };
    const run = async (times: number): Promise<void> =>
      void (await network.fit(x, labels, { ...options, epochs: times }));
    return { ...batch, run, amount: stepsPerEpoch };
  }
  if (library === 'posits') {
    const posits = new PositLenet(new Posit(8 as number, 0), network, functions['FastTanh']!);
    const rounded = posits.rounded(x);
    return { ...batch, run: repeated(() => posits.outputs(rounded)), amount: 1 };
  }
  const out = new Float32Array(cell.batch * network.outputs);
  return { ...batch, run: repeated(() => network.predict(x, { threads, out })), amount: 1 };
}

void answerRequests({ cells: cells.map(nameOf) }, jobOf);
