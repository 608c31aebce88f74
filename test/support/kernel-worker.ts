// A worker thread that runs every function of every case on its part of shared memory, again and again.
import { parentPort, workerData } from 'node:worker_threads';
import type { Dtype, ElementArray } from 'leeway';
import { cases, waysOf } from './cases';
import { differenceIn } from './floats';

/** Inputs for every element type, and room for the results of each case and way in turn. */
export interface Work {
  inputs: Record<Dtype, ElementArray>;
  results: SharedArrayBuffer;
  first: number;
  length: number;
  rounds: number;
}

/** Every function, with the bytes its results start at when each takes `length` elements of 8 bytes. */
export function jobs(
  length: number,
): { c: (typeof cases)[number]; way: ReturnType<typeof waysOf>[number]; start: number }[] {
  return cases
    .flatMap((c) => waysOf(c).map((way) => ({ c, way })))
    .map((job, i) => ({ ...job, start: i * length * 8 }));
}

function work({ inputs, results, first, length, rounds }: Work): { differing: string[] } {
  const total = inputs.float32.length;
  const differing = new Set<string>();
  for (let round = 0; round < rounds; round++)
    for (const { c, way, start } of jobs(total)) {
      const x = inputs[c.info.dtype].subarray(first, first + length);
      const target = c.format.view(results, start + first * c.format.size, length);
      if (round === 0) way.run([x, x], target);
      else if (differenceIn(c.format, way.run([x, x], c.format.array(length)), target) !== -1)
        differing.add(`${c.name} ${way.name}`);
    }
  return { differing: [...differing] };
}

if (parentPort) parentPort.postMessage(work(workerData as Work));
