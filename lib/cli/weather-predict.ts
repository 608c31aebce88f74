import { writeWhole } from '../disk';
import { readTable } from '../weather/csv';
import { WeatherPredictor } from '../weather/predictor';
import type { Forecast } from '../weather/predictor-options';
import { Progress } from './progress';
import { scoreLine } from './weather-scores';

export interface PredictOptions {
  model: string;
  csv: string;
  out?: string;
  latest?: boolean;
}

/** A field of a CSV file, in quotes where it needs them (RFC 4180). */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Forecasts as CSV, with the columns that any of them has. */
function toCsv(forecasts: readonly Forecast[], target: string): string {
  const columns: [name: string, cell: (forecast: Forecast) => string | undefined][] = [
    ['station', ({ station }) => station || undefined],
    ['time', ({ time }) => time?.toISOString()],
    [`${target}_forecast`, ({ value }) => String(value)],
    ['probability', ({ probability }) => probability?.toString()],
    [target, ({ actual }) => actual?.toString()],
  ];
  const used = columns.filter(([, cell]) => forecasts.some((forecast) => cell(forecast) !== undefined));
  const lines = [
    used.map(([name]) => field(name)),
    ...forecasts.map((forecast) => used.map(([, cell]) => field(cell(forecast) ?? ''))),
  ];
  return lines.map((line) => `${line.join(',')}\n`).join('');
}

/** `leeway weather predict` */
export function predict({ model, csv, out, latest = false }: PredictOptions): void {
  const predictor = WeatherPredictor.load(model);
  const table = readTable(csv);
  let bar: Progress | undefined;
  const forecasts = predictor.forecast(table, {
    latest,
    onProgress(done, total) {
      bar ??= new Progress('forecasts', total);
      bar.reach(done);
    },
  });
  bar?.finish();
  const text = toCsv(forecasts, predictor.recipe.target);
  if (out === undefined) process.stdout.write(text);
  else {
    writeWhole(out, text);
    const known = forecasts.some(({ actual }) => actual !== undefined);
    const score = known && !latest ? `; ${scoreLine(predictor.evaluate(table))}` : '';
    process.stdout.write(`${forecasts.length} forecasts in ${out}${score}\n`);
  }
}
