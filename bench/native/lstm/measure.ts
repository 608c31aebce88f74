import { dirname, join } from 'node:path';
import { median, pairRounds, type Ratio } from '../../harness/statistics';
import { layerKiB, nameOf, type Cell } from './cells';
import { Driver, type Answer, type Missing } from './driver';

/** All rounds of one job. */
export interface Row {
  name: string;
  cpu: number[];
  wall: number[];
  /** Additions that its threads could do in a cycle then (issue.h). */
  additions?: number[];
}

export interface CellResult {
  cell: Cell;
  rows: Row[];
  /** Other libraries that could not be measured, and why. */
  missing: { name: string; reason: string }[];
}

/** A library and the program that runs it. */
interface Source {
  library: string;
  version: string;
  driver: Driver;
}

export interface Drivers {
  native: Source;
  javascript: Source;
  peers: Source[];
  /** "PyTorch 1.13.0 with OpenBLAS", … */
  versions: string[];
  end(): void;
}

export async function startDrivers(program: string, withPeers: boolean): Promise<Drivers> {
  const start = async (command: string, args: string[]): Promise<Source> => {
    const driver = new Driver(command, args);
    const told = await driver.read<Record<string, string>>();
    const [library, version] = Object.entries('missing' in told ? {} : told)[0] ?? ['', ''];
    return { library, version: String(version), driver };
  };
  const native = await start(program, []);
  const javascript = await start(process.execPath, [join(__dirname, 'javascript.js')]);
  // Debian's python3-torch belongs to the system's Python, whichever comes first in the PATH.
  const script = join(dirname(require.resolve('leeway/package.json')), 'bench/native/lstm/pytorch.py');
  const python = withPeers
    ? await firstWithVersion(['python3', '/usr/bin/python3'], (name) => start(name, [script]))
    : [];
  const peers = withPeers ? [native, ...python, javascript] : [];
  return {
    native,
    javascript,
    peers: peers.map((peer) => ({ ...peer, library: peer.library || 'PyTorch' })),
    versions: peers.map(({ library, version }) => `${library || 'PyTorch'} ${version || '(not installed)'}`),
    end: () => [native, javascript, ...python].forEach(({ driver }) => driver.end()),
  };
}

async function firstWithVersion(names: string[], start: (name: string) => Promise<Source>): Promise<Source[]> {
  let last: Source | undefined;
  for (const name of names) {
    last = await start(name);
    if (last.version) break;
  }
  return [last!];
}

interface Job {
  name: string;
  source: Source;
  request: string;
}

/** Memory of a core's caches: half of the second level, and what only the third holds. */
const readKiB = { L2: 1024, L3: 16384 };

/** What is timed beside each other for a cell. */
function jobsOf(cell: Cell, { native, javascript, peers }: Drivers, several: boolean): Job[] {
  const { work, hidden, batch } = cell;
  const on = (library: string, threads = 1, samples = batch): string =>
    `${library} ${work} ${hidden} ${samples} ${threads}`;
  const limits = (threads: number): Job[] => [
    { name: `peak, ${threads}`, source: native, request: `limits multiply-adds 0 0 ${threads}` },
    ...(several
      ? Object.entries(readKiB).map(([level, size]) => ({
          name: `${level}, ${threads}`,
          source: native,
          request: `limits reads ${size} 0 ${threads}`,
        }))
      : []),
  ];
  const shared = several && work === 'training' && (batch > 1 || hidden > 150);
  const others = peers.filter(({ library }) => work === 'prediction' || library !== 'ONNX Runtime');
  return [
    { name: 'leeway', source: native, request: on('leeway') },
    ...(shared ? [{ name: 'two threads', source: native, request: on('leeway', 2) }] : []),
    ...limits(1),
    ...(shared ? limits(2) : []),
    ...(shared && batch > 1
      ? [
          { name: 'half the batch', source: native, request: on('leeway', 1, batch / 2) },
          { name: 'exchange', source: native, request: `limits exchange ${layerKiB(cell)} 0 2` },
        ]
      : []),
    ...(work === 'prediction' ? [{ name: 'from JavaScript', source: javascript, request: on('leeway') }] : []),
    ...others.map((source) => ({ name: source.library, source, request: on(source.library.replace(' ', '')) })),
  ];
}

/** Rounds of all jobs of a cell, in turn and back. */
export async function measureCell(cell: Cell, drivers: Drivers, rounds: number, several: boolean): Promise<CellResult> {
  const missing: CellResult['missing'] = [];
  const timed: { job: Job; row: Row }[] = [];
  let expected: number | undefined;
  for (const job of jobsOf(cell, drivers, several)) {
    const answer: Answer | Missing =
      job.source.version === '' && job.source !== drivers.native && job.name === job.source.library
        ? { missing: 'not installed' }
        : await job.source.driver.ask(job.request);
    if ('missing' in answer) missing.push({ name: job.name, reason: answer.missing });
    else timed.push({ job, row: { name: job.name, cpu: [], wall: [], additions: [] } });
    if ('missing' in answer || job.request.startsWith('limits')) continue;
    expected ??= answer.seen;
    if (!(Math.abs(answer.seen - expected) <= 1e-4 * Math.max(1, Math.abs(expected))))
      throw new Error(
        `expected ${expected} of ${job.name} as the first prediction of ${nameOf(cell)}, received ${answer.seen}`,
      );
  }
  for (let round = 0; round < rounds; round++) {
    for (const { job, row } of round % 2 === 0 ? timed : [...timed].reverse()) {
      const answer = await job.source.driver.ask(job.request);
      if ('missing' in answer) throw new Error(`${job.name} ended in the middle of ${nameOf(cell)}: ${answer.missing}`);
      row.cpu.push(answer.cpu);
      row.wall.push(answer.wall);
      if (answer.additions) row.additions!.push(answer.additions);
    }
  }
  return { cell, rows: timed.map(({ row }) => row), missing };
}

export const rowOf = ({ rows }: CellResult, name: string): Row | undefined => rows.find((row) => row.name === name);

/** Median, in ms, of what a thread ran. */
export const milliseconds = (row: Row): number => median(row.cpu) / 1e6;

/** How many times longer `name` took than we did, by the time that threads ran. */
export function overOurs(result: CellResult, name: string): Ratio | undefined {
  const [row, ours] = [rowOf(result, name), rowOf(result, 'leeway')!];
  return row && pairRounds(row.cpu, ours.cpu);
}

/** How many times as much two threads did as one, by the clock on the wall. */
export function byTwo(result: CellResult, one: string, two: string): Ratio | undefined {
  const [single, both] = [rowOf(result, one), rowOf(result, two)];
  return single && both && pairRounds(single.wall, both.wall);
}
