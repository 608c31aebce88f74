import { expect } from 'chai';
import { makeSplit, type PartName, type SplitKind } from '#lib/weather/splits';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const YEAR = Date.UTC(2013, 0, 1);

const letters: Record<PartName, string> = { train: '.', validation: 'v', test: 'T' };

/** The parts of `count` blocks as letters, asked at the first and the last millisecond of each. */
function parts(
  kind: SplitKind,
  start: number,
  end: number,
  block: number,
  count: number,
  testElsewhere = false,
): string {
  const { partAt } = makeSplit({ kind, start, end, testElsewhere });
  return Array.from({ length: count }, (_, index) => {
    const [first, last] = [partAt(start + index * block), partAt(start + (index + 1) * block - 1)];
    return first === last ? letters[first] : '?';
  }).join('');
}

describe('weather/splits', () => {
  const rows: [what: string, got: string, expected: string][] = [
    ['blocks: weeks of the year', parts('blocks', YEAR, YEAR + 52 * WEEK, WEEK, 16), '.v.T...T.v.T...T'],
    ['blocks: eight weeks are enough', parts('blocks', YEAR, YEAR + 8 * WEEK, WEEK, 8), '.v.T...T'],
    [
      'blocks: shorter ones for four days',
      parts('blocks', YEAR + 5 * HOUR, YEAR + 5 * HOUR + 4 * DAY, DAY / 2, 8),
      '.v.T...T',
    ],
    ['blocks: the test elsewhere', parts('blocks', YEAR, YEAR + 52 * WEEK, WEEK, 16, true), '.v.......v......'],
    ['time: the last quarter', parts('time', YEAR, YEAR + 48 * WEEK, WEEK, 48), '.....v'.repeat(6) + 'T'.repeat(12)],
    ['time: eight days', parts('time', YEAR + 3 * DAY, YEAR + 11 * DAY, DAY, 8), '.....vTT'],
    ['time: the test elsewhere', parts('time', YEAR, YEAR + 12 * WEEK, WEEK, 12, true), '.....v.....v'],
    ['time: six days, the test elsewhere', parts('time', YEAR, YEAR + 6 * DAY, DAY, 6, true), '.....v'],
  ];
  for (const [what, got, expected] of rows) it(what, () => expect(got).to.equal(expected));

  it('counts weeks from 1 January of the first year, not from the first row', () => {
    const start = YEAR + 10 * DAY;
    const { partAt } = makeSplit({ kind: 'blocks', start, end: start + 60 * WEEK, testElsewhere: false });
    expect(partAt(YEAR + 14 * DAY - 1)).to.equal('validation');
    expect(partAt(YEAR + 14 * DAY)).to.equal('train');
  });

  it('says when blocks are shorter than weeks', () => {
    const describe = (days: number): string =>
      makeSplit({ kind: 'blocks', start: YEAR, end: YEAR + days * DAY, testElsewhere: false }).description;
    expect(describe(4)).to.match(/^blocks of 12 h \(the data are shorter than 8 weeks\)/);
    expect(describe(56)).to.match(/^weeks from 1 January/);
  });
});
