import { UsageError } from '#lib/cli/errors';
import { compareRuns, comparisonTable } from '../results/compare';
import { readResults, type Run } from '../results/document';
import { machineLine } from '../machine/describe';
import { printMarkdown, printText } from '../results/table';

/** `leeway bench compare`. */
export function compare(
  before: string,
  after: string,
  { by, threshold, markdown }: { by: string; threshold: string; markdown?: boolean },
): void {
  if (by !== 'ratio' && by !== 'time') throw new UsageError(`expected ratio or time for --by, received "${by}"`);
  const percent = Number(threshold);
  if (!(percent >= 0) || threshold.trim() === '')
    throw new UsageError(`expected a percentage of at least 0 for --threshold, received "${threshold}"`);
  const [old, fresh] = [onlyRun(before), onlyRun(after)];
  const comparison = compareRuns(old, fresh, by, percent / 100);
  if (comparison.changes.length === 0)
    throw new UsageError(`expected rows that ${before} and ${after} have in common, received none`);
  const head = [`before: ${machineLine(old.machine)}`, `after: ${machineLine(fresh.machine)}`];
  const table = comparisonTable(comparison);
  if (markdown) process.stdout.write(`${head.map((line) => `- ${line}`).join('\n')}\n\n${printMarkdown(table)}`);
  else process.stdout.write(`${head.join('\n')}\n\n${printText(table)}`);
  if (comparison.changes.some(({ significant, factor }) => significant && factor > 1)) process.exitCode = 1;
}

function onlyRun(file: string): Run {
  const { runs } = readResults(file);
  if (runs.length > 1)
    throw new UsageError(`expected one run in ${file}, received ${runs.length}: compare the files it was merged from`);
  return runs[0]!;
}
