// What the declarations of posits allow and refuse: compiled with everything else, run by nobody.
import { Posit, type BitsOf, type PositArray, type PositTrickErrors } from 'leeway';

const p8 = new Posit(8, 0);
const p16 = new Posit(16, 1);
const bytes = new Uint8Array(4);
const words = new Uint16Array(4);

export const allowed = {
  storage: (): [Uint8Array, Uint16Array, Uint32Array] => [p8.neg(bytes), p16.neg(words), new Posit(32, 2).array(1)],
  named: (): Uint8Array => Posit.standard8.fromFloat32(new Float32Array(1)),
  into: (): Uint8Array => p8.add(bytes, bytes, bytes),
  convert: (): Uint16Array => p8.convert(bytes, p16),
  convertInto: (): Uint8Array => p16.convert(words, p8, bytes),
  anyFormat: (n: number): PositArray => new Posit(n, 0).array(1),
  generic: <N extends number>(p: Posit<N>, a: BitsOf<N>): BitsOf<N> => p.mul(a, a),
  compareArrays: (): Int8Array => p8.compare(bytes, bytes),
  compareOne: (): -1 | 0 | 1 => p8.compare(1, 2),
  options: (): Uint8Array => p8.fastTanh(bytes, bytes, { rounding: 'nearest', clamp: true, tanh: 'folded' }),
  table: (): Uint8Array => p8.table((v) => v * v).apply(bytes),
  pairTable: (): number => p8.pairTable('mul', { compaction: 'log-exp' }).exactness.equal,
  measure: (): PositTrickErrors => p8.measure('fastElu', { elu: 'reciprocal-table' }),
  dot: (): number => p8.dot(bytes, bytes),
  matmul: (): Uint8Array => p8.matmul(bytes, bytes, { m: 2, k: 2, n: 2 }),
};

export const refused = [
  // @ts-expect-error the storage of another format
  () => p8.neg(words),
  // @ts-expect-error the storage of another format for out
  () => p8.neg(bytes, words),
  // @ts-expect-error the storage of another format to convert to
  () => p8.convert(bytes, p16, bytes),
  // @ts-expect-error signed bits
  () => p8.neg(new Int8Array(4)),
  // @ts-expect-error doubles
  () => p8.fromFloat32(new Float64Array(4)),
  // @ts-expect-error no such rounding
  () => p8.fastTanh(bytes, bytes, { rounding: 'up' }),
  // @ts-expect-error an option of another trick
  () => p8.fastSigmoid(bytes, bytes, { tanh: 'folded' }),
  // @ts-expect-error no such trick
  () => p8.measure('tanh'),
  // @ts-expect-error no such compaction
  () => p8.pairTable('mul', { compaction: 'zip' }),
  // @ts-expect-error a function of text
  () => p8.table((v: string) => v.length),
  // @ts-expect-error es is missing
  () => new Posit(8),
];
