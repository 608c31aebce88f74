// What the page does with leeway; browser.test.ts calls these and judges what comes back.
/* global AbortController, clearInterval, crossOriginIsolated, setInterval */
import { Lstm, WeatherPredictor, backend, kernel, kernels, syntheticWeather, tanh } from 'leeway';

const names = ['name', 'isa', 'available', 'file', 'reason'];
const inputs = Float32Array.from({ length: 100_000 }, (_, i) => i / 5000 - 10);

/** The worst distance to Math.tanh. */
function errorOf(f) {
  const out = f(inputs);
  return inputs.reduce((worst, x, i) => Math.max(worst, Math.abs(out[i] - Math.tanh(x))), 0);
}

function refusal(call) {
  try {
    return call();
  } catch ({ name, code, message }) {
    return { name, code, message };
  }
}

// The sign of the first of eight steps.
const samples = 256;
const steps = 8;
const x = Float32Array.from({ length: samples * steps }, (_, i) => Math.sin(i * i));
const y = Float32Array.from({ length: samples }, (_, s) => Math.sign(x[s * steps]));

async function train() {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const lstm = new Lstm({ inputs: 1, hidden: 12, seed: 4 });
  const { loss } = await lstm.fit(x, y, { steps, epochs: 60, batchSize: 16, learningRate: 1e-2 });
  clearInterval(timer);
  const out = lstm.predict(x, { steps });
  return { first: loss[0], last: loss.at(-1), right: out.filter((v, s) => v * y[s] > 0).length / samples, ticks };
}

/** Aborts while the first epoch is under way. */
async function abort() {
  const lstm = new Lstm({ inputs: 1, hidden: 64, seed: 4 });
  const before = lstm.weights;
  const controller = new AbortController();
  const training = lstm.fit(x, y, { steps, epochs: 50, batchSize: 8, signal: controller.signal });
  controller.abort();
  const { epochs, stoppedBy } = await training;
  return { epochs, stoppedBy, learnt: lstm.weights.some((w, i) => w !== before[i]) };
}

/** A forecaster from columns, to bytes and back; files there are none. */
async function forecaster() {
  const weather = syntheticWeather({ hours: 1500, seed: 1 });
  const predictor = new WeatherPredictor({ target: 'temp', hidden: 4 });
  await predictor.fit(weather, { epochs: 1 });
  const [forecast] = predictor.forecast(weather, { latest: true });
  const [same] = WeatherPredictor.fromBytes(predictor.toBytes()).forecast(weather, { latest: true });
  return {
    forecast,
    same,
    onnx: predictor.lstm.toOnnx().length,
    refused: [() => predictor.save('file'), () => predictor.forecast('file.csv')].map((call) => refusal(call)),
  };
}

globalThis.page = {
  backend: () => Object.fromEntries(names.map((name) => [name, backend[name]])),
  isolated: () => crossOriginIsolated,
  accuracy: () => {
    const rational = kernel('tanh', { maxAbsError: 1e-4 });
    return {
      exact: { error: errorOf(tanh), bound: kernel('tanh').maxAbsError },
      rational: { error: errorOf(rational), bound: rational.maxAbsError },
    };
  },
  refusals: () => [
    refusal(() => tanh(new Float32Array(3), new Float32Array(2))),
    refusal(() => kernel('tanh', { isa: 'avx2' })),
  ],
  kernels: () => kernels().length,
  forecaster,
  train,
  abort,
};
