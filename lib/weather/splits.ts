import { HOUR, startOfYear, WEEK } from './timestamp';

export const PART_NAMES = ['train', 'validation', 'test'] as const;

export type PartName = (typeof PART_NAMES)[number];

/** How time is cut into parts. */
export type SplitKind = 'time' | 'blocks';

export interface SplitOptions {
  readonly kind: SplitKind;
  /** Milliseconds: the first step of any station. */
  readonly start: number;
  /** Milliseconds: one step after the last step of any station. */
  readonly end: number;
  /** Whether the test part is another file; then what this one would give to the test goes to training. */
  readonly testElsewhere: boolean;
}

export interface Split {
  /** The part that a time belongs to. */
  partAt(milliseconds: number): PartName;
  /** The cutting rule in words, for reports. */
  readonly description: string;
}

const SHORT = 8 * WEEK;
const TIME_TEST_SHARE = 0.25;

/** Numbers blocks of `length` from `origin`, starting at 0. */
const blockNumber = (origin: number, length: number) => (milliseconds: number) =>
  Math.floor((milliseconds - origin) / length);

const duration = (milliseconds: number): string => `${Number((milliseconds / HOUR).toFixed(1))} h`;

/** Data of less than 8 weeks would leave a part empty: their blocks are an even share of them, counted from the start. */
function blocksOver(start: number, end: number, count: number, short: boolean) {
  const length = short ? (end - start) / count : WEEK;
  const words = short ? `blocks of ${duration(length)} (the data are shorter than 8 weeks)` : 'weeks from 1 January';
  return { number: blockNumber(short ? start : startOfYear(start), length), words };
}

function splitByBlocks({ start, end, testElsewhere }: SplitOptions): Split {
  const { number, words } = blocksOver(start, end, 8, end - start < SHORT);
  const testRule = testElsewhere ? '' : ', test where w % 4 = 3';
  return {
    description: `${words}: validation where w % 8 = 1${testRule}, else training`,
    partAt(milliseconds) {
      const block = number(milliseconds);
      if (block % 4 === 3 && !testElsewhere) return 'test';
      return block % 8 === 1 ? 'validation' : 'train';
    },
  };
}

function splitByTime({ start, end, testElsewhere }: SplitOptions): Split {
  const edge = testElsewhere ? end : end - TIME_TEST_SHARE * (end - start);
  const { number, words } = blocksOver(start, edge, 6, end - start < SHORT);
  const testRule = testElsewhere ? '' : 'test: the last quarter of the time span; before it ';
  return {
    description: `${testRule}${words}: validation where w % 6 = 5, else training`,
    partAt(milliseconds) {
      if (milliseconds >= edge && !testElsewhere) return 'test';
      return number(milliseconds) % 6 === 5 ? 'validation' : 'train';
    },
  };
}

/**
 * Cuts time into training, validation and test.
 * - `blocks`: week w, counted from 1 January 00:00 UTC of the first year, is test where w % 4 = 3, validation where
 *   w % 8 = 1, else training. Every season is in every part.
 * - `time`: the last quarter of the time span is test; of the weeks before it every sixth is validation.
 *
 * Data shorter than 8 weeks are cut into 8 even blocks (`blocks`) or 6 (`time`, before the test) instead of weeks.
 */
export function makeSplit(options: SplitOptions): Split {
  return options.kind === 'blocks' ? splitByBlocks(options) : splitByTime(options);
}
