// npm run bench:native -- --networks: the sources' networks against their targets and the machine's limits.
import { join } from 'node:path';
import { Driver } from '../programs/driver';
import { runCellBench, type CellBench, type Programs } from '../programs/main';
import { measureRounds, peakOf, type Job, type Rounds } from '../programs/rounds';
import { lstmProgram } from '../run';
import { cells, nameOf, type Cell } from './cells';
import { timesTable } from './tables';

interface Drivers extends Programs {
  limits: Driver;
  javascript: Driver;
}

async function startDrivers(): Promise<Drivers> {
  const limits = new Driver(lstmProgram, []);
  const javascript = new Driver(process.execPath, [join(__dirname, 'program.js')]);
  await Promise.all([limits.read(), javascript.read()]);
  const end = (): void => [limits, javascript].forEach((driver) => driver.end());
  return { limits, javascript, versions: [], end };
}

/** What is timed beside each other for a cell. */
function jobsOf(cell: Cell, { limits, javascript }: Drivers, several: boolean): Job[] {
  const job = (name: string, library: string, threads: number): Job => ({
    ...{ name, driver: javascript, request: `${library} ${cells.indexOf(cell)} ${threads}` },
  });
  const shared = several && cell.twoThreads !== undefined;
  return [
    job('leeway', 'leeway', 1),
    peakOf(limits, 1),
    ...(shared ? [job('two threads', 'leeway', 2)] : []),
    ...(several ? [peakOf(limits, 2)] : []),
    ...(cell.posits === undefined ? [] : [job('posits', 'posits', 1)]),
  ];
}

const bench: CellBench<Cell, 'networks', Drivers> = {
  usage: `npm run bench:native -- --networks [options]

  --filter REGEX       cells whose name it matches, such as "LeNet tanh training 32" or "Architecture 1"
  --rounds N           default 31
  --one-thread         leave out what two threads do
  --json FILE          write everything to FILE too, every round included
`,
  flags: ['networks'],
  rounds: 31,
  cells,
  nameOf,
  start: startDrivers,
  legend:
    'called from JavaScript, float32, images of 28 x 28; medians, of a step of Adam or of the prediction of a batch',
  measure: (cell, drivers, rounds, several): Promise<Rounds> =>
    measureRounds(jobsOf(cell, drivers, several), rounds, nameOf(cell)),
  tables: (results) => [timesTable(results)],
};

export const runNetworksBench = (args: string[]): Promise<void> => runCellBench(args, bench);
