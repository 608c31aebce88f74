/** What a first program does with leeway; `report` is what it prints. CommonJS and modules differ in how they import only. */
const body = `
const x = Float32Array.of(-3, -0.5, 0, 0.5, 3);
const f = kernel('tanh', { maxAbsError: 1e-4 });
const lstm = new Lstm({ inputs: 1, hidden: 4, outputs: 1, seed: 1 });
console.log(JSON.stringify({
  backend: backend.name,
  file: backend.file,
  reason: backend.reason,
  exact: [...tanh(x)],
  approximate: [...f(x)],
  forecast: [...lstm.predict(new Float32Array(6), { steps: 3 })],
}));`;

export interface Report {
  backend: string;
  file?: string;
  reason: string;
  exact: number[];
  approximate: number[];
  forecast: number[];
}

const names = '{ backend, kernel, Lstm, tanh }';
export const commonJs = `const ${names} = require('leeway');${body}`;
export const esModule = `import ${names} from 'leeway';${body}`;

/** Uses the types, and fails to compile where they are missing: an `any` makes the expected errors disappear. */
export const typeScript = `
import { kernel, Lstm, tanh, type Kernel, type Op } from 'leeway';

const op: Op = 'tanh';
const f: Kernel<Op, 'float32'> = kernel(op, { maxAbsError: 1e-4 });
const y: Float32Array = f(new Float32Array(4));
const z: Float64Array = tanh(new Float64Array(4));
const lstm = new Lstm({ inputs: 1, hidden: 4, outputs: 1, seed: 1 });
export const forecast: Float32Array = lstm.predict(new Float32Array(3), { steps: 3 });
export const total: number = y.length + z.length + f.maxAbsError;

// @ts-expect-error no such op
kernel('tan');
// @ts-expect-error a plain array
tanh([1, 2, 3]);
// @ts-expect-error no number of hidden units
new Lstm({ inputs: 1 });
`;
