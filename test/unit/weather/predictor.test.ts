import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LeewayError, Lstm, syntheticWeather, WeatherPredictor, type Forecast, type WeatherFitResult } from 'leeway';
import { decodeModel, encodeModel } from '#lib/model-files/index';
import { evaluate } from '../../support/child';
import { expectRefusal } from '../../support/refusals';
import { temporaryFolder } from '../../support/temporary';
import { rooms, stamp, table } from './support';

const folder = temporaryFolder();
const weather = syntheticWeather({ hours: 3000, seed: 3 });
const quick = { epochs: 3, patience: Infinity } as const;

/** What a call is refused with. */
const refusalOf = (call: Promise<unknown>): Promise<Error> =>
  call.then(
    () => expect.fail('expected a refusal'),
    (error: Error) => error,
  );

/** Some hours of the same weather, as rows. */
function hours(from: number, count: number): Record<string, number | Date>[] {
  const names = weather.names.filter((name) => weather.isNumeric(name));
  return Array.from({ length: count }, (_, i) => ({
    ...Object.fromEntries(names.map((name) => [name, weather.numbers(name)[from + i]!])),
    time_hour: new Date(weather.times('time_hour')[from + i]!),
  }));
}

/** Rows that lack a column. */
const without = (rows: Record<string, unknown>[], column: string): Record<string, unknown>[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== column)));

