// LeNet in posits by the float engine, beside the posits' own exact products of matrices.
import { expect } from 'chai';
import { Network, Posit } from 'leeway';
import { lenet } from '../../../../bench/experiments/networks';
import { PositLenet } from '../../../../bench/experiments/posit-layers';

type Bits = Uint8Array | Uint16Array;

/** Images [channels, size, size] under windows of 5: [pixels, channels · 25 + 1], the last column 1. */
function windows(p: Posit, x: Bits, channels: number, size: number, padding: number): { columns: Bits; out: number } {
  const out = size + 2 * padding - 4;
  const one = p.fromFloat32(Float32Array.of(1))[0]!;
  const rows: number[] = [];
  for (let y = 0; y < out; y++)
    for (let column = 0; column < out; column++) {
      for (let c = 0; c < channels; c++)
        for (let i = 0; i < 5; i++)
          for (let j = 0; j < 5; j++) {
            const [py, px] = [y + i - padding, column + j - padding];
            const inside = py >= 0 && px >= 0 && py < size && px < size;
            rows.push(inside ? x[(c * size + py) * size + px]! : 0);
          }
      rows.push(one);
    }
  return { columns: x.slice(0, 0).constructor === Uint8Array ? Uint8Array.from(rows) : Uint16Array.from(rows), out };
}

describe('LeNet in posits', () => {
  for (const [n, size, classes] of [
    [8, 28, 10],
    [10, 32, 43],
    [16, 28, 10],
  ] as const) {
    it(`<${n},0>, ${size} x ${size} pixels: every layer as by exact products of posits`, () => {
      const p = new Posit(n as number, 0);
      const trained = new Network(lenet('tanh', 'glorot', classes), { input: [1, size, size], seed: 5 });
      const image = Float32Array.from({ length: size * size }, (_, i) => Math.abs(Math.sin(0.05 * i * i)));
      const net = new PositLenet(p, trained, (posit, bits) => posit.fastTanh(bits as never) as never);
      const found = net.outputs(net.rounded(image), true);
      expect(net.bound).within(0, 1);

      const weights = trained.tensors.map(({ offset, length }) =>
        p.fromFloat32(trained.weights.slice(offset, offset + length)),
      );
      /** W x + b for each row of `inputs`, which end with a 1: [outputs, rows]. */
      const layer = (k: number, inputs: Bits, outputs: number): Bits => {
        const [w, b] = [weights[2 * k]!, weights[2 * k + 1]!];
        const depth = w.length / outputs + 1;
        const whole = p.fromFloat32(new Float32Array(outputs * depth));
        for (let o = 0; o < outputs; o++) {
          whole.set(w.subarray(o * (depth - 1), (o + 1) * (depth - 1)), o * depth);
          whole[(o + 1) * depth - 1] = b[o]!;
        }
        const rows = inputs.length / depth;
        const turned =
          whole.slice(0, 0).constructor === Uint8Array ? new Uint8Array(inputs.length) : new Uint16Array(inputs.length);
        for (let r = 0; r < rows; r++)
          for (let k2 = 0; k2 < depth; k2++) turned[k2 * rows + r] = inputs[r * depth + k2]!;
        return p.matmul(whole as never, turned as never, { m: outputs, k: depth, n: rows }) as never;
      };
      const pool = (x: Bits, channels: number, size: number): Bits => {
        const values = p.toFloat32(x as never);
        const means = Float32Array.from({ length: (channels * size * size) / 4 }, (_, i) => {
          const [half, c] = [size / 2, Math.floor((4 * i) / size / size)];
          const at = c * size * size + 2 * (Math.floor(i / half) % half) * size + 2 * (i % half);
          return (values[at]! + values[at + 1]! + values[at + size]! + values[at + size + 1]!) / 4;
        });
        return p.fromFloat32(means) as never;
      };
      const tanh = (bits: Bits): Bits => p.fastTanh(bits as never) as never;
      const withOne = (x: Bits): Bits => {
        const one = p.fromFloat32(Float32Array.of(1))[0]!;
        return (x instanceof Uint8Array ? Uint8Array : Uint16Array).from([...x, one]);
      };
      const first = windows(p, p.fromFloat32(image) as never, 1, size, 2);
      let x = pool(tanh(layer(0, first.columns, 6)), 6, size);
      x = pool(tanh(layer(1, windows(p, x, 6, size / 2, 0).columns, 16)), 16, size / 2 - 4);
      x = tanh(layer(2, withOne(x), 120));
      x = tanh(layer(3, withOne(x), 84));
      x = layer(4, withOne(x), classes);
      expect([...found]).deep.equal([...p.toFloat32(x as never)]);
    });
  }
});
