// LeNet in posits without exponent bits, every product and sum exact, each layer's outputs rounded once.
//
// Such posits are multiples of 2^-(n - 2), so that sums of their products are whole numbers of 2^-2(n - 2): exact in float32 where
// they stay below 2^24 of those. Up to 10 bits they do as they are. Wider ones are cut into a coarse and a fine half, whose
// four products are exact each, and added up in float64. `bound` checks that nothing was lost.
import { Network, type LayerSpec, type Posit } from 'leeway';

type Bits = Uint8Array | Uint16Array;
export type PositFunction = (posit: Posit, bits: Bits) => Bits;

const exactly = 2 ** 24;

/** Numbers as coarse and fine parts that add up to them; one part up to 10 bits. */
function partsOf(values: Float32Array, n: number): Float32Array[] {
  if (n <= 10) return [values];
  const unit = 2 ** -(n >> 1) * 2; // about half of the n - 2 places
  const coarse = values.map((value) => Math.round(value / unit) * unit);
  return [coarse, values.map((value, i) => value - coarse[i]!)];
}

/** The finest place of each part. */
const unitsOf = (n: number): number[] => (n <= 10 ? [2 ** -(n - 2)] : [2 ** -(n >> 1) * 2, 2 ** -(n - 2)]);

const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** A layer of weights by the float32 engine. */
class Layer {
  readonly #parts: { network: Network; unit: number; sum: number }[];
  readonly #bias: Float32Array;
  readonly #plane: number;

  constructor(
    layer: LayerSpec,
    input: readonly [number, number, number],
    weights: Float32Array,
    bias: Float32Array,
    private readonly n: number,
  ) {
    const layers: LayerSpec[] = [layer, { type: 'flatten' }];
    const parts = partsOf(weights, n);
    const alone = parts.length === 1;
    this.#parts = parts.map((part, i) => {
      const network = new Network(layers, { input });
      network.setWeights(Float32Array.from([...part, ...(alone ? bias : bias.map(() => 0))]));
      const row = weights.length / bias.length;
      const sums = Array.from(bias, (b, o) =>
        part.subarray(o * row, (o + 1) * row).reduce((sum, w) => sum + Math.abs(w), alone ? Math.abs(b) : 0),
      );
      return { network, unit: unitsOf(n)[i]!, sum: Math.max(...sums) };
    });
    this.#bias = bias;
    this.#plane = this.#parts[0]!.network.outputs / bias.length;
  }

  /** Products and bias, exact. */
  outputs(x: Float32Array): Float32Array | Float64Array {
    const inputs = partsOf(x, this.n);
    if (inputs.length === 1) return this.#parts[0]!.network.predict(x, { threads: 1 });
    let sums: Float64Array | undefined;
    for (const { network } of this.#parts)
      for (const part of inputs) {
        const product = network.predict(part, { threads: 1 });
        if (!sums) {
          sums = Float64Array.from(product);
          for (let i = 0; i < sums.length; i++)
            sums[i]! += this.#bias[Math.floor(i / this.#plane) % this.#bias.length]!;
        } else for (let i = 0; i < sums.length; i++) sums[i]! += product[i]!;
      }
    return sums!;
  }

  /** Of the largest sum of products that x could make, in the finest units, as a share of what is exact: at most 1. */
  bound(x: Float32Array): number {
    const inputs = partsOf(x, this.n);
    return Math.max(
      ...this.#parts.flatMap(({ unit, sum }) =>
        inputs.map(
          (part, j) =>
            (sum * (inputs.length === 1 ? Math.max(1, largest(part)) : largest(part))) /
            (unit * unitsOf(this.n)[j]!) /
            exactly,
        ),
      ),
    );
  }
}

export class PositLenet {
  readonly #layers: Layer[];
  readonly #pools: Network[];
  /** The largest share of what is exact that was needed. */
  bound = 0;

  /** From the weights of a LeNet trained on squares of whose side 4 is a divisor, each rounded to the nearest posit. */
  constructor(
    private readonly posit: Posit,
    trained: Network,
    private readonly activation: PositFunction,
  ) {
    const weights = trained.weights;
    const tensors = trained.tensors.map(({ offset, length }) => this.rounded(weights.slice(offset, offset + length)));
    const at = (layer: LayerSpec, input: readonly [number, number, number], k: number): Layer =>
      new Layer(layer, input, tensors[2 * k]!, tensors[2 * k + 1]!, posit.n);
    const size = trained.input[1];
    const [half, second] = [size / 2, size / 2 - 4];
    this.#layers = [
      at({ type: 'conv2d', filters: 6, kernel: 5, padding: 2 }, [1, size, size], 0),
      at({ type: 'conv2d', filters: 16, kernel: 5 }, [6, half, half], 1),
      at({ type: 'dense', units: 120 }, [4 * second ** 2, 1, 1], 2),
      at({ type: 'dense', units: 84 }, [120, 1, 1], 3),
      at({ type: 'dense', units: trained.outputs }, [84, 1, 1], 4),
    ];
    const pool = (input: readonly [number, number, number]): Network =>
      new Network([{ type: 'averagePool', size: 2 }, { type: 'flatten' }], { input });
    this.#pools = [pool([6, size, size]), pool([16, second, second])];
  }

  /** The nearest posits, as the numbers they are. */
  rounded(values: Float32Array): Float32Array {
    return this.posit.toFloat32(this.posit.fromFloat32(values));
  }

  /** Outputs of images whose pixels are posits; `check` looks for the bound too. */
  outputs(x: Float32Array, check = false): Float32Array {
    const { posit } = this;
    let values = x;
    this.#layers.forEach((layer, i) => {
      if (check) this.bound = Math.max(this.bound, layer.bound(values));
      const sums = layer.outputs(values);
      let bits = sums instanceof Float64Array ? posit.fromFloat64(sums) : posit.fromFloat32(sums);
      if (i < this.#layers.length - 1) bits = this.activation(posit, bits as Bits) as never;
      values = posit.toFloat32(bits);
      // Four posits' sum is exact, and so is a quarter of it.
      if (i < this.#pools.length) values = this.rounded(this.#pools[i]!.predict(values, { threads: 1 }));
    });
    return values;
  }
}
