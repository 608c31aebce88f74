import { printCsv } from '../results/csv';
import { readResults, resultsOf } from '../results/document';
import { mergeRuns, sideBySide } from '../results/merge';
import { markdownOf, printRun } from '../results/print';
import { printMarkdown, printText } from '../results/table';
import { requireWritable, writeJson } from '../results/write';
import { writeWhole } from '#lib/disk';

interface MergeFlags {
  json?: string;
  csv?: string | true;
  markdown?: string | true;
}

/** `leeway bench merge`. */
export function merge(files: string[], flags: MergeFlags): void {
  const { json, csv, markdown } = flags;
  for (const [name, file] of Object.entries(flags)) if (typeof file === 'string') requireWritable(file, `--${name}`);
  const runs = mergeRuns(files.flatMap((file) => readResults(file).runs));
  const [only] = runs;
  const inMarkdown = (): string => (runs.length === 1 ? markdownOf(only!) : printMarkdown(sideBySide(runs)));
  if (json !== undefined) writeJson(json, resultsOf(runs));
  if (typeof csv === 'string') writeWhole(csv, printCsv(runs));
  if (typeof markdown === 'string') writeWhole(markdown, inMarkdown());
  if (csv === true) process.stdout.write(printCsv(runs));
  else if (markdown === true) process.stdout.write(inMarkdown());
  else process.stdout.write(runs.length === 1 ? printRun(only!) : printText(sideBySide(runs)));
}
