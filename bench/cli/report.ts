import { join } from 'node:path';
import { UsageError } from '#lib/cli/errors';
import { Progress } from '#lib/cli/progress';
import { writeWhole } from '#lib/disk';
import { machineLine } from '../machine/describe';
import { onPaper } from '../report/theme';
import { loadDrawing } from '../report/render';
import { makeReport, type Reported } from '../report/report';
import { checked, type Run } from '../results/document';
import { checkedExperiment, isExperiment, type ExperimentResults } from '../results/findings';
import { readJson } from '../results/read';
import { requireFolder } from '../results/write';

/** `leeway bench report`. */
export async function report(files: string[], { out, svg }: { out?: string; svg?: string }): Promise<void> {
  const pages = pagesOf(files);
  if (out === undefined && svg === undefined)
    throw new UsageError('expected --out FOLDER or --svg FOLDER, received none');
  const draw = await loadDrawing();
  if (out !== undefined) requireFolder(out, '--out');
  if (svg !== undefined) requireFolder(svg, '--svg');
  for (const [i, page] of pages.entries()) {
    const progress = new Progress('report', 30);
    const { html, charts } = await makeReport(page, draw, () => progress.advance());
    progress.finish();
    const suffix = pages.length > 1 ? `-${i + 1}` : '';
    if (out !== undefined) tell(join(out, `index${suffix}.html`), html, page.run);
    if (svg !== undefined)
      for (const { id, svg: chart } of charts) writeWhole(join(svg, `${id}${suffix}.svg`), onPaper(chart));
    if (svg !== undefined) process.stdout.write(`${charts.length} charts in ${svg}\n`);
  }
}

/** A page for each run; what experiments found stands on each of them, or on one of its own. */
function pagesOf(files: string[]): Reported[] {
  const runs: Run[] = [];
  const experiments: ExperimentResults[] = [];
  for (const file of files) {
    const content = readJson(file);
    if (isExperiment(content)) experiments.push(checkedExperiment(content, file));
    else runs.push(...checked(content, file).runs);
  }
  return (runs.length > 0 ? runs : [withoutRows(experiments)]).map((run) => ({ run, experiments }));
}

/** What stands above experiments that come without a run of the bench. */
function withoutRows(experiments: ExperimentResults[]): Run {
  return {
    machine: experiments[0]!.machine,
    command: experiments.map(({ command }) => command).join('\n'),
    options: { suites: [], effort: 'default', peers: false, seed: 1, data: {}, processes: 1 },
    complete: true,
    warnings: [],
    rows: [],
  };
}

function tell(file: string, html: string, run: Run): void {
  writeWhole(file, html);
  process.stdout.write(`${file}: ${machineLine(run.machine)}\n`);
}
