// What the declarations allow and refuse: compiled with everything else, run by nobody.
import {
  backend,
  channelKernel,
  fromFloat16,
  isru,
  kernel,
  kernels,
  Lstm,
  tanh,
  toFloat16,
  type AlphaOpFunction,
  type ChannelGradients,
  type ChannelKernel,
  type Float16ArrayLike,
  type Kernel,
  type KernelInfo,
  type Op,
  type OpFunction,
} from 'leeway';

const single = new Float32Array(1);
const double = new Float64Array(1);
const patterns = new Uint16Array(1);
const halves = null as unknown as Float16ArrayLike;

export const allowed = {
  single: (): Float32Array => kernel('tanh')(single),
  double: (): Float64Array => kernel('tanh', { dtype: 'float64' })(double),
  into: (): Float32Array => kernel('sigmoid', { maxAbsError: 1e-3 })(single, single),
  backward: (): Float64Array => kernel('isru', { dtype: 'float64', alpha: 2 }).backward(double, double),
  backwardFromOutput: (): Float32Array => kernel('tanh').backwardFromOutput(single, single, single),
  opKeepsTheKind: (): [Float32Array, Float64Array] => [tanh(single), tanh(double)],
  alpha: (): Float64Array => isru(double, undefined, { alpha: 3 }),
  method: (): 'exact' | 'rsqrt_newton_2' | 'rsqrt_newton' | 'rsqrt_estimate' => kernel('isru').method,
  half: (): Uint16Array => kernel('tanh', { dtype: 'float16' })(patterns),
  brain: (): Uint16Array => kernel('isru', { dtype: 'bfloat16' }).backward(patterns, patterns),
  halves: (): Float16ArrayLike[] => [kernel('tanh', { dtype: 'float16' })(halves, halves), tanh(halves)],
  toAndFro: (): Float32Array => fromFloat16(toFloat16(single)),
  perChannel: (): Float32Array => channelKernel('isrlu', { channels: 1 })(single, single, single),
  perChannelDouble: (): ChannelKernel<'isru', 'float64'> =>
    channelKernel('isru', { channels: 1, inner: 4, dtype: 'float64' }),
  byAlpha: (): ChannelGradients<'float64'> =>
    channelKernel('elu', { channels: 1, dtype: 'float64' }).backward(double, double, double, double, double),
  dAlpha: (): Float32Array => channelKernel('leaky_relu', { channels: 1 }).backward(single, single, single).dAlpha,
  dtype: (): 'float64' => kernel('isru', { dtype: 'float64' }).dtype,
  one: (): Kernel<'relu', 'float32'> => kernel('relu'),
  anyOp: (op: Op): Kernel<Op, 'float32'> => kernel(op),
  anyOpAlpha: (op: Op): Kernel<Op, 'float32'> => kernel(op, { alpha: 2 }),
  named: (): [OpFunction, AlphaOpFunction] => [tanh, isru],
  networks: (op: Op): Lstm[] => [
    new Lstm({ inputs: 1, hidden: 1, activation: op, gate: 'sigmoid' }),
    new Lstm({ inputs: 1, hidden: 1, activation: { op, maxAbsError: 1e-3 }, gate: kernel('sigmoid') }),
    new Lstm({ inputs: 1, hidden: 1, activation: { op: 'isru', method: 'rsqrt_newton', alpha: 2 } }),
  ],
  list: (): KernelInfo[] => kernels('neon'),
  isa: (): string => backend.isa,
};

export const refused = [
  // @ts-expect-error no such op
  () => kernel('tan'),
  // @ts-expect-error no such method of this op
  () => kernel('tanh', { method: 'rsqrt_newton' }),
  // @ts-expect-error no such element type
  () => kernel('tanh', { dtype: 'float8' }),
  // @ts-expect-error no such option
  () => kernel('tanh', { maxError: 1 }),
  // @ts-expect-error no such instruction set
  () => kernel('tanh', { isa: 'mmx' }),
  // @ts-expect-error half a domain
  () => kernel('tanh', { domain: [0] }),
  // @ts-expect-error the other element type
  () => kernel('tanh')(double),
  // @ts-expect-error the other element type
  () => kernel('tanh', { dtype: 'float64' })(single),
  // @ts-expect-error the other element type for out
  () => kernel('tanh')(single, double),
  // @ts-expect-error the other element type for dy
  () => kernel('tanh').backward(single, double),
  // @ts-expect-error dy is missing
  () => kernel('tanh').backward(single),
  // @ts-expect-error numbers for bit patterns
  () => kernel('tanh', { dtype: 'float16' })(single),
  // @ts-expect-error a Float16Array for another format
  () => kernel('tanh', { dtype: 'bfloat16' })(halves),
  // @ts-expect-error a Float16Array into bit patterns
  () => kernel('tanh', { dtype: 'float16' })(halves, patterns),
  // @ts-expect-error bit patterns do not say of which format
  () => tanh(patterns),
  // @ts-expect-error an array of another kind
  () => tanh([1, 2]),
  // @ts-expect-error integers
  () => tanh(new Int32Array(1)),
  // @ts-expect-error out of another kind than x
  () => tanh(single, double),
  // @ts-expect-error tanh has no parameter
  () => tanh(single, single, { alpha: 1 }),
  // @ts-expect-error tanh has no parameter
  () => kernel('tanh', { alpha: 1 }),
  // @ts-expect-error nor has it in a network
  () => new Lstm({ inputs: 1, hidden: 1, activation: { op: 'tanh', alpha: 1 } }),
  // @ts-expect-error a method of another op
  () => new Lstm({ inputs: 1, hidden: 1, activation: { op: 'tanh', method: 'rsqrt_newton' } }),
  // @ts-expect-error an alpha is a number
  () => isru(single, single, { alpha: '1' }),
  // @ts-expect-error tanh has no alpha to learn
  () => channelKernel('tanh', { channels: 1 }),
  // @ts-expect-error how many channels
  () => channelKernel('isru', {}),
  // @ts-expect-error no 16-bit elements with an alpha per channel
  () => channelKernel('isru', { channels: 1, dtype: 'float16' }),
  // @ts-expect-error alpha comes with each call
  () => channelKernel('isru', { channels: 1, alpha: 1 }),
  // @ts-expect-error alpha is an array
  () => channelKernel('isru', { channels: 1 })(single, 1),
  // @ts-expect-error alpha is missing
  () => channelKernel('isru', { channels: 1 })(single),
  // @ts-expect-error alpha of another element type
  () => channelKernel('isru', { channels: 1 })(single, double),
  // @ts-expect-error a kernel cannot be changed
  () => (kernel('tanh').maxUlp = 0),
  // @ts-expect-error nor can its domain
  () => (kernel('tanh').domain[0] = 0),
  // @ts-expect-error nor the backend
  () => (backend.isa = 'scalar'),
];
