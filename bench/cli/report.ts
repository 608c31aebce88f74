import { join } from 'node:path';
import { UsageError } from '#lib/cli/errors';
import { Progress } from '#lib/cli/progress';
import { writeWhole } from '#lib/disk';
import { machineLine } from '../machine/describe';
import { onPaper } from '../report/theme';
import { loadDrawing } from '../report/render';
import { makeReport } from '../report/report';
import { readResults, type Run } from '../results/document';
import { requireFolder } from '../results/write';

/** `leeway bench report`. */
export async function report(file: string, { out, svg }: { out?: string; svg?: string }): Promise<void> {
  const { runs } = readResults(file);
  if (out === undefined && svg === undefined)
    throw new UsageError('expected --out FOLDER or --svg FOLDER, received none');
  const draw = await loadDrawing();
  if (out !== undefined) requireFolder(out, '--out');
  if (svg !== undefined) requireFolder(svg, '--svg');
  for (const [i, run] of runs.entries()) {
    const progress = new Progress('report', 30);
    const { html, charts } = await makeReport(run, draw, () => progress.advance());
    progress.finish();
    const suffix = runs.length > 1 ? `-${i + 1}` : '';
    if (out !== undefined) tell(join(out, `index${suffix}.html`), html, run);
    if (svg !== undefined)
      for (const { id, svg: chart } of charts) writeWhole(join(svg, `${id}${suffix}.svg`), onPaper(chart));
    if (svg !== undefined) process.stdout.write(`${charts.length} charts in ${svg}\n`);
  }
}

function tell(file: string, html: string, run: Run): void {
  writeWhole(file, html);
  process.stdout.write(`${file}: ${machineLine(run.machine)}\n`);
}
