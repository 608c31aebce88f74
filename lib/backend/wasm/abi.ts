// The structs of native/include/leeway.h as they lie in WebAssembly's memory: field by field in the header's order, each
// aligned to its own size.

/** size_t, enums, ints and pointers are `u32`; `u32/8` is one that begins a struct of its own with doubles in it. */
interface Values {
  u32: number;
  'u32/8': number;
  u64: bigint;
  f64: number;
}

type Fields = Record<string, keyof Values>;
type ValuesOf<F extends Fields> = { [K in keyof F]: Values[F[K]] };

const sizes: Record<keyof Values, number> = { u32: 4, 'u32/8': 4, u64: 8, f64: 8 };
const alignments: Record<keyof Values, number> = { ...sizes, 'u32/8': 8 };

const aligned = (offset: number, alignment: number): number => Math.ceil(offset / alignment) * alignment;

export class Struct<F extends Fields> {
  readonly size: number;
  readonly #fields: [name: keyof F, type: keyof Values, offset: number][] = [];

  constructor(fields: F) {
    let end = 0;
    for (const [name, type] of Object.entries(fields)) {
      const offset = aligned(end, alignments[type]);
      this.#fields.push([name, type, offset]);
      end = offset + sizes[type];
    }
    this.size = aligned(end, Math.max(...Object.values(fields).map((type) => alignments[type])));
  }

  read(memory: DataView, at: number): ValuesOf<F> {
    const get = (type: keyof Values, address: number): number | bigint => {
      if (type === 'f64') return memory.getFloat64(address, true);
      return type === 'u64' ? memory.getBigUint64(address, true) : memory.getUint32(address, true);
    };
    return Object.fromEntries(
      this.#fields.map(([name, type, offset]) => [name, get(type, at + offset)]),
    ) as ValuesOf<F>;
  }

  write(memory: DataView, at: number, values: ValuesOf<F>): void {
    for (const [name, type, offset] of this.#fields) {
      const value: number | bigint = values[name];
      if (type === 'f64') memory.setFloat64(at + offset, value as number, true);
      else if (type === 'u64') memory.setBigUint64(at + offset, value as bigint, true);
      else memory.setUint32(at + offset, value as number, true);
    }
  }
}

export const opInfo = new Struct({
  name: 'u32',
  value: 'u32',
  derivative: 'u32',
  source: 'u32',
  hasAlpha: 'u32',
  defaultAlpha: 'f64',
});

export const limits = new Struct({ low: 'f64', high: 'f64' });

export const kernelInfo = new Struct({
  op: 'u32',
  method: 'u32',
  element: 'u32',
  low: 'f64',
  high: 'f64',
  backwardFromOutput: 'u32',
  alphaPerChannel: 'u32',
});

export const bound = new Struct({
  maxAbsError: 'f64',
  maxUlp: 'f64',
  derivativeMaxAbsError: 'f64',
  derivativeMaxUlp: 'f64',
});

export const pointer = new Struct({ convert: 'u32' });

export const functions = new Struct({ forward: 'u32', backward: 'u32', backwardFromOutput: 'u32' });

export const channelFunctions = new Struct({ forward: 'u32', backward: 'u32' });

export const channelShape = new Struct({ outer: 'u32', channels: 'u32', inner: 'u32' });

export const lstmConfig = new Struct({
  inputs: 'u32',
  hidden: 'u32',
  outputs: 'u32',
  activationKernel: 'u32/8',
  activationAlpha: 'f64',
  gateKernel: 'u32/8',
  gateAlpha: 'f64',
  isa: 'u32',
  element: 'u32',
  seed: 'u64',
});

export const lstmData = new Struct({ x: 'u32', y: 'u32', samples: 'u32', steps: 'u32' });

export const lstmTraining = new Struct({
  loss: 'u32',
  batch: 'u32',
  learningRate: 'f64',
  finalLearningRate: 'f64',
  clipNorm: 'f64',
  epoch: 'u64',
  cancelled: 'u32',
  cancelledContext: 'u32',
  threads: 'u32',
});

export const measureTarget = new Struct({ kernel: 'u32', isa: 'u32' });

export const measurement = new Struct({
  inputs: 'u64',
  absError: 'f64',
  absErrorAt: 'f64',
  ulp: 'f64',
  ulpAt: 'f64',
  derivativeAbsError: 'f64',
  derivativeAbsErrorAt: 'f64',
  derivativeUlp: 'f64',
  derivativeUlpAt: 'f64',
  nanMismatches: 'u64',
  outsideRange: 'u64',
  notMonotonic: 'u64',
  nanMismatchAt: 'f64',
  outsideRangeAt: 'f64',
  notMonotonicAt: 'f64',
});

export const positFormat = new Struct({ bits: 'u32', exponentBits: 'u32' });

export const positOperationInfo = new Struct({
  name: 'u32',
  inputs: 'u32',
  input: 'u32',
  output: 'u32',
  withoutExponent: 'u32',
});

export const positRequest = new Struct({
  operation: 'u32',
  isa: 'u32',
  bits: 'u32',
  exponentBits: 'u32',
  toBits: 'u32',
  toExponentBits: 'u32',
  options: 'u32',
  table: 'u32',
  tableLength: 'u32',
});
