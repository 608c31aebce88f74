import type { Command } from 'commander';
import { activation, list, threadCount, wholeNumber } from './arguments';
import type { PredictOptions } from './weather-predict';
import type { TrainOptions } from './weather-train';

const trainExamples = `
Without --csv: synthetic weather. Ctrl-C saves what was learnt (exit code 130).
An activation is an op (tanh, isru …), the fastest within an error (tanh@1e-4) or a method (tanh:rational_5_4).

  leeway weather train --csv observations.csv --target temp --horizon 6 --out model.safetensors
  leeway weather train --csv room.csv --target Occupancy --test other.csv --activation isru --out room.safetensors`;

/** `leeway weather train` and `leeway weather predict`. */
export function registerWeather(leeway: Command): void {
  const weather = leeway
    .command('weather')
    .description('forecast a column of a CSV with an LSTM, or classify its rows');

  weather
    .command('train')
    .description('train a forecaster and save it')
    .requiredOption('--out <file>', 'the model to write, a safetensors file')
    .option('--csv <file>', 'the observations, a row per time; synthetic weather unless given')
    .option('--target <column>', 'what to forecast; the first temperature unless given')
    .option('--test <file>', 'observations of their own to test on')
    .option('--horizon <steps>', 'steps ahead (6; of a column of 0 and 1: 0)', wholeNumber(0))
    .option('--window <steps>', 'steps to look back (24)', wholeNumber(1))
    .option('--features <names>', 'columns, or the groups all, met and clock (all)', list)
    .option('--split <kind>', 'blocks: weeks in turn; time: the last quarter for the test (blocks)')
    .option('--hidden <units>', 'hidden units (32)', wholeNumber(1))
    .option('--activation <op>', "the cell's function (tanh)", activation)
    .option('--gate <op>', "the gates' function (sigmoid)", activation)
    .option('--threads <count>', 'threads, or auto (auto)', threadCount)
    .option('--epochs <count>', 'passes over the data (16, stopping early; of a column of 0 and 1: 1)', wholeNumber(1))
    .option('--seed <number>', 'of the weights, and of synthetic weather (1)', wholeNumber(0))
    .option('--hours <count>', 'of synthetic weather (8760, a year)', wholeNumber(1))
    .option('--json', 'print JSON')
    .addHelpText('after', trainExamples)
    .action(async (options: TrainOptions) => {
      const { train } = await import('./weather-train.js');
      await train(options);
    });

  weather
    .command('predict')
    .description('forecast from every window of a CSV, the last of which is for the future')
    .requiredOption('--model <file>', 'what train saved')
    .requiredOption('--csv <file>', 'observations with the columns of those trained on')
    .option('--out <file>', 'the CSV to write; printed unless given')
    .option('--latest', 'only the latest forecast of each station')
    .action(async (options: PredictOptions) => {
      const { predict } = await import('./weather-predict.js');
      predict(options);
    });
}
