// A function of your own as a SIMD kernel with a certified bound: node examples/approximate-mish.mjs
import { approximate, Lstm } from 'leeway';

const mish = approximate((x) => x * Math.tanh(Math.log1p(Math.exp(x))), {
  name: 'mish',
  domain: [-8, 8],
  maxAbsError: 1e-4,
  tails: [0, 'linear'],
});
console.log(`${mish.explain()}\n`);

const x = Float32Array.of(-20, -2, -0.5, 0, 0.5, 2, 20);
console.log('x       ', [...x]);
console.log(
  'mish(x) ',
  [...mish(x)].map((y) => y.toFixed(5)),
);
console.log(
  "mish'(x)",
  [...mish.backward(x, new Float32Array(x.length).fill(1))].map((y) => y.toFixed(5)),
);
console.log(`gradient within ${mish.gradient.maxAbsError} of ${mish.gradient.source} differences\n`);

// Saved, and loaded on any machine: no function, no fit.
const again = approximate.load(JSON.parse(JSON.stringify(mish)));
console.log(
  'loaded: the same bits?',
  again(x).every((y, i) => Object.is(y, mish(x)[i])),
);

// And as the activation of a network.
const lstm = new Lstm({ inputs: 1, hidden: 8, activation: mish });
console.log('a network of it predicts', lstm.predict(Float32Array.of(0.1, 0.2, 0.3), { steps: 3 })[0].toFixed(4));
