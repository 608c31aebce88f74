// How long LeNet takes by the image, in float32 and in posits of each width.
import { backend, Posit, type Network } from 'leeway';
import { setImmediate } from 'node:timers/promises';
import { Progress } from '#lib/cli/progress';
import type { Images } from '../data/images';
import type { FindingsTable } from '../results/findings';
import { goOn, median, processorTime, type ExperimentOptions } from './experiment';
import { PositLenet } from './posit-layers';
import { functions, timed, widths, type Data } from './posit-tables';

/** ms per image of several ways to run the same images, taken by turns. */
async function times(
  ways: readonly (() => void)[],
  images: number,
  rounds: number,
  signal: AbortSignal,
): Promise<number[]> {
  const spent = ways.map((): number[] => []);
  const progress = new Progress('times', rounds);
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [i, way] of ways.entries()) {
        await setImmediate(); // Ctrl-C comes in here
        goOn(signal);
        const started = processorTime();
        way();
        spent[i]!.push((processorTime() - started) / images);
      }
      progress.advance();
    }
  } finally {
    progress.finish();
  }
  return spent.map(median);
}

/** Of the functions that the source timed, each in the net it is put into, beside that net in float32. */
export async function timeTable(
  nets: ReadonlyMap<string, Network>,
  { x, count }: Images,
  which: Data,
  { quick, signal }: ExperimentOptions,
): Promise<FindingsTable> {
  const ways = timed.flatMap(({ activation, trained }) => {
    const network = nets.get(trained)!;
    const inPosits = widths.map((n) => {
      const net = new PositLenet(new Posit(n as number, 0), network, functions[activation]!);
      const rounded = net.rounded(x);
      return () => void net.outputs(rounded);
    });
    return [() => void network.predict(x, { threads: 1 }), ...inPosits];
  });
  const taken = await times(ways, count, quick ? 3 : 15, signal);
  return {
    title: `Inference, ${backend.isa}, one thread, batches of ${count}: processor ms per image, medians (the source's in brackets)`,
    head: ['activation', 'float32', ...widths.map((n) => `<${n},0>`), '<8,0> ÷ float32'],
    rows: timed.map(({ activation, published }, place) => {
      const own = taken.slice(place * (widths.length + 1), (place + 1) * (widths.length + 1));
      const cells = own.map((time, i) => `${time.toFixed(3)} (${published[which][i]!})`);
      return [activation, ...cells, (own.at(-1)! / own[0]!).toFixed(2)];
    }),
    notes: [
      'Fast functions are bit tricks, the others tables; in float32, beside fast ones, the function that the net was trained with. Products',
      "run on the float engine, which is exact here; up to 10 bits in one pass, in four above. The source's float32 is an",
      'emulation in software, so its ratio is none of posits to floats.',
    ],
  };
}
