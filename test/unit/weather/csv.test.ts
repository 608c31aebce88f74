import { expect } from 'chai';
import { LeewayError, LeewayTypeError } from '#lib/errors';
import { parseTable, readTable } from '#lib/weather/csv';
import { plain, realData } from './support';

const readable: [what: string, text: string, names: string[], firstColumn: string[]][] = [
  ['plain', 'a,b\n1,2\n3,4\n', ['a', 'b'], ['1', '3']],
  ['no line break at the end', 'a,b\n1,2', ['a', 'b'], ['1']],
  ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n', ['a', 'b'], ['1', '3']],
  ['LF header over CRLF rows', 'a,b\n1,2\r\n3,4\r\n', ['a', 'b'], ['1', '3']],
  ['CR alone', 'a,b\r1,2\r3,4\r', ['a', 'b'], ['1', '3']],
  ['byte order mark', '\ufeffa,b\n1,2\n', ['a', 'b'], ['1']],
  ['byte order mark before a quote', '\ufeff"a",b\n1,2\n', ['a', 'b'], ['1']],
  ['blank lines at the end', 'a,b\n1,2\n\n  \n', ['a', 'b'], ['1']],
  ['one column', 'a\n1\n2\n', ['a'], ['1', '2']],
  ['quotes and blanks around fields', ' "a" , b\n "1" , 2\n', ['a', 'b'], ['1']],
  ['commas, quotes and line breaks in quotes', 'a,b\n"x, ""y""\nz",2\n', ['a', 'b'], ['x, "y"\nz']],
  ['row numbers without a name', 'a,b\n1,5,6\n2,7,8\n', ['row', 'a', 'b'], ['1', '2']],
  ['an index column without a name', ',a\n7,5\n8,6\n', ['row', 'a'], ['7', '8']],
];

const refused: [what: string, text: string, message: string][] = [
  ['blank first line', '\na,b\n1,2', 'expected a header line for f.csv, line 1, column 1, received a blank line'],
  [
    'unterminated quote in the header',
    'a,"b\n1,2\n',
    'expected a closing quote for f.csv, line 1, column 2, received none',
  ],
  ['empty file', '', 'expected a header line for f.csv, line 1, column 1, received an empty file'],
  ['blank file', ' \n\n', 'expected a header line for f.csv, line 1, column 1, received an empty file'],
  ['header alone', 'a,b\n', 'expected rows below the header for f.csv, line 2, column 1, received the end of the file'],
  ['row too short', 'a,b,c\n1,2,3\n4,5\n', 'expected 3 fields for f.csv, line 3, column "c", received 2 fields'],
  ['row too long', 'a,b\n1,2\n3,4\n5,6,7\n', 'expected 2 fields for f.csv, line 4, column 3, received 3 fields'],
  ['blank line inside', 'a,b\n1,2\n\n3,4\n', 'expected 2 fields for f.csv, line 3, column "b", received a blank line'],
  [
    'short row after a quoted line break',
    'a,b\n"1\n2",3\n4\n',
    'expected 2 fields for f.csv, line 4, column "b", received 1 fields',
  ],
  [
    'unterminated quote',
    'a,b\n1,2\n3,"4\n5,6\n',
    'expected a closing quote for f.csv, line 3, column 2, received none',
  ],
  [
    'unterminated quote behind text in several bytes',
    'a,b\n1,é\n3,"4\n5,6\n',
    'expected a closing quote for f.csv, line 3, column 2, received none',
  ],
  [
    'quote that closes too early',
    'a,b\n1,"2"x\n',
    'expected quotes around whole fields, doubled inside them, for f.csv, line 2, column 2, received a quote in the middle of a field',
  ],
  [
    'quote in an unquoted field',
    'a,b\n1,2\nx"y,2\n',
    'expected quotes around whole fields, doubled inside them, for f.csv, line 3, column 1, received a quote in the middle of a field',
  ],
  [
    'column name twice',
    'a,b,a\n1,2,3\n',
    'expected distinct column names for f.csv, line 1, column 3, received "a" a second time',
  ],
  ['column without a name', 'a,,c\n1,2,3\n', 'expected a column name for f.csv, line 1, column 2, received nothing'],
  ['semicolons', 'a;b\n1;2\n', 'expected fields separated by commas for f.csv, line 1, column 1, received "a;b"'],
  [
    'rows one longer, but no row numbers',
    'a,b\n5,6,7\n5,8,9\n',
    'expected 2 fields for f.csv, line 2, column 3, received 3 fields',
  ],
  [
    'a comma too many at each end',
    'a,b\n5.5,6,\n6.5,8,\n',
    'expected 2 fields for f.csv, line 2, column 3, received 3 fields',
  ],
  ['not text', 'a\0b', 'expected text in UTF-8 for f.csv, line 1, column 1, received bytes that are no text'],
];

