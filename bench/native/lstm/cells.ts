// What is measured: windows of 24 steps of 5 inputs, by hidden units and batch, and the targets.

export type Work = 'training' | 'prediction';

export interface Cell {
  work: Work;
  hidden: number;
  batch: number;
  /** The most that a step or a prediction is to take, in ms. */
  target?: number;
  /** The most that a prediction is to take called from JavaScript, in ms. */
  fromJavascript?: number;
  /** Two threads are to be that many times as fast as one. */
  twoThreads?: number;
  /** Other libraries are to take that many times as long, at least. */
  peers?: Readonly<Record<string, number>>;
}

const onnx = { 'ONNX Runtime': 2 };

export const cells: readonly Cell[] = [
  { work: 'training', hidden: 10, batch: 32, target: 0.045 },
  { work: 'training', hidden: 50, batch: 32, target: 0.45, twoThreads: 1.85 },
  { work: 'training', hidden: 100, batch: 32, target: 1.4, twoThreads: 1.85, peers: { PyTorch: 6, oneDNN: 1.8 } },
  { work: 'training', hidden: 300, batch: 32, target: 12.5, twoThreads: 1.85 },
  { work: 'training', hidden: 100, batch: 1, target: 0.1 },
  { work: 'training', hidden: 300, batch: 1, target: 1 },
  { work: 'prediction', hidden: 10, batch: 1, fromJavascript: 0.002, peers: onnx },
  { work: 'prediction', hidden: 10, batch: 32, peers: onnx },
  { work: 'prediction', hidden: 50, batch: 32, peers: onnx },
  { work: 'prediction', hidden: 100, batch: 1, target: 0.03, peers: onnx },
  { work: 'prediction', hidden: 100, batch: 32, target: 0.48, peers: onnx },
  { work: 'prediction', hidden: 300, batch: 1, peers: onnx },
  { work: 'prediction', hidden: 300, batch: 32, peers: onnx },
];

export const steps = 24;
export const inputs = 5;

export const nameOf = ({ work, hidden, batch }: Cell): string => `${work} ${hidden},${batch}`;

/** KiB of a layer's weights. */
export const layerKiB = ({ hidden }: Cell): number => Math.ceil((4 * hidden * (inputs + hidden + 1) * 4) / 1024);

/**
 * How often that much is handed over in a step of two threads: half of the gradient, which the other adds to its own, and half
 * of the weights that the other has renewed, as columns and as rows.
 */
export const handovers = 1.5;

/** Operations: two for every weight that meets a sample in a step; training does three such products. */
export function operationsOf({ work, hidden, batch }: Cell): number {
  const forward = 8 * hidden * (inputs + hidden) * steps * batch;
  return work === 'training' ? 3 * forward : forward;
}
