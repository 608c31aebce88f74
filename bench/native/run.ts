import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from './measurement';
import type { Plan } from './options';

const folder = 'build-cmake';
const suffix = process.platform === 'win32' ? '.exe' : '';
const program = join(folder, `bench/native/leeway_bench${suffix}`);
export const lstmProgram = join(folder, `bench/native/lstm/leeway_lstm_bench${suffix}`);

/** Compiles leeway_bench and leeway_lstm_bench where they are missing or stale. */
export function buildBench(): void {
  const { status } = spawnSync(process.execPath, ['tools/build/cmake.mjs', 'bench'], { stdio: 'inherit' });
  if (status !== 0 || !existsSync(program)) throw new Error('building leeway_bench failed');
}

/** One process per measurement: what one of them sets up (oneDNN's instruction set, for one) meets no other. */
export function measure({ isa, dtype, n, rounds }: Plan, rows: string[] = []): Measurement {
  const args = ['--isa', isa, '--dtype', dtype, '--n', String(n), '--rounds', String(rounds), ...rows];
  const { status, stdout, stderr, signal } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`leeway_bench ${args.join(' ')} failed (${signal ?? status}): ${stderr}`);
  return JSON.parse(stdout) as Measurement;
}

// A neighbour on the same machine can be busy for seconds: a third of the rounds at a time, the thirds far apart.
export const passes = 3;
const fewestRoundsToSplit = 60;

/** Measures all plans, one after another and then again, and puts together what belongs together. */
export function measureAll(plans: Plan[], rows: string[], advance: () => void): Measurement[] {
  const parts = plans.map(() => [] as Measurement[]);
  for (let pass = 0; pass < passes; pass++) {
    plans.forEach((plan, i) => {
      const split = plan.rounds >= fewestRoundsToSplit;
      if (pass === 0 || split)
        parts[i]!.push(measure({ ...plan, rounds: split ? Math.ceil(plan.rounds / passes) : plan.rounds }, rows));
      advance();
    });
  }
  return parts.map(together);
}

/** The rounds of several runs of one plan; each row is paired with others of its own run as before. */
export function together([first, ...others]: Measurement[]): Measurement {
  return {
    ...first!,
    rows: first!.rows.map((row, i) => ({
      ...row,
      nanoseconds: [row, ...others.map(({ rows }) => rows[i]!)].flatMap(({ nanoseconds }) => nanoseconds),
    })),
  };
}
