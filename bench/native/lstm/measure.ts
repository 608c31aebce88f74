import { dirname, join } from 'node:path';
import { Driver } from '../programs/driver';
import type { Programs } from '../programs/main';
import { measureRounds, peakOf, type Job, type Rounds } from '../programs/rounds';
import { layerKiB, nameOf, type Cell } from './cells';

/** A library and the program that runs it. */
interface Source {
  library: string;
  version: string;
  driver: Driver;
}

export interface Drivers extends Programs {
  native: Source;
  javascript: Source;
  peers: Source[];
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

/** Memory of a core's caches: half of the second level, and what only the third holds. */
const readKiB = { L2: 1024, L3: 16384 };

/** What is timed beside each other for a cell. */
function jobsOf(cell: Cell, { native, javascript, peers }: Drivers, several: boolean): Job[] {
  const { work, hidden, batch } = cell;
  const on = (library: string, threads = 1, samples = batch): string =>
    `${library} ${work} ${hidden} ${samples} ${threads}`;
  const job = (name: string, { driver }: Source, request: string): Job => ({ name, driver, request });
  const limit = (name: string, request: string): Job => ({ ...job(name, native, `limits ${request}`), limit: true });
  const limits = (threads: number): Job[] => [
    peakOf(native.driver, threads),
    ...(several
      ? Object.entries(readKiB).map(([level, size]) => limit(`${level}, ${threads}`, `reads ${size} 0 ${threads}`))
      : []),
  ];
  const shared = several && work === 'training' && (batch > 1 || hidden > 150);
  const others = peers.filter(({ library }) => work === 'prediction' || library !== 'ONNX Runtime');
  return [
    job('leeway', native, on('leeway')),
    ...(shared ? [job('two threads', native, on('leeway', 2))] : []),
    ...limits(1),
    ...(shared ? limits(2) : []),
    ...(shared && batch > 1
      ? [job('half the batch', native, on('leeway', 1, batch / 2)), limit('exchange', `exchange ${layerKiB(cell)} 0 2`)]
      : []),
    ...(work === 'prediction' ? [job('from JavaScript', javascript, on('leeway'))] : []),
    ...others.map((source) => ({
      ...job(source.library, source, on(source.library.replace(' ', ''))),
      ...(source.version === '' && { missing: 'not installed' }),
    })),
  ];
}

export const measureCell = (cell: Cell, drivers: Drivers, rounds: number, several: boolean): Promise<Rounds> =>
  measureRounds(jobsOf(cell, drivers, several), rounds, nameOf(cell));
