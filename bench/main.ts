// npm run bench: what do I gain, and what does it cost in accuracy? `npm run bench -- --help` lists the options.
import { writeJson } from './harness/report';
import { describeMachine, machineLine } from './machine';
import { parseOptions, usage, UsageError, type BenchOptions } from './options';
import { printLstm, runLstm, type LstmRow } from './suites/lstm';
import { printMath, runMath, type MathRow } from './suites/math';
import { printPosit, runPosit, type PositRow } from './suites/posit';
import { runSources, type SourceRow } from './suites/sources';

async function run(options: BenchOptions): Promise<void> {
  const machine = describeMachine();
  const rows: (MathRow | LstmRow | PositRow | SourceRow)[] = [];
  process.stdout.write(`${machineLine(machine)}\n`);
  if (options.suites.includes('math')) {
    const math = runMath(options);
    rows.push(...math);
    process.stdout.write(`\nActivations\n\n${printMath(math)}`);
  }
  if (options.suites.includes('lstm')) {
    const lstm = await runLstm(options);
    rows.push(...lstm.rows);
    process.stdout.write(`\nAn LSTM with the activation swapped\n\n${printLstm(lstm)}`);
  }
  if (options.suites.includes('posit')) {
    const posit = runPosit(options);
    rows.push(...posit);
    process.stdout.write(`\nPosits\n\n${printPosit(posit)}`);
  }
  if (options.suites.includes('sources')) {
    const sources = runSources(options);
    rows.push(...sources.rows);
    process.stdout.write(`\n${sources.text}`);
  }
  if (options.json) writeJson(options.json, { schema: 1, machine, rows });
}

async function main(): Promise<void> {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (options === 'help') process.stdout.write(usage);
    else await run(options);
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    const expected = error instanceof UsageError || code?.startsWith('ERR_LEEWAY_') || code?.startsWith('E');
    if (!expected) throw error;
    process.stderr.write(`leeway bench: ${message}\n`);
    process.exitCode = 2;
  }
}

void main();
