// npm run experiment -- NAME: the sources' experiments, their figures beside ours.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { oneLine, UsageError as CliError } from '#lib/cli/errors';
import { DataError } from '../data/errors';
import { describeMachine, machineLine } from '../machine/describe';
import { printText } from '../results/table';
import { requireWritable, writeJson } from '../results/write';
import { experimentResults, type Findings, type FindingsTable } from '../results/findings';
import { Stopped, type Experiment } from './experiment';
import { isrluMnist } from './isrlu-mnist';
import { lstmSize } from './lstm-size';
import { positLenet } from './posit-lenet';
import { textClassifier } from './text-classifier';
import { trainingTime } from './training-time';

const experiments: readonly Experiment[] = [textClassifier, trainingTime, positLenet, isrluMnist, lstmSize];

function whole(most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new InvalidArgumentError(`expected a whole number from 1 to ${most}, received "${text}"`);
    return value;
  };
}

const printed = ({ notes, ...table }: FindingsTable): string =>
  printText({ ...table, names: 1, ...(notes && { note: notes.join('\n') }) });

interface Flags {
  data?: string;
  quick: boolean;
  seeds?: number;
  threads: number;
  json?: string;
}

async function run(name: string, { data, quick, seeds, threads, json }: Flags): Promise<void> {
  const experiment = experiments.find((candidate) => candidate.name === name);
  if (!experiment)
    throw new CliError(`expected one of ${experiments.map((e) => e.name).join(', ')} for NAME, received "${name}"`);
  if (json !== undefined) requireWritable(json, '--json');
  const machine = describeMachine();
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop); // a second Ctrl-C ends the process
  const findings: Findings = { data: '', tables: [], charts: [] };
  const command = ['npm run experiment --', ...process.argv.slice(2)].join(' ');
  const write = (complete: boolean): void => {
    const { claim } = experiment;
    if (json)
      writeJson(json, experimentResults({ experiment: name, claim, command, machine, quick, complete, ...findings }));
  };
  let stopped = false;
  const started = performance.now();
  try {
    const keep = (): void => write(false);
    await experiment.run({ data, quick, seeds, threads, signal: controller.signal, keep }, findings);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    stopped = true;
  }
  process.off('SIGINT', stop);
  const seconds = (performance.now() - started) / 1000;
  const head = `${machineLine(machine)}\n\n${experiment.claim}\nData: ${findings.data}`;
  const tables = findings.tables.filter(({ rows }) => rows.length > 0).map(printed);
  process.stdout.write(`${[head, ...tables].join('\n\n')}\n`);
  process.stdout.write(`${stopped ? 'Stopped' : 'Done'} after ${seconds.toFixed(0)} s.\n`);
  write(!stopped);
  if (stopped) process.exitCode = 130;
}

const program = new Command('npm run experiment --')
  .description("The sources' experiments: their figures beside ours.")
  .argument('<name>', experiments.map(({ name, claim }) => `${name}: ${claim}`).join('\n'))
  .option(
    '--data <folder>',
    'real data: MNIST as IDX files, GTSRB as unpacked, reviews as folders or tar.gz (default: drawn and made up)',
  )
  .option('--quick', 'a minute: fewer samples, epochs and seeds', false)
  .option('--seeds <n>', 'seeds to train with', whole(100))
  .option('--threads <n>', 'threads of training (timings take one)', whole(8), 2)
  .option('--json <file>', 'write everything found as JSON')
  .exitOverride()
  .action(run);

async function main(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (
      error instanceof DataError ||
      error instanceof CliError ||
      (typeof code === 'string' && /^(ERR_LEEWAY_|E[A-Z]+$)/.test(code))
    ) {
      process.stderr.write(`leeway experiment: ${oneLine(error as Error)}\n`);
      process.exitCode = 2;
    } else throw error;
  }
}

void main();
