// Source 2: what a cheaper activation lets an LSTM of a given time budget be. The bench's LSTM suite, as an experiment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '../data/errors';
import { lstmFigures, type BySize } from '../report/networks';
import { readResults, type Run } from '../results/document';
import type { LineFindings } from '../results/findings';
import { sectionsOf } from '../results/print';
import { goOn, type Experiment } from './experiment';

const command = join(__dirname, '../../../dist/cli/main.js');

/** A CSV itself, or the first one of a folder or of weather/ in it. */
function csvOf(data: string): string {
  if (!existsSync(data))
    throw new DataError(`expected a CSV or a folder with one for --data, found nothing at ${data}`);
  if (statSync(data).isFile()) return data;
  for (const folder of [data, join(data, 'weather')]) {
    const csv = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.csv')) : undefined;
    if (csv !== undefined) return join(folder, csv);
  }
  throw new DataError(`expected a CSV in ${data} or in weather/ there, found none`);
}

/** Runs the bench and reads what it wrote, which is there also where it was stopped. */
async function measured(args: string[], signal: AbortSignal): Promise<Run | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-lstm-size-'));
  const file = join(folder, 'results.json');
  try {
    // Its tables come with the experiment's; what it has to say of its progress or of a mistake goes to the terminal.
    const child = spawn(process.execPath, [command, ...args, '--json', file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const stop = (): boolean => child.kill('SIGTERM');
    signal.addEventListener('abort', stop);
    const [code] = (await once(child, 'exit')) as [number | null];
    signal.removeEventListener('abort', stop);
    if (code !== 0 && !signal.aborted)
      throw new DataError(`expected leeway ${args.join(' ')} to end well, its exit code is ${code}`);
    return existsSync(file) ? readResults(file).runs[0] : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function chartOf({ title, y, points }: BySize): LineFindings {
  const names = [...new Set(points.map((point) => point.function))];
  const pointsOf = (name: string): [number, number][] =>
    points.filter((point) => point.function === name).map((point) => [point.x, point.y]);
  const lines = names.map((name) => ({ name, points: pointsOf(name) }));
  return { kind: 'lines', title, x: 'hidden units', y, lines };
}

export const lstmSize: Experiment = {
  name: 'lstm-size',
  claim: 'Source 2: cheaper activations let the same time train a larger LSTM',
  async run({ data, quick, seeds, signal }, findings) {
    const csv = data === undefined ? undefined : csvOf(data);
    findings.data = csv ?? 'synthetic weather';
    const args = ['bench', '--suite', 'lstm'];
    if (quick) args.push('--quick');
    if (seeds !== undefined) args.push('--seeds', String(seeds));
    if (csv !== undefined) args.push('--data', csv);
    goOn(signal);
    const run = await measured(args, signal);
    const tables = run ? sectionsOf(run).flatMap((section) => section.tables) : [];
    findings.tables = tables.map(({ title, head, rows, note }) => ({
      title,
      head,
      rows,
      ...(note && { notes: [note] }),
    }));
    findings.charts = lstmFigures(run?.rows ?? []).map(chartOf);
    goOn(signal);
  },
};
