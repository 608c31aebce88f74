import { timeAwaiting, type Candidate, type Pace } from '../harness/timing';
import type { Measured } from '../results/row';
import { loadPeer, tried, type Peer } from './load';
import { loadOnnx, onnxRuntime } from './onnx';
import { lstmModel } from './onnx-model';
import { loadTensorFlow, tensorFlow, type TensorFlowBackend } from './tensorflow';

export type Work = 'training' | 'prediction';

/** What is trained or predicted: windows of steps of inputs. */
export interface LstmWork {
  hidden: number;
  x: Float32Array;
  y: Float32Array;
  steps: number;
  inputs: number;
  batch: number;
}

interface LstmPeer {
  name: string;
  library: string;
  does: readonly Work[];
  /** Beyond it, a round takes seconds. */
  largest: number;
  settings: Record<string, string | number>;
  /** Windows of those that are measured; the time is scaled to all. */
  windows?: number;
  load(work: Work, on: LstmWork): Promise<Peer<() => unknown>>;
}

function tensorFlowLstm(backend: TensorFlowBackend, largest: number): LstmPeer {
  return {
    name: `${tensorFlow} ${backend}`,
    library: tensorFlow,
    does: ['training', 'prediction'],
    largest,
    settings: { backend, threads: 1 },
    ...(backend === 'cpu' ? { windows: 32 } : {}),
    async load(work, { hidden, x, y, steps, inputs, batch }) {
      const peer = await loadTensorFlow(backend);
      if ('missing' in peer) return peer;
      const { tf, use } = peer.module;
      const model = tf.sequential();
      model.add(tf.layers.lstm({ units: hidden, inputShape: [steps, inputs], recurrentActivation: 'sigmoid' }));
      model.add(tf.layers.dense({ units: 1 }));
      const count = y.length;
      if (work === 'prediction') {
        const all = tf.tensor(x, [count, steps, inputs]);
        const run = (): void => {
          use();
          const result = model.predict(all, { batchSize: count });
          result.dataSync();
          result.dispose();
        };
        return { module: run, version: peer.version };
      }
      model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
      const size = steps * inputs;
      const batches = Array.from({ length: Math.ceil(count / batch) }, (_, i) => {
        const end = Math.min(count, (i + 1) * batch);
        return {
          x: tf.tensor(x.slice(i * batch * size, end * size), [end - i * batch, steps, inputs]),
          y: tf.tensor(y.slice(i * batch, end), [end - i * batch, 1]),
        };
      });
      const run = async (): Promise<void> => {
        use();
        for (const part of batches) await model.trainOnBatch(part.x, part.y);
      };
      return { module: run, version: peer.version };
    },
  };
}

const onnxLstm: LstmPeer = {
  name: onnxRuntime,
  library: onnxRuntime,
  does: ['prediction'],
  largest: Infinity,
  settings: { threads: 1 },
  async load(_, { hidden, x, y, steps, inputs }) {
    const samples = y.length;
    // Its layout is [steps, samples, inputs]; other values take as long.
    const peer = await loadOnnx(lstmModel({ steps, samples, inputs, hidden }), x, [steps, samples, inputs]);
    return peer;
  },
};

interface BrainNetwork {
  train(data: number[][][], options: object): unknown;
  run(data: number[][]): unknown;
}

const brain = 'brain.js';

const brainLstm: LstmPeer = {
  name: brain,
  library: brain,
  does: ['training', 'prediction'],
  largest: 50,
  settings: { network: 'LSTMTimeStep', batch: 1 },
  windows: 8,
  load(work, { hidden, x, y, steps, inputs }) {
    const peer = loadPeer<{ recurrent: { LSTMTimeStep: new (options: object) => BrainNetwork } }>(brain);
    if ('missing' in peer) return Promise.resolve(peer);
    const options = { inputSize: inputs, hiddenLayers: [hidden], outputSize: inputs };
    const network = new peer.module.recurrent.LSTMTimeStep(options);
    const data = Array.from(y, (_, window) =>
      Array.from({ length: steps }, (_, step) => {
        const start = (window * steps + step) * inputs;
        return Array.from(x.subarray(start, start + inputs));
      }),
    );
    const train = (): unknown => network.train(data, { iterations: 1, errorThresh: 0, log: false });
    if (work === 'training') return Promise.resolve({ module: train, version: peer.version });
    train(); // it predicts after it was trained only
    const predict = (): unknown => data.map((window) => network.run(window));
    return Promise.resolve({ module: predict, version: peer.version });
  },
};

const peers: readonly LstmPeer[] = [tensorFlowLstm('cpu', 10), tensorFlowLstm('wasm', 100), onnxLstm, brainLstm];

export function lstmPeerNames(work: Work, hidden: number): string[] {
  return peers.filter(({ does, largest }) => does.includes(work) && hidden <= largest).map(({ name }) => name);
}

export interface LstmPeers {
  group: string;
  peerRows: string[];
  pace: Pace;
  on: LstmWork;
  unit: 'ms/epoch' | 'ms/prediction';
  /** Our own network on the same windows and one thread: what peers are compared with. */
  ours: () => unknown;
}

/** Times peers and our network beside them. */
export async function runLstmPeers(
  work: Work,
  { group, peerRows, pace, on, unit, ours }: LstmPeers,
): Promise<Measured[]> {
  const { hidden, inputs, steps, batch } = on;
  const all = on.y.length;
  const common = { suite: 'lstm', group } as const;
  const base: Measured = { ...common, name: 'tanh, beside peers', library: 'leeway', settings: { hidden, threads: 1 } };
  const timed: { row: Measured; candidate: Candidate; scale: number }[] = [
    { row: base, candidate: { name: base.name, run: ours }, scale: 1 },
  ];
  const missing: Measured[] = [];
  for (const { name, library, settings, load, windows = all } of peers.filter((peer) => peerRows.includes(peer.name))) {
    const shape = { hidden, inputs, steps, windows: all, ...(work === 'training' ? { batch } : {}) };
    const scaled = windows < all ? { 'windows timed': windows } : {};
    const row: Measured = { ...common, name, library, settings: { ...shape, ...settings, ...scaled } };
    const x = on.x.subarray(0, windows * steps * inputs);
    const loaded = await load(work, { ...on, x, y: on.y.subarray(0, windows) });
    const peer = await tried(loaded, (run) => run());
    if ('missing' in peer) missing.push({ ...row, missing: peer.missing });
    else
      timed.push({
        row: { ...row, version: peer.version },
        candidate: { name, run: peer.module },
        scale: all / Math.min(windows, all),
      });
  }
  if (timed.length === 1) return missing;
  const timings = await timeAwaiting(
    timed.map(({ candidate }) => candidate),
    pace,
  );
  const rows = timed.map(({ row, scale }, i): Measured => ({
    ...row,
    unit,
    rounds: timings[i]!.rounds.map((time) => (time * scale) / 1e6),
    ...(i === 0 ? {} : { over: { leeway: [base.name] } }),
  }));
  return [...rows, ...missing];
}
