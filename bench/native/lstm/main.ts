// npm run bench:native -- --lstm: the LSTM against its targets, the machine's limits and other libraries.
import { runCellBench, type CellBench } from '../programs/main';
import { lstmProgram } from '../run';
import { cells, nameOf, type Cell } from './cells';
import { measureCell, startDrivers, type Drivers } from './measure';
import { peersTable, threadsTable, timesTable } from './tables';

const bench: CellBench<Cell, 'lstm' | 'peers', Drivers> = {
  usage: `npm run bench:native -- --lstm [options]

  --filter REGEX       cells whose name it matches, such as "training 100,32" or "prediction 10,1"
  --rounds N           default 51
  --peers              oneDNN, PyTorch and ONNX Runtime too, where they are installed
  --one-thread         leave out what two threads do
  --json FILE          write everything to FILE too, every round included
`,
  flags: ['lstm', 'peers'],
  rounds: 51,
  cells,
  nameOf,
  start: ({ peers }) => startDrivers(lstmProgram, peers),
  legend: 'exact tanh and sigmoid, float32, windows of 24 steps of 5 inputs; medians',
  measure: measureCell,
  tables: (results) => [timesTable(results), threadsTable(results), peersTable(results)],
};

export const runLstmBench = (args: string[]): Promise<void> => runCellBench(args, bench);