describe('weather/csv', () => {
  for (const [what, text, names, firstColumn] of readable) {
    it(`reads: ${what}`, () => {
      const table = parseTable(text, 'f.csv');
      expect(table.names).to.deep.equal(names);
      expect(table.rows).to.equal(firstColumn.length);
      expect(table.strings(names[0]!)).to.deep.equal(firstColumn);
    });
  }

  for (const [what, text, message] of refused) {
    it(`refuses: ${what}`, () => {
      expect(() => parseTable(text, 'f.csv'))
        .to.throw(LeewayError)
        .that.includes({ message, code: 'ERR_LEEWAY_CSV' });
    });
  }

  it('names the line of a value behind quoted line breaks', () => {
    const table = parseTable('a,b\n"x\ny",1\n"x",2\nx,oops\n', 'f.csv');
    expect([0, 1, 2].map((row) => table.line(row))).to.deep.equal([2, 4, 5]);
    expect(() => table.numbers('b')).to.throw('line 5, column "b", received "oops"');
  });

  it('keeps a header that is one short apart from a column called row', () => {
    expect(() => parseTable('row,b\n1,5,6\n2,7,8\n', 'f.csv')).to.throw('line 2, column 3');
  });

  it('refuses what cannot be read, and what is no file name', () => {
    expect(() => readTable('no/such/file.csv'))
      .to.throw(LeewayError, /^expected a readable file for no\/such\/file\.csv, received ENOENT/)
      .with.property('code', 'ERR_LEEWAY_CSV');
    expect(() => readTable(undefined as never)).to.throw(
      LeewayTypeError,
      'expected a string for file, received undefined',
    );
    expect(() => parseTable(5 as never, 'f.csv')).to.throw(
      LeewayTypeError,
      'expected a string for text, received number 5',
    );
  });

  it('reads the NYC file', function () {
    const table = readTable(realData(this, 'weather/nyc-2013-hourly.csv'));
    expect(table.rows).to.equal(17_409);
    expect(table.names).to.have.lengthOf(15);
    expect(table.numbers('temp')[0]).to.equal(39.02);
    expect(table.numbers('pressure').filter(Number.isNaN)).to.have.lengthOf(935 + 831);
    expect(table.times('time_hour')[0]).to.equal(Date.UTC(2013, 0, 1, 6));
    expect(table.kind('origin')).to.equal('strings');
  });

  it('reads the occupancy file, whose header is one short', function () {
    const table = readTable(realData(this, 'occupancy/datatraining.txt'));
    expect(table.rows).to.equal(8143);
    expect(table.names.slice(0, 3)).to.deep.equal(['row', 'date', 'Temperature']);
    expect(plain(table.numbers('row').subarray(0, 3))).to.deep.equal([1, 2, 3]);
    expect(table.times('date')[1]).to.equal(Date.UTC(2015, 1, 4, 17, 51, 59));
    expect(table.numbers('Occupancy').reduce((sum, value) => sum + value)).to.equal(1729);
  });
});
