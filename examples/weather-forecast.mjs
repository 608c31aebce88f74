// A forecaster from observations to a file and back: trains an LSTM on two thirds of a year of (synthetic) weather, puts it
// beside simpler forecasts, saves it, loads it, forecasts the next hours and exports it to ONNX.
//   node examples/weather-forecast.mjs [observations.csv]
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticWeather, WeatherPredictor } from 'leeway';

const data = process.argv[2] ?? syntheticWeather({ hours: 6000, seed: 1 });

const predictor = new WeatherPredictor({ target: 'temp', horizon: 6, window: 24, hidden: 16, activation: 'isru' });
const { report, scores, ridge, epochs, trainMs } = await predictor.fit(data, {
  onProgress: ({ epoch, validationLoss }) => process.stderr.write(`epoch ${epoch}: ${validationLoss.toFixed(4)}\n`),
});

console.log(`${report}\n`);
const { rmse, persistenceRmse } = scores.test;
console.log(`6 hours ahead, error in degrees: LSTM ${rmse.toFixed(2)} (${epochs} epochs, ${trainMs.toFixed(0)} ms),`);
console.log(`ridge regression ${ridge().test.rmse.toFixed(2)}, no change ${persistenceRmse.toFixed(2)}`);

const folder = mkdtempSync(join(tmpdir(), 'leeway-'));
const model = join(folder, 'weather.safetensors');
predictor.save(model);

for (const { station, time, value } of WeatherPredictor.load(model).forecast(data, { latest: true }))
  console.log(`${station} at ${time.toISOString()}: ${value.toFixed(1)}`);

predictor.lstm.exportOnnx(join(folder, 'network.onnx'));
console.log(`saved in ${folder}`);
