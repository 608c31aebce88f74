// A dense layer trained in float32, run in 8-bit posits: a quarter of the memory, sums exact in a quire, and tanh by two
// shifts instead of a table. Prints how far each is from float32.
//   node examples/posit-dense-layer.mjs
import { Posit, tanh } from 'leeway';

const [samples, inputs, outputs] = [256, 64, 32];

// What training leaves: weights about ±1/sqrt(inputs), inputs about ±1. A seeded generator, so that the figures repeat.
let state = 1;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 31 - 1;
};
const x = Float32Array.from({ length: samples * inputs }, random);
const weights = Float32Array.from({ length: inputs * outputs }, () => (3 * random()) / Math.sqrt(inputs));

// float32
const sums = new Float32Array(samples * outputs);
for (let s = 0; s < samples; s++)
  for (let j = 0; j < outputs; j++)
    for (let i = 0; i < inputs; i++) sums[s * outputs + j] += x[s * inputs + i] * weights[i * outputs + j];
const expected = tanh(sums);

function report(name, y) {
  let [most, all] = [0, 0];
  y.forEach((value, i) => {
    const error = Math.abs(value - expected[i]);
    most = Math.max(most, error);
    all += error;
  });
  console.log(`${name.padEnd(36)} max ${most.toFixed(4)}   mean ${(all / y.length).toFixed(4)}`);
}

console.log('error against float32 of tanh(x · W):');
for (const p of [Posit.legacy8, new Posit(10, 0), new Posit(16, 0)]) {
  const sizes = { m: samples, k: inputs, n: outputs };
  const products = p.matmul(p.fromFloat32(x), p.fromFloat32(weights), sizes);
  report(`${p.name}, tanh exact`, p.toFloat32(p.tanh(products)));
  report(`${p.name}, FastTanh`, p.toFloat32(p.fastTanh(products)));
}
