// A tfjs model on leeway's kernels by one added line: predicts and trains as tfjs ships and on leeway, says how much faster and
// how far apart the results are.
//   npm install leeway @tensorflow/tfjs @tensorflow/tfjs-backend-wasm
//   node examples/tfjs.mjs          the cpu backend
//   node examples/tfjs.mjs wasm     the wasm backend
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { accelerate } from 'leeway/tfjs';
import { performance } from 'node:perf_hooks';

tf.enableProdMode(); // which spares us the banner
await tf.setBackend(process.argv[2] ?? 'cpu');

const seeded = (seed) => tf.initializers.glorotUniform({ seed });
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 256, activation: 'tanh', inputShape: [64], kernelInitializer: seeded(1) }),
    tf.layers.dense({ units: 256, activation: 'elu', kernelInitializer: seeded(2) }),
    tf.layers.dense({ units: 1, kernelInitializer: seeded(3) }),
  ],
});
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const x = tf.randomNormal([256, 64], 0, 1, 'float32', 4);
const y = tf.sin(tf.sum(x, 1, true));

/** Milliseconds, the median of five, and what came out last. */
async function timed(run) {
  const times = [];
  let result;
  for (let i = 0; i < 5; i++) {
    const started = performance.now();
    result = await run();
    times.push(performance.now() - started);
  }
  return { time: times.sort((a, b) => a - b)[2], result };
}

const predict = () => tf.tidy(() => model.predict(x, { batchSize: 256 }).dataSync());
const train = () => model.trainOnBatch(x, y);

const before = { predict: await timed(predict), train: await timed(train) };
const expected = predict();

const undo = accelerate(tf); // the line

const actual = predict();
const after = { predict: await timed(predict), train: await timed(train) };

for (const what of ['predict', 'train']) {
  const times = [before[what].time, after[what].time];
  console.log(
    `${what.padEnd(8)}${times.map((t) => `${t.toFixed(1)} ms`).join(' → ')}: ${(times[0] / times[1]).toFixed(1)} × as fast`,
  );
}
const apart = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
console.log(`predictions at most ${apart.toExponential(1)} apart`);
console.table(undo.report().filter(({ calls }) => calls > 0));

undo(); // tfjs is as it was
