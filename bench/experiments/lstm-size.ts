// Source 2: what a cheaper activation lets an LSTM of a given time budget be. The bench's LSTM suite, as an experiment.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '../data/errors';
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

export const lstmSize: Experiment = {
  name: 'lstm-size',
  claim: 'Source 2: cheaper activations let the same time train a larger LSTM',
  async run({ data, quick, seeds, signal }, findings) {
    findings.data = data === undefined ? 'synthetic weather' : csvOf(data);
    const args = ['bench', '--suite', 'lstm'];
    if (quick) args.push('--quick');
    if (seeds !== undefined) args.push('--seeds', String(seeds));
    if (data !== undefined) args.push('--data', csvOf(data));
    goOn(signal);
    await new Promise<void>((resolve, reject) => {
      const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'inherit', 'inherit'], signal });
      child.on('error', (error) => (error.name === 'AbortError' ? resolve() : reject(error)));
      child.on('exit', () => resolve());
    });
    goOn(signal);
  },
};
