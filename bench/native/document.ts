import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { Machine } from '../machine/describe';
import { machineLine } from '../machine/describe';
import type { Verdict } from './judge';
import { ours, type Measurement } from './measurement';
import { grouped, summaryTable, verdictTable } from './summary';
import { selfCheckLine, titleOf, type Table } from './tables';

const page = 'docs/performance.md';
const begin = '<!-- bench:native begins -->';
const end = '<!-- bench:native ends -->';

/** Replaces the measured part of docs/performance.md. */
export async function writeDocument(machine: Machine, measurements: Measurement[], verdicts: Verdict[]): Promise<void> {
  const old = readFileSync(page, 'utf8');
  if (!old.includes(begin) || !old.includes(end))
    throw new Error(`expected ${begin} and ${end} in ${page}, found none: they say what to replace`);
  const text = `${old.slice(0, old.indexOf(begin))}${begin}\n\n${measured(machine, measurements, verdicts)}\n${old.slice(old.indexOf(end))}`;
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }));
}

function measured(machine: Machine, measurements: Measurement[], verdicts: Verdict[]): string {
  const [first] = measurements;
  const versions = first!.libraries
    .filter(({ installed, version }) => installed && version)
    .map(({ name, version }) => `${name} ${version}`)
    .join(', ');
  const missing = first!.libraries.filter(({ installed }) => !installed).map(({ name }) => name);
  return `Measured on ${machine.date.slice(0, 10)}: ${machineLine(machine)}; compiled by ${first!.compiler}; core ${first!.core}.
Peers: ${versions}${missing.length > 0 ? `; not installed: ${missing.join(', ')}` : ''}.

### Targets

${markdown(verdictTable(verdicts))}
${grouped(measurements).map(section).join('\n')}
### Self-checks

${measurements.map((measurement) => `- ${titleOf(measurement)}: ${selfCheckLine(measurement)}`).join('\n')}
`;
}

function section(group: Measurement[]): string {
  const { dtype, isa } = group[0]!;
  const kernels = group[0]!.rows.filter((row) => row.library === ours).length;
  return kernels > 0 ? `### ${dtype}, ${isa}\n\n${markdown(summaryTable(group))}` : '';
}

function markdown({ head, rows }: Table): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
