// tfjs as it ships beside tfjs on leeway, in turns: a disturbance meets both alike.
import * as tf from '@tensorflow/tfjs';
import { accelerate, type AccelerateOptions } from 'leeway/tfjs';

export interface Comparison {
  /** Milliseconds a call, medians. */
  before: number;
  after: number;
  /** How many times faster: the median over rounds of the ratio within a round, and its median absolute deviation. */
  times: number;
  deviation: number;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

async function batch(run: () => unknown, calls: number): Promise<number> {
  const started = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) {
    const result = run();
    if (result instanceof Promise) await result; // an await costs more than a small op
  }
  return Number(process.hrtime.bigint() - started) / 1e6 / calls;
}

/** Calls that take this many milliseconds. */
const batchTime = 2;

export async function compare(run: () => unknown, rounds: number, options: AccelerateOptions): Promise<Comparison> {
  let calls = 1;
  while ((await batch(run, calls)) * calls < batchTime) calls *= 2;
  const [before, after]: [number[], number[]] = [[], []];
  const shipped = async () => {
    await batch(run, Math.ceil(calls / 4));
    before.push(await batch(run, calls));
  };
  const ours = async () => {
    const undo = accelerate(tf, options);
    await batch(run, Math.ceil(calls / 4));
    after.push(await batch(run, calls));
    undo();
  };
  for (let round = 0; round < rounds; round++)
    for (const turn of round % 2 === 0 ? [shipped, ours] : [ours, shipped]) await turn();
  const ratios = before.map((time, round) => time / after[round]!);
  const times = median(ratios);
  const deviation = median(ratios.map((ratio) => Math.abs(ratio - times)));
  return { before: median(before), after: median(after), times, deviation };
}
