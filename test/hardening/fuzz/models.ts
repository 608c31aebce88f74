// Calls of what networks are written to and read from, and of streams.
import { Lstm, WeatherPredictor, type LstmStream } from 'leeway';
import { arrayCall, floats } from './arrays';
import type { Call, World } from './call';
import { anyValue } from './values';

const lstms = [
  new Lstm({ inputs: 2, hidden: 3 }),
  new Lstm({ inputs: 1, hidden: 9, outputs: 2, dtype: 'float64' }) as never as Lstm,
  new Lstm({ inputs: 3, hidden: 17, activation: 'isru', gate: { op: 'sigmoid', maxAbsError: 1e-3 } }),
];
const streams = lstms.map((lstm) => lstm.stream());

const rows = Array.from({ length: 60 }, (_, i) => ({
  time: new Date(Date.UTC(2020, 0, 1) + i * 3_600_000),
  temp: 10 * Math.sin(i / 4),
  rain: i % 3,
}));
const predictor = new WeatherPredictor({ target: 'temp', horizon: 1, window: 4, hidden: 2 });
const fitted = predictor.fit(rows, { epochs: 1 }).then(() => predictor.toBytes());

/** The same bytes, some of them changed, or cut off, or with more behind. */
function damaged({ dice }: World, bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice(0, dice.chance(0.2) ? dice.below(bytes.length) : bytes.length);
  // Most of a file is weights, where any byte will do; the header is in front.
  const reach = dice.chance(0.8) ? Math.min(900, copy.length) : copy.length;
  for (let changes = dice.below(4); changes > 0 && reach > 0; changes--) copy[dice.below(reach)] = dice.below(256);
  return dice.chance(0.1) ? Uint8Array.of(...copy, 0, 1, 2) : copy;
}

function readCall(world: World): Call {
  const { dice } = world;
  const model = dice.pick(lstms);
  const bytes = dice.chance(0.05) ? anyValue(dice) : damaged(world, model.toBytes());
  return {
    what: 'Lstm.fromBytes',
    run: () => Lstm.fromBytes(bytes as Uint8Array),
    check(result) {
      const { inputs, outputs, weights } = result as Lstm;
      const Kind = weights.constructor as Float32ArrayConstructor;
      const y = (result as Lstm).predict(new Kind(inputs), { steps: 1 });
      return y.length === outputs ? undefined : `${y.length} outputs of ${outputs}`;
    },
  };
}

function writeCall({ dice }: World): Call {
  const model = dice.pick(lstms);
  const [name, run] = dice.pick<[string, () => unknown]>([
    ['toBytes', () => model.toBytes()],
    ['toOnnx', () => model.toOnnx()],
    ['save', () => model.save(dice.chance(0.5) ? '/nowhere/at/all' : (anyValue(dice) as string))],
    ['load', () => Lstm.load(dice.chance(0.5) ? '/nowhere/at/all' : (anyValue(dice) as string))],
    ['exportOnnx', () => model.exportOnnx('/nowhere/at/all')],
  ]);
  return { what: name, run };
}

function forecasterCall(world: World): Call {
  const { dice } = world;
  const data = dice.chance(0.7) ? rows.slice(dice.below(50)) : anyValue(dice);
  return {
    what: 'WeatherPredictor.fromBytes',
    run: async () => {
      const bytes = await fitted;
      return WeatherPredictor.fromBytes(dice.chance(0.5) ? bytes : damaged(world, bytes)).forecast(data as typeof rows);
    },
    check: (forecasts) =>
      (forecasts as { value: number }[]).every(({ value }) => typeof value === 'number') ? undefined : 'no number',
  };
}

function stepCall(world: World): Call {
  const { dice } = world;
  const stream = dice.pick(streams) as LstmStream;
  const slots = [floats(world, stream.dtype, stream.inputs), floats(world, stream.dtype, stream.outputs)];
  const step = { what: `stream ${stream.dtype} step`, slots, repeatable: false };
  return arrayCall(world, { ...step, run: (x, out) => stream.step(x as never, out as never) });
}

function stateCall(world: World): Call {
  const { dice, arena } = world;
  const stream = dice.pick(streams) as LstmStream;
  const length = dice.chance(0.9) ? 2 * stream.hidden : dice.below(9);
  const finite = dice.chance(0.7) ? { number: () => dice.unit() } : {};
  const state = dice.chance(0.1) ? anyValue(dice) : arena.place(stream.dtype, length, finite);
  return {
    what: `stream ${stream.dtype} setState`,
    run: () => {
      if (dice.chance(0.2)) stream.reset();
      stream.setState(state as never);
      return stream.state;
    },
    check: (now) =>
      (now as Float32Array).every((value, i) => Object.is(value, (state as Float32Array)[i]))
        ? undefined
        : 'another state than given',
  };
}

export const modelCall = (world: World): Call =>
  world.dice.pick([readCall, readCall, writeCall, forecasterCall, stepCall, stepCall, stepCall, stateCall])(world);
