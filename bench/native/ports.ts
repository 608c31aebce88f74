import { spawnSync } from 'node:child_process';
import { significant } from '../harness/figures';
import { arithmetic, mainLoops, spills, type MainLoop } from './loops';
import { cyclesPerVector, ours, type Measurement, type Row } from './measurement';
import type { Table } from './tables';

/** The newest core with 512-bit vectors that LLVM 14 to 16 has ports and latencies of. */
const core = 'icelake-server';

/** What limits each kernel of a measurement: its loop by LLVM's model of a core, beside the cycles it took. */
export function portTable(measurement: Measurement): Table {
  const { isa, dtype } = measurement;
  const loops = mainLoops(isa).filter((loop) => loop.dtype === dtype);
  return {
    head: [
      'op',
      'method',
      'arithmetic',
      'permutes',
      'spills',
      'bound',
      'simulated',
      'measured',
      '÷ bound',
      'busiest ports',
    ],
    rows: measurement.rows
      .filter((row) => row.library === ours && row.isa === isa)
      .flatMap((row) => {
        const loop = loops.find(({ op, method }) => op === row.op && method === row.method);
        return loop ? [lineOf(row, loop, cyclesPerVector(row, measurement)!)] : [];
      }),
  };
}

export const portLegend = `per vector: vector instructions other than moves, loads and stores; permutes (one port) among them; spilled vectors; then
cycles: the bound by throughput alone (llvm-mca's for ${core}, at least half of the 512-bit arithmetic) and llvm-mca's simulation;
measured, by the clock of the same run.
`;

function lineOf(row: Row, loop: MainLoop, measured: number): string[] {
  const instructions = arithmetic(loop);
  const { throughput, simulated, ports } = model(loop.instructions);
  // Two of a core's ports take 512-bit arithmetic, whatever a model thinks of single instructions.
  const wide = instructions.filter((text) => text.includes('%zmm')).length;
  const bound = Math.max(throughput, wide / 2);
  const perVector = (count: number): string => significant(count / loop.vectors);
  return [
    row.op,
    row.method,
    perVector(instructions.length),
    perVector(instructions.filter((text) => /^vperm/.test(text)).length),
    perVector(spills(loop)),
    perVector(bound),
    perVector(simulated),
    significant(measured),
    significant((measured * loop.vectors) / bound),
    ports.map(({ name, pressure }) => `${name} ${perVector(pressure)}`).join(', '),
  ];
}

function model(instructions: string[]) {
  const assembly = ['.loop:', ...instructions.map((text) => text.replace(/^(j\w+)\s.*/, '$1 .loop'))].join('\n');
  const { stdout, error, status } = spawnSync('llvm-mca', [`-mcpu=${core}`, '-iterations=100'], {
    encoding: 'utf8',
    input: `${assembly}\n`,
  });
  if (error || status !== 0)
    throw new Error('expected llvm-mca, found none that takes this loop: apt-get install llvm');
  const figure = (name: string): number => Number(new RegExp(`${name}:\\s+([\\d.]+)`).exec(stdout)?.[1]);
  const names = [...stdout.matchAll(/^\[[\d.]+\]\s+- (\S+)/gm)].map(([, name]) =>
    name!.replace(/^ICX(Port|Unit)?/, 'p'),
  );
  const pressures = /Resource pressure per iteration:\n.*\n(.*)\n/.exec(stdout)![1]!.trim().split(/\s+/);
  const ports = names
    .map((name, i) => ({ name, pressure: Number(pressures[i]) || 0 }))
    .sort((a, b) => b.pressure - a.pressure)
    .slice(0, 2);
  return { throughput: figure('Block RThroughput'), simulated: figure('Total Cycles') / 100, ports };
}
