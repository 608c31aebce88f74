import { approximate, backend, type Approximation } from 'leeway';
import { Errors, sample } from '#lib/approximate/certify';
import { Float32Range, samplePoints } from '#lib/approximate/points';
import { readSettings, type Settings } from '#lib/approximate/options';
import { Target } from '#lib/approximate/target';
import { Progress } from '#lib/cli/progress';
import { smooth } from '../../bench/suites/smooth-functions';
import { plainTable } from '../support/table';

/** What degree 1 or 2, 3, and 4 of 32 pieces reach. */
const budgets = [1e-2, 1e-4, 4.5e-6];
/** At most; a domain of fewer float32 numbers is swept whole. */
const most = 2 ** 24 + 1;
const block = 65536;

interface Subject {
  kernel: Approximation<'float32'>;
  budget: number;
  errors: Errors;
}

/** The points of a domain, block by block. */
function* blocksOf(settings: Settings): Generator<Float32Array> {
  const range = new Float32Range(settings);
  if (range.count > most) {
    const points = samplePoints(settings, most - 1) as Float32Array;
    for (let from = 0; from < points.length; from += block) yield points.subarray(from, from + block);
    return;
  }
  for (let from = 0; from < range.count; from += block) {
    const points = new Float32Array(Math.min(block, range.count - from));
    range.fill(points, from, 1);
    yield points;
  }
}

/**
 * Compares tables of the smooth functions with them at 2^24 points of their domain, or at all, on every instruction set, and
 * returns whether every bound held: the certificate that they were made with rests on 2^20.
 */
export function verifyApproximations(): boolean {
  const table = plainTable(['function', 'isa', 'table', 'points', 'asked for', 'promised', 'found', 'near', ''], 3);
  const progress = new Progress('approximations', Object.keys(smooth).length);
  let held = true;
  for (const [name, { f, domain }] of Object.entries(smooth)) {
    const subjects = backend.available.flatMap((isa) =>
      budgets.map((budget): Subject => {
        const kernel = approximate(f, { domain, maxAbsError: budget, name, isa });
        return { kernel, budget, errors: new Errors({ maxAbsError: budget, maxRelError: 0 }) };
      }),
    );
    const out = new Float32Array(block);
    const settings = readSettings(f, { domain, maxAbsError: 1 });
    const target = new Target(f, settings);
    for (const points of blocksOf(settings)) {
      const samples = sample(target, points);
      for (const { kernel, errors } of subjects) errors.add(samples, kernel(points, out.subarray(0, points.length)));
    }
    for (const { kernel, budget, errors } of subjects) {
      const { isa, method, maxAbsError } = kernel;
      const holds = errors.absolute <= maxAbsError && maxAbsError <= budget;
      held &&= holds;
      const figures = [
        errors.points,
        budget,
        maxAbsError.toPrecision(3),
        errors.absolute.toPrecision(4),
        errors.at.toPrecision(6),
      ];
      table.push([name, isa, method, ...figures, holds ? 'holds' : 'BROKEN']);
    }
    progress.advance(name);
  }
  progress.finish();
  process.stdout.write(`${table.toString()}\n`);
  process.stdout.write(held ? 'every bound of an approximation holds\n' : 'some bounds do not hold\n');
  return held;
}
