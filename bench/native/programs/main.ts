// What `npm run bench:native -- --lstm` and `--networks` have in common: cells measured one by one against their targets and the
// machine's limits.
import os from 'node:os';
import { backend } from 'leeway';
import { UsageError } from '#lib/cli/errors';
import { Progress } from '#lib/cli/progress';
import { describeMachine, machineLine } from '../../machine/describe';
import { writeJson } from '../../results/write';
import { countOf, parseFlags, patternOf } from '../flags';
import { buildBench } from '../run';
import { printTable, type Table } from '../tables';
import { isDisturbed, type CellResult, type Rounds } from './rounds';

/** Programs that answer, and what they are, such as "PyTorch 1.13.0 with OpenBLAS". */
export interface Programs {
  versions: string[];
  end(): void;
}

export interface CellBench<Cell, Flag extends string, P extends Programs> {
  usage: string;
  /** Beside --one-thread; the first one is the bench's own. */
  flags: readonly Flag[];
  rounds: number;
  cells: readonly Cell[];
  nameOf(cell: Cell): string;
  start(flags: Record<Flag, boolean>): Promise<P>;
  /** What all figures are of. */
  legend: string;
  /** `several` where two threads are to be measured too. */
  measure(cell: Cell, programs: P, rounds: number, several: boolean): Promise<Rounds>;
  tables(results: CellResult<Cell>[]): Table[];
}

export async function runCellBench<Cell, Flag extends string, P extends Programs>(
  args: string[],
  bench: CellBench<Cell, Flag, P>,
): Promise<void> {
  const { cells, nameOf } = bench;
  const values = parseFlags(args, [...bench.flags, 'one-thread'], ['filter', 'rounds', 'json']);
  if (values.help) return void process.stdout.write(bench.usage);
  if (backend.name !== 'native')
    throw new UsageError(`expected the addon, received ${backend.name}: ${backend.reason}`);
  const pattern = patternOf(values.filter ?? '');
  const rounds = values.rounds === undefined ? bench.rounds : countOf(values.rounds, '--rounds');
  const wanted = cells.filter((cell) => pattern.test(nameOf(cell)));
  if (wanted.length === 0) throw new UsageError(`expected a pattern of a cell for --filter, received ${values.filter}`);
  buildBench();
  const machine = describeMachine();
  const programs = await bench.start(values);
  const { versions } = programs;
  process.stdout.write(
    `${machineLine(machine)}\n${versions.map((version) => `${version}; `).join('')}${bench.legend}\n`,
  );
  const several = os.availableParallelism() > 1 && !values['one-thread'];
  const progress = new Progress('bench', wanted.length);
  const results: CellResult<Cell>[] = [];
  try {
    for (const cell of wanted) {
      results.push({ cell, ...(await bench.measure(cell, programs, rounds, several)) });
      progress.advance();
    }
  } finally {
    progress.finish();
    programs.end();
  }
  for (const table of bench.tables(results))
    if (table.rows.length > 0) process.stdout.write(`\n${printTable(table)}\n`);
  const noisy = results.filter(isDisturbed).map(({ cell }) => nameOf(cell));
  if (noisy.length > 0) process.stdout.write(`\nrounds disagree, the machine was disturbed: ${noisy.join('; ')}\n`);
  if (values.json) writeJson(values.json, { schema: 1, machine, versions, results });
}
