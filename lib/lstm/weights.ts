import type { FloatArray } from '../dtypes';

export interface NetworkSizes {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
}

/** A gate: input, forget, output, and the candidate g. */
export type Gate = 'i' | 'f' | 'o' | 'g';

/** The order of the gates in `Lstm.weights`. */
const OWN_ORDER: readonly Gate[] = ['i', 'f', 'o', 'g'];

/** What the parts of the weights are called, in other frameworks' shapes. */
export type PartName = 'inputWeights' | 'recurrentWeights' | 'bias' | 'headWeights' | 'headBias';

/** A part's shape, and where each of its numbers stands among `Lstm.weights`. */
interface Place {
  readonly shape: readonly number[];
  readonly at: Uint32Array;
}

export const weightCount = ({ inputs, hidden, outputs }: NetworkSizes): number =>
  (inputs + hidden + 1) * 4 * hidden + (hidden + 1) * outputs;

/**
 * The parts of the weights as other frameworks have them: [4 · hidden, inputs], [4 · hidden, hidden] and [4 · hidden], the
 * gates in the order asked for, then [outputs, hidden] and [outputs].
 */
export function placesOf(sizes: NetworkSizes, order: readonly Gate[]): Record<PartName, Place> {
  const { inputs, hidden, outputs } = sizes;
  const rows = 4 * hidden;
  const head = (inputs + hidden + 1) * rows;
  // A row of a part is a gate's unit, a column a row of W.
  const gates = (first: number, columns: number): Uint32Array =>
    Uint32Array.from({ length: rows * columns }, (_, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const gate = OWN_ORDER.indexOf(order[Math.floor(row / hidden)]!);
      return (first + column) * rows + gate * hidden + (row % hidden);
    });
  return {
    inputWeights: { shape: [rows, inputs], at: gates(0, inputs) },
    recurrentWeights: { shape: [rows, hidden], at: gates(inputs, hidden) },
    bias: { shape: [rows], at: gates(inputs + hidden, 1) },
    headWeights: {
      shape: [outputs, hidden],
      at: Uint32Array.from(
        { length: outputs * hidden },
        (_, i) => head + (i % hidden) * outputs + Math.floor(i / hidden),
      ),
    },
    headBias: { shape: [outputs], at: Uint32Array.from({ length: outputs }, (_, i) => head + hidden * outputs + i) },
  };
}

/** The numbers of a part, in a new array of the weights' kind. */
export function take<A extends FloatArray>(weights: A, { at }: Place): A {
  const part = weights.slice(0, at.length) as A;
  at.forEach((place, i) => (part[i] = weights[place]!));
  return part;
}

/** Puts a part's numbers where they belong. */
export function put(weights: FloatArray, { at }: Place, part: ArrayLike<number>): void {
  at.forEach((place, i) => (weights[place] = part[i]!));
}
