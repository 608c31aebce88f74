// npm run bench:native: how near are the kernels to what the machine can do, and how do they stand beside other libraries?
// `npm run bench:native -- --help` lists the options, docs/performance.md says how it measures.
import { backend } from 'leeway';
import { Progress } from '#lib/cli/progress';
import { writeJson } from '../results/write';
import { describeMachine, machineLine } from '../machine/describe';
import { UsageError } from '#lib/cli/errors';
import { writeDocument } from './document';
import { judgeJavascript } from './javascript';
import { judgeTargets } from './judge';
import { runLstmBench } from './lstm/main';
import { limits, type Measurement } from './measurement';
import { runNetworksBench } from './networks/main';
import { parseOptions, usage, type NativeBenchOptions } from './options';
import { portLegend, portTable } from './ports';
import { buildBench, measureAll, passes } from './run';
import { verdictTable } from './summary';
import { legend, printTable, selfCheckLine, tableOf, titleOf } from './tables';

async function run({ plans, rows, targets, ports, document, json }: NativeBenchOptions): Promise<void> {
  if (backend.name !== 'native')
    throw new UsageError(`expected the addon, received ${backend.name}: ${backend.reason}`);
  buildBench();
  const machine = describeMachine();
  process.stdout.write(`${machineLine(machine)}\n`);
  const progress = new Progress('bench', passes * plans.length);
  const measurements = measureAll(plans, rows, () => progress.advance());
  progress.finish();
  describePeers(measurements[0]!);
  if (!targets && !ports) {
    for (const measurement of measurements) printMeasurement(measurement);
    process.stdout.write(`\n${legend}`);
  }
  if (ports) printPorts(measurements);
  const verdicts = targets || document ? [...judgeTargets(measurements), ...judgeJavascript()] : [];
  if (verdicts.length > 0) {
    for (const measurement of measurements)
      process.stdout.write(`${titleOf(measurement)}: ${selfCheckLine(measurement)}\n`);
    process.stdout.write(`\n${printTable(verdictTable(verdicts), 5)}\n`);
  }
  if (document) await writeDocument(machine, measurements, verdicts);
  if (json) writeJson(json, { schema: 1, machine, measurements, verdicts });
}

function describePeers({ compiler, core, flushesSubnormals, libraries }: Measurement): void {
  const peers = libraries
    .filter(({ name }) => name !== limits)
    .map((library) => `${library.name} ${library.installed ? library.version : '(not installed)'}`);
  process.stdout.write(
    `${compiler}; core ${core}; subnormals ${flushesSubnormals ? 'flushed' : 'kept'}; peers: ${peers.join(', ')}\n` +
      'inputs uniform in [-4, 4], or in the part of it in the domain; seed 1; out of place\n',
  );
}

function printMeasurement(measurement: Measurement): void {
  process.stdout.write(
    `\n${titleOf(measurement)}; ${selfCheckLine(measurement)}\n${printTable(tableOf(measurement))}\n`,
  );
}

function printPorts(measurements: Measurement[]): void {
  for (const measurement of measurements)
    process.stdout.write(
      `\n${titleOf(measurement)}; ${selfCheckLine(measurement)}\n${printTable(portTable(measurement))}\n`,
    );
  process.stdout.write(`\n${portLegend}`);
}

async function main(): Promise<void> {
  try {
    const args = process.argv.slice(2);
    if (args.includes('--lstm')) return await runLstmBench(args);
    if (args.includes('--networks')) return await runNetworksBench(args);
    const options = parseOptions(args);
    if (options === 'help') process.stdout.write(usage);
    else await run(options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`leeway bench: ${error.message}\n`);
    process.exitCode = 2;
  }
}

void main();
