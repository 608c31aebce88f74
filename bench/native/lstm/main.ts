// npm run bench:native -- --lstm: the LSTM against its targets, the machine's limits and other libraries.
import os from 'node:os';
import { backend } from 'leeway';
import { UsageError } from '#lib/cli/errors';
import { Progress } from '#lib/cli/progress';
import { describeMachine, machineLine } from '../../machine/describe';
import { writeJson } from '../../results/write';
import { countOf, parseFlags, patternOf } from '../flags';
import { buildBench, lstmProgram } from '../run';
import { printTable } from '../tables';
import { cells, nameOf } from './cells';
import { measureCell, startDrivers, type CellResult } from './measure';
import { disturbed, peersTable, threadsTable, timesTable } from './tables';

export const usage = `npm run bench:native -- --lstm [options]

  --filter REGEX       cells whose name it matches, such as "training 100,32" or "prediction 10,1"
  --rounds N           default 51
  --peers              oneDNN, PyTorch and ONNX Runtime too, where they are installed
  --one-thread         leave out what two threads do
  --json FILE          write everything to FILE too, every round included
`;

export async function runLstmBench(args: string[]): Promise<void> {
  const values = parseFlags(args, ['lstm', 'peers', 'one-thread'], ['filter', 'rounds', 'json']);
  if (values.help) return void process.stdout.write(usage);
  if (backend.name !== 'native')
    throw new UsageError(`expected the addon, received ${backend.name}: ${backend.reason}`);
  const pattern = patternOf(values.filter ?? '');
  const rounds = values.rounds === undefined ? 51 : countOf(values.rounds, '--rounds');
  const wanted = cells.filter((cell) => pattern.test(nameOf(cell)));
  if (wanted.length === 0) throw new UsageError(`expected a pattern of a cell for --filter, received ${values.filter}`);
  buildBench();
  const machine = describeMachine();
  const drivers = await startDrivers(lstmProgram, values.peers);
  process.stdout.write(`${machineLine(machine)}\n${drivers.versions.map((version) => `${version}; `).join('')}`);
  process.stdout.write('exact tanh and sigmoid, float32, windows of 24 steps of 5 inputs; medians\n');
  const several = os.availableParallelism() > 1 && !values['one-thread'];
  const progress = new Progress('bench', wanted.length);
  const results: CellResult[] = [];
  try {
    for (const cell of wanted) {
      results.push(await measureCell(cell, drivers, rounds, several));
      progress.advance();
    }
  } finally {
    progress.finish();
    drivers.end();
  }
  print(results);
  if (values.json) writeJson(values.json, { schema: 1, machine, versions: drivers.versions, results });
}

function print(results: CellResult[]): void {
  const tables = [timesTable(results), threadsTable(results), peersTable(results)];
  for (const table of tables) if (table.rows.length > 0) process.stdout.write(`\n${printTable(table)}\n`);
  const noisy = disturbed(results);
  if (noisy.length > 0) process.stdout.write(`\nrounds disagree, the machine was disturbed: ${noisy.join('; ')}\n`);
}