describe('WeatherPredictor', () => {
  const predictor = new WeatherPredictor({ target: 'temp', horizon: 6, hidden: 12, activation: 'isru', seed: 2 });
  let fit: WeatherFitResult;
  before(async () => {
    fit = await predictor.fit(weather, { ...quick, learningRate: 5e-3 });
  });

  it('learns: better than no change, on windows it has not seen', () => {
    const { test } = fit.scores;
    if (test.task !== 'regression') throw new Error('a regression was expected');
    expect(test.skill).to.be.above(0.5);
    expect(fit.ridge().test).to.include({ samples: test.samples });
    expect(fit).to.include({ epochs: 3, stoppedBy: 'epochs' });
    expect(fit.report).to.match(/target: change of temp, 6 steps ahead/);
    expect(predictor.score).to.deep.equal(test);
  });

  it('forecasts from every window, the last for the future', () => {
    const forecasts = predictor.forecast(weather);
    expect(forecasts).to.have.length(3000 - 23);
    const observed = weather.numbers('temp');
    forecasts.forEach(({ station, time, actual }, i) => {
      expect([station, time!.toISOString()]).to.deep.equal(['SYN', stamp(i + 29).slice(0, 19) + '.000Z']);
      expect(actual).to.equal(observed[i + 29]);
    });
    expect(predictor.forecast(weather, { latest: true })).to.deep.equal(forecasts.slice(-1));
  });

  it('a forecast follows from its window alone: rows, columns, one window or many', () => {
    const all = predictor.forecast(weather);
    for (const at of [0, 1500, 2900]) {
      const rows = hours(at, 24);
      const columns = Object.fromEntries(Object.keys(rows[0]!).map((name) => [name, rows.map((row) => row[name])]));
      for (const data of [rows, columns]) {
        const [only, ...others] = predictor.forecast(data);
        expect(others).to.deep.equal([]);
        expect(only!.value).to.equal(all[at]!.value);
        expect(only!.time).to.deep.equal(all[at]!.time);
      }
    }
  });

  it('evaluates what forecasts turn out to be', () => {
    const forecasts = predictor.forecast(weather).filter(({ actual }) => actual !== undefined);
    const squares = forecasts.map(({ value, actual }) => (value - actual!) ** 2);
    const score = predictor.evaluate(weather);
    expect(score.samples).to.equal(forecasts.length);
    if (score.task === 'regression')
      expect(score.rmse).to.be.closeTo(Math.sqrt(squares.reduce((a, b) => a + b) / squares.length), 1e-9);
  });

  it('says how far it is', () => {
    const calls: [number, number][] = [];
    predictor.forecast(weather, { onProgress: (done, total) => calls.push([done, total]) });
    expect(calls).to.deep.equal([1024, 2048, 2977].map((done) => [done, 2977]));
  });

  it('is the same after saving and loading, in a process of its own too', () => {
    const file = join(folder, 'weather.safetensors');
    predictor.save(file);
    const loaded = WeatherPredictor.load(file);
    expect(loaded.recipe).to.deep.equal(predictor.recipe);
    expect(loaded.score).to.deep.equal(predictor.score);
    const rows = hours(700, 30);
    const forecasts = predictor.forecast(rows);
    expect(loaded.forecast(rows)).to.deep.equal(forecasts);
    const program = `const { WeatherPredictor } = require('leeway');
      console.log(JSON.stringify(WeatherPredictor.load(${JSON.stringify(file)}).forecast(${JSON.stringify(rows)})))`;
    const there = evaluate(program, { env: { LEEWAY_ISA: predictor.lstm.isa } }) as Forecast[];
    expect(there.map(({ value }) => value)).to.deep.equal(forecasts.map(({ value }) => value));
    expect(Lstm.load(file).weights).to.deep.equal(predictor.lstm.weights);
  });

  it('reads csv-parse only for who has a file', () => {
    const program = `const { syntheticWeather, WeatherPredictor } = require('leeway');
      new WeatherPredictor({ hidden: 1 }).fit(syntheticWeather({ hours: 1500, seed: 1 }), { epochs: 1 }).then(() =>
        console.log(JSON.stringify(Object.keys(require.cache).filter((file) => file.includes('csv-parse')))))`;
    expect(evaluate(program)).to.deep.equal([]);
  });

  it('files that hold no forecaster are refused by name', () => {
    const file = join(folder, 'damaged.safetensors');
    const refused = (bytes: Uint8Array, code: LeewayError['code']): void => {
      writeFileSync(file, bytes);
      expectRefusal(() => WeatherPredictor.load(file), ['Error', code, new RegExp(`for ${file}, `)]);
    };
    const whole = predictor.toBytes();
    refused(whole.subarray(0, 500), 'ERR_LEEWAY_MODEL_TRUNCATED');
    refused(predictor.lstm.toBytes(), 'ERR_LEEWAY_MODEL_FOREIGN');
    const model = decodeModel(whole, ['weather'], '');
    const withRecipe = (recipe: unknown) => encodeModel({ ...model, settings: { ...model.settings, weather: recipe } });
    for (const recipe of [undefined, {}, { ...predictor.recipe, inputs: [] }, { ...predictor.recipe, window: 0.5 }])
      refused(withRecipe(recipe), 'ERR_LEEWAY_MODEL_DAMAGED');
    writeFileSync(file, readFileSync(join(__dirname, '../../../../package.json')));
    expect(() => WeatherPredictor.load(file))
      .to.throw(LeewayError)
      .with.property('code', 'ERR_LEEWAY_MODEL_FOREIGN');
  });

  it('data that will not do are refused', () => {
    const refusals: [rows: Record<string, unknown>[], message: RegExp][] = [
      [hours(0, 23), /at least one window of 24 steps without a gap for data, received none in 23 rows/],
      [without(hours(0, 24), 'dewp'), /for a column of data, received "dewp"/],
      [without(hours(0, 24), 'time_hour'), /a column of times, which the model has among its inputs,/],
      [
        hours(0, 72).filter((_, i) => i % 3 === 0),
        /rows 60 min apart, as the model learnt from, for data, received 180/,
      ],
    ];
    for (const [rows, message] of refusals) expect(() => predictor.forecast(rows as never)).to.throw(message);
    expect(() => predictor.evaluate(hours(0, 24))).to.throw(RangeError, /temp 6 steps after a window for data/);
  });

  it('stops when told, and keeps what was learnt', async () => {
    const controller = new AbortController();
    const stopped = new WeatherPredictor({ target: 'temp', features: ['temp'], hidden: 4 });
    const training = stopped.fit(weather, {
      epochs: 1000,
      signal: controller.signal,
      onProgress: ({ epoch }) => epoch === 2 && controller.abort(),
    });
    expect(await refusalOf(stopped.fit(weather))).to.have.property('code', 'ERR_LEEWAY_BUSY');
    const { stoppedBy, epochs } = await training;
    expect({ stoppedBy, epochs }).to.deep.equal({ stoppedBy: 'signal', epochs: 2 });
    expect(stopped.forecast(weather).length).to.be.above(1000);
  });

  it('classifies, also what nobody has labelled', async () => {
    const lamps = table(...rooms(2000));
    const room = new WeatherPredictor({
      target: 'lamp',
      hidden: 8,
      window: 12,
      horizon: 1,
      features: ['lamp', 'temp'],
    });
    const { scores } = await room.fit(lamps, { epochs: 12, learningRate: 1e-2 });
    if (scores.test.task !== 'classification') throw new Error('a classification was expected');
    expect(scores.test.accuracy).to.be.above(0.95).and.above(scores.test.majorityAccuracy);
    const [first] = room.forecast(lamps);
    expect(first!.value).to.equal(first!.actual);
    expect(Math.round(first!.probability!)).to.equal(first!.value);
    const byWarmth = new WeatherPredictor({ target: 'lamp', hidden: 2, window: 3 });
    await byWarmth.fit(lamps);
    const unlabelled = { temp: [50, 51, 52], time: [0, 1, 2].map(stamp) };
    expect(byWarmth.forecast(unlabelled)[0]).to.have.keys('station', 'time', 'value', 'probability');
    expect(WeatherPredictor.fromBytes(byWarmth.toBytes()).forecast(unlabelled)).to.deep.equal(
      byWarmth.forecast(unlabelled),
    );
  });

  it('refuses options that make no sense, and to forecast untrained', async () => {
    const wrong: [options: object, message: RegExp][] = [
      [{ hidden: 0 }, /for hidden/],
      [{ activation: 'tan' }, /for op, received "tan"/],
      [{ horizon: -1 }, /for horizon/],
      [{ tagret: 'temp' }, /for an option, received "tagret"/],
      [{ csv: 'x.csv' }, /for an option, received "csv"/],
    ];
    for (const [options, message] of wrong) expect(() => new WeatherPredictor(options)).to.throw(message);
    const fresh = new WeatherPredictor();
    for (const early of [() => fresh.forecast(weather), () => fresh.lstm, () => fresh.toBytes()])
      expect(early).to.throw(LeewayError).with.property('code', 'ERR_LEEWAY_NOT_FITTED');
    expect((await refusalOf(fresh.fit(weather, { epoch: 1 } as never))).message).to.match(
      /an option, received "epoch"/,
    );
  });
});
