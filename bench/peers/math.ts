import type { Dtype, FloatArray } from 'leeway';
import { kernel } from 'leeway';
import type { Buffers } from '../harness/buffers';
import { loopEntry } from '../harness/entries';
import { timeAwaiting, type Pace } from '../harness/timing';
import type { Measured } from '../results/row';
import { loadPeer, tried, type Peer } from './load';
import { loadOnnx, onnxRuntime } from './onnx';
import { unaryModel } from './onnx-model';
import { loadTensorFlow, tensorFlow, type TensorFlowBackend } from './tensorflow';

interface MathPeer {
  name: string;
  library: string;
  op: 'tanh' | 'sigmoid' | 'elu';
  dtypes: readonly Dtype[];
  settings?: Record<string, string>;
  /** What runs once per call, and gives the values. */
  load(buffers: Buffers, dtype: Dtype): Promise<Peer<{ run: () => unknown; values: () => Promise<FloatArray> }>>;
}

const ops = ['tanh', 'sigmoid', 'elu'] as const;

const stdlib = '@stdlib/math-base-special-tanh';

const stdlibTanh: MathPeer = {
  name: `tanh ${stdlib}`,
  library: stdlib,
  op: 'tanh',
  dtypes: ['float64', 'float32'],
  load(buffers, dtype) {
    const peer = loadPeer<(x: number) => number>(stdlib);
    if ('missing' in peer) return Promise.resolve(peer);
    const { module: tanh, version } = peer;
    const [x, out] = [buffers.input(dtype) as FloatArray, buffers.output(dtype) as FloatArray];
    const run = (): void => {
      for (let i = 0; i < x.length; i++) out[i] = tanh(x[i]!);
    };
    const values = (): Promise<FloatArray> => {
      run();
      return Promise.resolve(out);
    };
    return Promise.resolve({ module: { run, values }, version });
  },
};

function tensorFlowOp(op: (typeof ops)[number], backend: TensorFlowBackend): MathPeer {
  return {
    name: `${op} ${tensorFlow} ${backend}`,
    library: tensorFlow,
    op,
    dtypes: ['float32'],
    settings: { backend, result: 'a new tensor' },
    async load(buffers, dtype) {
      const peer = await loadTensorFlow(backend);
      if ('missing' in peer) return peer;
      const { tf, use } = peer.module;
      const x = tf.tensor1d(buffers.input(dtype) as Float32Array);
      const run = (): void => {
        use();
        tf[op](x).dispose();
      };
      const values = (): Promise<FloatArray> => {
        use();
        return Promise.resolve(tf[op](x).dataSync());
      };
      return { module: { run, values }, version: peer.version };
    },
  };
}

function onnxOp(op: (typeof ops)[number]): MathPeer {
  const operator = { tanh: 'Tanh', sigmoid: 'Sigmoid', elu: 'Elu' }[op];
  return {
    name: `${op} ${onnxRuntime}`,
    library: onnxRuntime,
    op,
    dtypes: ['float32'],
    settings: { threads: '1' },
    async load(buffers, dtype) {
      const peer = await loadOnnx(unaryModel(operator, buffers.n), buffers.input(dtype) as Float32Array, [buffers.n]);
      if ('missing' in peer) return peer;
      return { module: { run: peer.module, values: peer.module }, version: peer.version };
    },
  };
}

const peers: readonly MathPeer[] = [
  stdlibTanh,
  ...(['cpu', 'wasm'] as const).flatMap((backend) => ops.map((op) => tensorFlowOp(op, backend))),
  ...ops.map(onnxOp),
];

export function peerNames(dtype: Dtype): string[] {
  return peers.filter(({ dtypes }) => dtypes.includes(dtype)).map(({ name }) => name);
}

export interface MathPeers {
  dtype: Dtype;
  buffers: Buffers;
  peerRows: string[];
  pace: Pace;
  subject: Pick<Measured, 'suite' | 'group' | 'dtype' | 'n'>;
}

// Calls that return at once are many in a batch, so that awaiting them is lost in it.
const manyCalls = 64;

/** Times peers beside our ReLU and a Math.tanh loop of their own: some give promises, which takes another way of timing. */
export async function runMathPeers({ dtype, buffers, peerRows, pace, subject }: MathPeers): Promise<Measured[]> {
  const { n } = buffers;
  const [x, out] = [buffers.input(dtype) as Float32Array, buffers.output(dtype) as Float32Array];
  const relu = kernel('relu', { dtype: dtype as 'float32' });
  const loop = loopEntry({ op: 'tanh', expression: 'tanh(x)', dtype }, buffers);
  const bases: Timed[] = [
    {
      row: { ...subject, name: 'relu exact, beside peers', op: 'relu', method: 'exact', library: 'leeway' },
      calls: manyCalls,
      run: () => {
        for (let i = 0; i < manyCalls; i++) relu(x, out);
      },
    },
    {
      row: {
        ...subject,
        name: 'tanh javascript, beside peers',
        op: 'tanh',
        method: 'javascript',
        library: 'JavaScript',
      },
      calls: 1,
      run: loop.run,
      parts: loop.parts ?? 1,
    },
  ];
  const [reluName, tanhName] = bases.map(({ row }) => row.name);
  const timed: Timed[] = [];
  const missing: Measured[] = [];
  for (const { name, op, library, settings, load } of peers.filter((peer) => peerRows.includes(peer.name))) {
    const row: Measured = { ...subject, name, op, library, ...(settings ? { settings } : {}) };
    const peer = await tried(await load(buffers, dtype), ({ run }) => run());
    if ('missing' in peer) missing.push({ ...row, missing: peer.missing });
    else {
      const errorSeen = largestError(op, x, await peer.module.values());
      timed.push({ row: { ...row, version: peer.version, errorSeen }, calls: 1, run: peer.module.run });
    }
  }
  if (timed.length === 0) return missing;
  const all = [...bases, ...timed];
  const timings = await timeAwaiting(
    all.map(({ row, run, parts = 1 }) => ({ name: row.name, run, parts })),
    pace,
  );
  const rows = all.map(({ row, calls }, i): Measured => {
    const isRelu = row.name === reluName;
    const over = {
      ...(isRelu ? {} : { relu: [reluName!] }),
      ...(row.name === tanhName ? {} : { 'Math.tanh': [tanhName!] }),
    };
    return { ...row, unit: 'ns/element', rounds: timings[i]!.rounds.map((time) => time / calls / n), over };
  });
  return [...rows, ...missing];
}

interface Timed {
  row: Measured;
  calls: number;
  run: () => unknown;
  parts?: number;
}

const truth = {
  tanh: Math.tanh,
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
  elu: (x: number) => (x < 0 ? Math.expm1(x) : x),
};

/** The largest difference from float64 on these inputs: it shows that a peer computes what its row says. */
function largestError(op: keyof typeof truth, x: FloatArray, y: FloatArray): number {
  let worst = 0;
  for (let i = 0; i < x.length; i++) worst = Math.max(worst, Math.abs(truth[op](x[i]!) - y[i]!));
  return worst;
}
