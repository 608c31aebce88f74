import type { Table } from './table';

const FEW = 100;

/** The first column of date-times. */
export function detectTime(table: Table): string | undefined {
  return table.names.find((name) => table.kind(name) === 'times');
}

/** The number of stretches of equal neighbours. */
function countRuns(values: readonly string[]): number {
  return values.reduce((runs, value, row) => (row > 0 && value === values[row - 1] ? runs : runs + 1), 0);
}

/** Whether telling rows apart by `keys` leaves no time twice within a group, while there are times twice without. */
function separatesTimes(keys: readonly string[], times: Float64Array): boolean {
  const distinctTimes = new Set(times).size;
  if (distinctTimes === times.length) return false;
  const distinctPairs = new Set(keys.map((key, row) => `${times[row]!} ${key}`)).size;
  return distinctPairs - distinctTimes > (times.length - distinctTimes) / 2;
}

/**
 * The column that tells stations apart: the first text column with few distinct values (at most 100, and no more than
 * half as many as rows) by which the file is sorted, or which tells apart most rows that share a time. The second half
 * of the rule keeps a column such as "weather: rain, clouds, …" from cutting one station's series into pieces.
 */
export function detectGroup(table: Table, times: Float64Array | undefined): string | undefined {
  return table.names.find((name) => {
    if (table.kind(name) !== 'strings') return false;
    const keys = table.strings(name);
    const distinct = new Set(keys).size;
    if (distinct > FEW || distinct > table.rows / 2) return false;
    return countRuns(keys) === distinct || (times !== undefined && separatesTimes(keys, times));
  });
}
