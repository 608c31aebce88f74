// Source 2: what a cheaper activation lets an LSTM of a given time budget be. The bench's LSTM suite, as an experiment.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '../data/errors';
import { parseOptions } from '../options';
import { printLstm, runLstm } from '../suites/lstm';
import { goOn, type Experiment } from './experiment';

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
    goOn(signal);
    const args = ['--suite', 'lstm', ...(quick ? ['--quick'] : []), ...(seeds ? ['--seeds', String(seeds)] : [])];
    const options = parseOptions([...args, ...(data === undefined ? [] : ['--csv', csvOf(data)])]);
    if (options === 'help') return;
    const report = await runLstm(options);
    findings.data = data === undefined ? 'synthetic weather' : csvOf(data);
    findings.texts.push(printLstm(report));
    findings.rows.push(...report.rows);
  },
};
