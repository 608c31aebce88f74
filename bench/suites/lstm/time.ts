import { Lstm } from 'leeway';
import { timeAwaiting, timeInterleaved, type Candidate } from '../../harness/timing';
import { lstmPeerNames, runLstmPeers } from '../../peers/lstm';
import type { Measured } from '../../results/row';
import { selfCheck, selfCheckName } from '../self-check';
import type { Group, PlanOptions } from '../suite';
import { datasetOf, networks, threadCounts, type Network } from './setup';

/** Windows of an epoch, and of a prediction: fewer where each takes long, so that there are more rounds. */
const windowsOf = (hidden: number): number => Math.max(32, Math.min(256, 2 ** Math.round(Math.log2(6400 / hidden))));

/** Epochs of a call, which is to take some milliseconds: threads have to begin first. */
const epochsOf = (hidden: number): number => Math.max(1, Math.round(50 / hidden));

export const batchSize = 32;

const threadsOf = (count: number): string => (count === 1 ? '1 thread' : `${count} threads`);

function build({ activation, gate }: Network, inputs: number, hidden: number, seed: number): Lstm {
  return new Lstm({ inputs, hidden, seed, activation, ...(gate ? { gate } : {}) });
}

/** The first windows of the training part. */
export function sample(
  hidden: number,
  options: PlanOptions,
): { x: Float32Array; y: Float32Array; steps: number; inputs: number } {
  const { train, window, features } = datasetOf(options);
  const inputs = features.length;
  const count = windowsOf(hidden);
  const x = train.x.subarray(0, count * window * inputs);
  return { x, y: train.y.subarray(0, count), steps: window, inputs };
}

/** Training: an epoch of a few windows, by function and threads. */
export function trainingGroup(hidden: number, options: PlanOptions): Group {
  const id = `lstm/training/${hidden}`;
  const list = networks.flatMap((network) => threadCounts().map((threads) => ({ network, threads })));
  const nameOf = ({ network, threads }: (typeof list)[number]): string => `${network.name}, ${threadsOf(threads)}`;
  const base = nameOf(list[0]!);
  const peers = options.peers ? lstmPeerNames('training', hidden) : [];
  return {
    suite: 'lstm',
    id,
    names: [...list.map(nameOf), selfCheckName, ...peers],
    async measure(wanted, pace) {
      const { x, y, steps, inputs } = sample(hidden, options);
      // What is compared with: tanh on as many threads, and the same function on one.
      const needed = list.filter(
        (entry) =>
          wanted(nameOf(entry)) ||
          entry === list[0] ||
          (entry.network === networks[0] &&
            list.some((other) => other.threads === entry.threads && wanted(nameOf(other)))) ||
          (entry.threads === 1 && list.some((other) => other.network === entry.network && wanted(nameOf(other)))),
      );
      const epochs = epochsOf(hidden);
      const training = (entry: (typeof list)[number], times: number): Candidate => {
        const lstm = build(entry.network, inputs, hidden, options.seed);
        // A rate at which nothing diverges, however often it is repeated.
        const fit = { steps, epochs: times, batchSize, learningRate: 1e-5, threads: entry.threads };
        return { name: nameOf(entry), run: () => lstm.fit(x, y, fit) };
      };
      const candidates = needed.map((entry) => training(entry, epochs));
      const timings = await timeAwaiting([...candidates, candidates[0]!], pace);
      const common = { suite: 'lstm', group: id, unit: 'ms/epoch' } as const;
      const rows = needed.map((entry, i): Measured => {
        const { network, threads } = entry;
        const sameThreads = nameOf({ network: networks[0]!, threads });
        return {
          ...common,
          name: nameOf(entry),
          library: 'leeway',
          settings: { function: network.name, hidden, inputs, steps, windows: y.length, batch: batchSize, threads },
          rounds: milliseconds(timings[i]!.rounds, epochs),
          over: {
            ...(network === networks[0] ? {} : { tanh: [sameThreads] }),
            ...(threads === 1 ? {} : { 'one thread': [nameOf({ network, threads: 1 })] }),
          },
        };
      });
      rows.push(selfCheck({ ...common, rounds: milliseconds(timings.at(-1)!.rounds, epochs) }, base));
      const peerRows = peers.filter(wanted);
      if (peerRows.length === 0) return rows;
      const on = { hidden, x, y, steps, inputs, batch: batchSize };
      const ours = training(list[0]!, 1).run;
      return [...rows, ...(await runLstmPeers('training', { group: id, peerRows, pace, on, unit: 'ms/epoch', ours }))];
    },
  };
}

/** Prediction of as many windows in one call, one thread. */
export function predictionGroup(hidden: number, options: PlanOptions): Group {
  const id = `lstm/prediction/${hidden}`;
  const base = networks[0]!.name;
  const peers = options.peers ? lstmPeerNames('prediction', hidden) : [];
  return {
    suite: 'lstm',
    id,
    names: [...networks.map(({ name }) => name), selfCheckName, ...peers],
    async measure(wanted, pace) {
      const { x, y, steps, inputs } = sample(hidden, options);
      const needed = networks.filter(({ name }) => wanted(name) || name === base);
      const candidates = needed.map((network): Candidate => {
        const lstm = build(network, inputs, hidden, options.seed);
        const out = new Float32Array(y.length);
        return { name: network.name, run: () => lstm.predict(x, { steps, out }) };
      });
      const timings = timeInterleaved([...candidates, candidates[0]!], pace);
      const common = { suite: 'lstm', group: id, unit: 'ms/prediction' } as const;
      const rows = needed.map(({ name }, i): Measured => ({
        ...common,
        name,
        library: 'leeway',
        settings: { function: name, hidden, inputs, steps, windows: y.length, threads: 1 },
        rounds: milliseconds(timings[i]!.rounds),
        over: name === base ? {} : { tanh: [base] },
      }));
      rows.push(selfCheck({ ...common, rounds: milliseconds(timings.at(-1)!.rounds) }, base));
      const peerRows = peers.filter(wanted);
      if (peerRows.length === 0) return rows;
      const on = { hidden, x, y, steps, inputs, batch: batchSize };
      const ours = candidates[0]!.run;
      return [
        ...rows,
        ...(await runLstmPeers('prediction', { group: id, peerRows, pace, on, unit: 'ms/prediction', ours })),
      ];
    },
  };
}

const milliseconds = (rounds: number[], times = 1): number[] => rounds.map((time) => time / times / 1e6);
