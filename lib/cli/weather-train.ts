import type { FitOptions } from '../lstm';
import { WeatherPredictor } from '../weather/predictor';
import type { WeatherFitResult, WeatherPredictorOptions } from '../weather/predictor-options';
import { syntheticWeather } from '../weather/synthetic';
import { UsageError } from './errors';
import { interruptible } from './interrupt';
import { Progress } from './progress';
import { scoreLine, scoreTable } from './weather-scores';

export interface TrainOptions extends Pick<
  WeatherPredictorOptions,
  'target' | 'horizon' | 'window' | 'features' | 'split' | 'hidden' | 'activation' | 'gate' | 'seed'
> {
  out: string;
  csv?: string;
  test?: string;
  hours?: number;
  threads?: FitOptions['threads'];
  epochs?: number;
  json?: boolean;
}

const YEAR_OF_HOURS = 8760;

/** A bar of the epochs; its length is known with the first of them. */
function epochBar(): { onProgress: NonNullable<FitOptions['onProgress']>; finish(): void } {
  let bar: Progress | undefined;
  return {
    onProgress({ epoch, epochs, loss, validationLoss }) {
      bar ??= new Progress('epoch', epochs);
      const validation = validationLoss === undefined ? '' : `, validation ${validationLoss.toPrecision(3)}`;
      bar.reach(epoch, `loss ${loss.toPrecision(3)}${validation}`);
    },
    finish: () => bar?.finish(),
  };
}

function report(fit: WeatherFitResult, out: string, ridge: WeatherFitResult['scores']): string {
  const ended = { epochs: '', patience: ', no better since', signal: ', interrupted' }[fit.stoppedBy];
  const trained = `${fit.epochs} ${fit.epochs === 1 ? 'epoch' : 'epochs'} in ${(fit.trainMs / 1000).toFixed(2)} s${ended}`;
  return `${fit.report}\n\n${scoreTable(fit.scores.test, ridge.test)}\n\ntrained ${trained}; saved ${out}\n`;
}

/** `leeway weather train` */
export async function train(options: TrainOptions): Promise<void> {
  const { out, csv, test, hours = YEAR_OF_HOURS, threads, epochs, json, ...network } = options;
  if (csv === undefined && test !== undefined) throw new UsageError('expected --csv to train on beside --test');
  const predictor = new WeatherPredictor(network);
  const bar = epochBar();
  const { result: fit, exitCode } = await interruptible((signal) => {
    const data = csv ?? syntheticWeather({ hours, seed: network.seed ?? 1 });
    const recipe = { ...(threads === undefined ? {} : { threads }), ...(epochs === undefined ? {} : { epochs }) };
    return predictor.fit(data, { test, signal, onProgress: bar.onProgress, ...recipe });
  }).finally(bar.finish);
  predictor.save(out);
  if (exitCode !== undefined) {
    process.stderr.write(`leeway: interrupted after ${fit.epochs} epochs; saved what was learnt to ${out}\n`);
    process.exitCode = exitCode;
    if (!json) process.stdout.write(`${scoreLine(fit.scores.test)}\n`);
  }
  if (json) {
    const { report: data, ridge, ...facts } = fit;
    const baselines = exitCode === undefined ? { ridge: ridge() } : {};
    process.stdout.write(
      `${JSON.stringify({ model: out, data: data.split('\n'), ...facts, ...baselines }, null, 2)}\n`,
    );
  } else if (exitCode === undefined) process.stdout.write(report(fit, out, fit.ridge()));
}
