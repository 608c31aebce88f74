import { significant } from '../harness/figures';
import { median } from '../harness/statistics';
import { selfCheckName } from '../suites/self-check';
import type { Run } from './document';
import { keyOf, type Row } from './row';
import type { Table } from './table';

/** What is compared: ratios within a run, which a faster or busier machine leaves alone, or times. */
export type By = 'ratio' | 'time';

export interface Change {
  key: string;
  /** What is compared: `over relu`, or a unit. */
  of: string;
  before: number;
  after: number;
  /** after / before. */
  factor: number;
  /** Beyond the threshold, intervals apart, neither noisy. */
  significant: boolean;
  noisy: boolean;
}

export interface Comparison {
  changes: Change[];
  /** Rows that are not compared: in one of the runs, others had a part of their cores all the time. */
  shared: string[];
  onlyBefore: string[];
  onlyAfter: string[];
}

interface Figure {
  of: string;
  median: number;
  interval: [number, number];
}

const isTimed = (row: Row): boolean => row.time !== undefined && row.name !== selfCheckName;

const timeOf = (row: Row): Figure => ({ of: row.unit ?? '', ...row.time! });

const ratiosOf = ({ ratios }: Row): Figure[] =>
  Object.entries(ratios ?? {}).map(([name, ratio]) => ({ of: `over ${name}`, ...ratio }));

const unsteadiness = ({ median, interval: [low, high] }: Figure): number => (high - low) / median;

/** What both runs tell of a row; of its ratios the one that the less steady of the runs measured most steadily. */
function figuresOf(before: Row, after: Row, by: By): [Figure, Figure] | undefined {
  if (!isTimed(before) || !isTimed(after)) return undefined;
  const [old, fresh] = by === 'time' ? [[timeOf(before)], [timeOf(after)]] : [ratiosOf(before), ratiosOf(after)];
  const pairs = old.flatMap((was): [Figure, Figure][] => {
    const is = fresh.find(({ of }) => of === was.of);
    return is ? [[was, is]] : [];
  });
  const worse = (pair: [Figure, Figure]): number => Math.max(...pair.map(unsteadiness));
  return pairs.sort((a, b) => worse(a) - worse(b))[0];
}

/** Compares two runs row by row, significant changes first, the largest first. */
export function compareRuns(before: Run, after: Run, by: By, threshold: number): Comparison {
  const old = new Map(before.rows.map((row) => [keyOf(row), row]));
  const fresh = new Map(after.rows.map((row) => [keyOf(row), row]));
  const shared: string[] = [];
  const changes = [...fresh].flatMap(([key, row]): Change[] => {
    const was = old.get(key);
    const figures = was && figuresOf(was, row, by);
    if (!figures) return [];
    if (was.shared || row.shared) {
      shared.push(key);
      return [];
    }
    const [a, b] = figures;
    const factor = b.median / a.median;
    const noisy = (was.noisy ?? false) || (row.noisy ?? false);
    const apart = a.interval[1] < b.interval[0] || b.interval[1] < a.interval[0];
    const far = Math.max(factor, 1 / factor) > 1 + threshold;
    return [{ key, of: a.of, before: a.median, after: b.median, factor, noisy, significant: apart && far && !noisy }];
  });
  const size = ({ factor }: Change): number => Math.abs(Math.log(factor));
  changes.sort((a, b) => Number(b.significant) - Number(a.significant) || size(b) - size(a));
  return {
    changes,
    shared,
    onlyBefore: [...old.keys()].filter((key) => !fresh.has(key)),
    onlyAfter: [...fresh.keys()].filter((key) => !old.has(key)),
  };
}

/** How far rows lie apart that ought to be the same: the median and the largest change. */
export function agreement(changes: readonly Change[]): { median: number; largest: number; beyond15: number } {
  const sizes = changes.map(({ factor }) => Math.max(factor, 1 / factor) - 1);
  if (sizes.length === 0) return { median: 0, largest: 0, beyond15: 0 };
  return {
    median: median(sizes),
    largest: Math.max(...sizes),
    beyond15: sizes.filter((size) => size > 0.15).length,
  };
}

const percent = (share: number): string => `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)} %`;

function inWords(changes: readonly Change[]): string {
  const { median: middle, largest, beyond15 } = agreement(changes);
  const [usual, most] = [middle, largest].map((share) => percent(share).replace('+', ''));
  return `changes of ${usual} in the median, ${most} at most, ${beyond15} beyond 15 %`;
}

/** The changes that matter, and a few of the others so that nobody has to guess what was left out. */
export function comparisonTable({ changes, shared, onlyBefore, onlyAfter }: Comparison, others = 10): Table {
  const important = changes.filter(({ significant }) => significant);
  const rest = changes.filter(({ significant }) => !significant);
  const steady = changes.filter(({ noisy }) => !noisy);
  const list = (keys: string[]): string => keys.slice(0, 5).join(', ') + (keys.length > 5 ? ', …' : '');
  const slower = important.filter(({ factor }) => factor > 1).length;
  return {
    title: `${important.length} of ${changes.length} rows changed significantly: ${slower} slower, ${important.length - slower} faster`,
    head: ['row', 'of', 'before', 'after', 'change', ''],
    names: 2,
    rows: [...important, ...rest.slice(0, others)].map((change) => [
      change.key,
      change.of,
      significant(change.before),
      significant(change.after),
      percent(change.factor - 1),
      change.significant ? (change.factor > 1 ? 'slower' : 'faster') : change.noisy ? 'noisy' : 'within noise',
    ]),
    note: [
      `All ${changes.length} rows: ${inWords(changes)}.`,
      ...(steady.length < changes.length
        ? [`The ${steady.length} that neither run calls noisy: ${inWords(steady)}.`]
        : []),
      ...(shared.length > 0
        ? [`Not compared, as others had a part of the cores all the time (${shared.length}): ${list(shared)}`]
        : []),
      ...(onlyBefore.length > 0 ? [`Only before (${onlyBefore.length}): ${list(onlyBefore)}`] : []),
      ...(onlyAfter.length > 0 ? [`Only after (${onlyAfter.length}): ${list(onlyAfter)}`] : []),
    ].join('\n'),
  };
}
