import { expect } from 'chai';
import { Driver } from '../../../bench/native/programs/driver';
import { isDisturbed, measureRounds, type Job, type Row } from '../../../bench/native/programs/rounds';

/** A program that hands back what it is asked, or `answer`, of the first `lines` requests. */
const echo = (lines: number, answer = 'l'): Driver =>
  new Driver(process.execPath, [
    '-e',
    `let n=0;require('readline').createInterface({input:process.stdin}).on('line',(l)=>{console.log(${answer});if(++n===${lines})process.exit()})`,
  ]);

describe('a program that is asked for batches', () => {
  it('answers line by line, and its end is an answer', async () => {
    const driver = echo(1, 'JSON.stringify({seen:l})');
    expect(await driver.ask('a job')).to.deep.equal({ seen: 'a job' });
    expect(await driver.ask('another')).to.deep.equal({ missing: 'does not run' });
    driver.end();
  });

  it('that is not there does not run', async () => {
    const driver = new Driver('no such program', []);
    expect(await driver.read()).to.deep.equal({ missing: 'does not run' });
  });
});

describe('rounds of several programs', () => {
  const alone = { additions: 4.6, chains: 1 };
  const job = (name: string, driver: Driver, seen: number, more: Partial<Job> = {}): Job => ({
    ...{ name, driver, request: JSON.stringify({ cpu: 1, wall: 2, seen, ...(seen ? {} : { cores: alone }) }) },
    ...more,
  });

  it('time all that can be asked, and say what cannot', async () => {
    const driver = echo(100);
    const jobs = [
      job('leeway', driver, 7),
      job('peak, 1', driver, 0, { limit: true }),
      job('a peer', driver, 7, { missing: 'not installed' }),
    ];
    const { rows, missing } = await measureRounds(jobs, 3, 'a test');
    driver.end();
    const times = { cpu: [1, 1, 1], wall: [2, 2, 2] };
    expect(rows).to.deep.equal([
      { name: 'leeway', ...times, cores: [] },
      { name: 'peak, 1', ...times, cores: [alone, alone, alone] },
    ]);
    expect(missing).to.deep.equal([{ name: 'a peer', reason: 'not installed' }]);
  });

  it('ask once more for a batch whose cores others shared', async () => {
    const line = `JSON.stringify({cpu:n,wall:n,seen:7,cores:{additions:n<4?2.3:4.6,chains:1}})`;
    const driver = echo(100, line);
    const { rows } = await measureRounds([job('leeway', driver, 7)], 3, 'a test');
    driver.end();
    expect(rows[0]).to.deep.include({ cpu: [4, 5, 6], cores: [alone, alone, alone] });
  });

  const failureOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'nothing',
      (error: Error) => error.message,
    );

  it('refuse what computes something else, and a program that ends', async () => {
    const driver = echo(3);
    const other = measureRounds([job('leeway', driver, 7), job('a peer', driver, 7.1)], 3, 'a test');
    expect(await failureOf(other)).to.equal('expected 7 of a peer as the first prediction of a test, received 7.1');
    expect(await failureOf(measureRounds([job('leeway', driver, 7)], 3, 'a test'))).to.equal(
      'leeway ended in the middle of a test: does not run',
    );
    driver.end();
  });

  it('may disagree', () => {
    const of = (cpu: number[]): { rows: Row[]; missing: [] } => ({
      rows: [{ name: 'leeway', cpu, wall: cpu }],
      missing: [],
    });
    expect(isDisturbed(of([1, 2, 1.5]))).to.equal(true);
    expect(isDisturbed(of([1, 1, 1.05]))).to.equal(false);
  });
});
