import type { Dataset } from './dataset';
import { countGaps } from './grid';
import { timeSpan, type Source } from './source';
import { PART_NAMES } from './splits';
import { formatTimestamp, MINUTE } from './timestamp';

// A file full of impossible values should not drown the rest of the report.
const LISTED = 10;

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function describeSource(source: Source): string[] {
  const { table, grid, stations } = source;
  const { start, end } = timeSpan(source);
  const names = stations.map(({ name, rows }) => `${name} ${rows}`).join(', ');
  const gaps = stations.map(countGaps);
  const places = gaps.reduce((sum, gap) => sum + gap.places, 0);
  const steps = gaps.reduce((sum, gap) => sum + gap.steps, 0);
  const repeated = stations.reduce((sum, station) => sum + station.repeated, 0);
  return [
    `data: ${table.name}, ${plural(table.rows, 'row')}` +
      (grid.groupColumn === undefined
        ? ''
        : `, ${plural(stations.length, 'station')} by ${grid.groupColumn} (${names})`),
    grid.timeColumn === undefined
      ? 'time: no column of times, rows taken as evenly spaced, an hour apart'
      : `time: ${grid.timeColumn}, every ${grid.step / MINUTE} min, ${formatTimestamp(start)} to ${formatTimestamp(end - grid.step)}`,
    `gaps: ${plural(steps, 'step')} missing in ${plural(places, 'place')}` +
      (repeated === 0 ? '' : `; ${plural(repeated, 'row')} replaced by a later row at the same time`),
  ];
}

function describeImpossible(impossible: Dataset['impossible']): string[] {
  const lines = impossible.slice(0, LISTED).map(({ station, time, column, value, rule }) => {
    const place = [station, formatTimestamp(time), column].filter((word) => word !== '').join(' ');
    return `  ${place} ${value}: ${rule}`;
  });
  if (impossible.length > LISTED) lines.push(`  and ${impossible.length - LISTED} more`);
  return [`impossible values taken as missing: ${impossible.length}`, ...lines];
}

/** Whether a test table's hours are hours that a model trained on `source` has seen, if at another place. */
function overlaps(source: Source, test: Source): boolean {
  if (source.grid.timeColumn === undefined || test.grid.timeColumn === undefined) return false;
  const [a, b] = [timeSpan(source), timeSpan(test)];
  return a.start < b.end && b.start < a.end;
}

/** What was read and what became of it, in lines for people. */
export function describeDataset(
  windows: Omit<Dataset, 'report' | 'toTargetUnits' | 'score'>,
  source: Source,
  test: Source | undefined,
  split: string,
): string {
  const { target, task, horizon, window, features, impossible } = windows;
  const ahead = `${plural(horizon, 'step')} ahead`;
  return [
    ...describeSource(source),
    ...(test === undefined ? [] : describeSource(test).map((line) => `test ${line}`)),
    ...(test !== undefined && overlaps(source, test)
      ? ['note: the test file covers hours of the training file, so the test is not independent in time']
      : []),
    ...describeImpossible(impossible),
    `target: ${task === 'regression' ? `change of ${target}` : `label ${target}`}, ${ahead}`,
    `features (${features.length}): ${features.join(', ')}`,
    `split: ${split}`,
    `windows of ${plural(window, 'step')}: ${PART_NAMES.map((part) => `${part} ${windows[part].samples}`).join(', ')}`,
  ].join('\n');
}
