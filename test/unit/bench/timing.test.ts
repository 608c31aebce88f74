import { expect } from 'chai';
import { timeAwaiting, timeInterleaved, type Candidate } from '../../../bench/harness/timing';

/** A clock that stands still but for what candidates take. */
class FakeTime {
  now = 0n;
  readonly calls: string[] = [];
  readonly clock = (): bigint => this.now;
  readonly whole = (): boolean => true;

  candidate(name: string, nanoseconds: (call: number) => number): Candidate {
    let call = 0;
    const run = (): void => {
      this.calls.push(name);
      this.now += BigInt(nanoseconds(call++));
    };
    return { name, run };
  }
}

describe('the batch timer', () => {
  it('tells the time of a call, whatever the batch', () => {
    const time = new FakeTime();
    const list = [time.candidate('short', () => 7), time.candidate('long', () => 1_000_000)];
    const [short, long] = timeInterleaved(list, 9, time);
    expect(short).to.include({ name: 'short', median: 7, minimum: 7, deviation: 0 });
    expect(long).to.include({ name: 'long', median: 1_000_000, minimum: 1_000_000, deviation: 0 });
    expect(long!.rounds).to.have.lengthOf(9);
  });

  it('makes batches of 100 µs at least, and one call where that is longer', () => {
    const time = new FakeTime();
    const before = timeInterleaved([time.candidate('short', () => 30)], 1, time);
    const warmUp = time.calls.length;
    expect(before[0]!.rounds).to.have.lengthOf(1);
    expect(warmUp * 30).to.be.above(400_000); // three batches of warm-up, one that counts
    const long = new FakeTime();
    timeInterleaved([long.candidate('long', () => 2_000_000)], 3, long);
    expect(long.calls).to.have.lengthOf(1 + 3);
  });

  it('calls once more before batches of few calls, so that what others left in the caches does not count', () => {
    const time = new FakeTime();
    const list = ['a', 'b', 'c'].map((name) =>
      time.candidate(name, () => (time.calls.at(-2) === name ? 60_000 : 900_000)),
    );
    for (const { rounds } of timeInterleaved(list, 20, time)) expect(rounds).to.deep.equal(Array(20).fill(60_000));
  });

  it('warms everything up first, then runs one batch of each per round, in changing order', () => {
    const time = new FakeTime();
    const list = ['a', 'b', 'c'].map((name) => time.candidate(name, () => 2_000_000));
    timeInterleaved(list, 8, time);
    const rounds = Array.from({ length: 8 }, (_, i) => time.calls.slice(3 + 3 * i, 6 + 3 * i));
    for (const round of rounds) expect([...round].sort()).to.deep.equal(['a', 'b', 'c']);
    expect(new Set(rounds.map((round) => round.join(''))).size).to.be.above(2);
    const again = new FakeTime();
    timeInterleaved(
      ['a', 'b', 'c'].map((name) => again.candidate(name, () => 2_000_000)),
      8,
      again,
    );
    expect(again.calls).to.deep.equal(time.calls);
  });

  it('times those that read the same one after another, and has it put there first', () => {
    const time = new FakeTime();
    const [x, y] = [{}, {}];
    let there: unknown;
    const list = ['ax', 'by', 'cx', 'dy', 'ex'].map((name) => {
      const { run } = time.candidate(name, () => 2_000_000);
      const reads = name.endsWith('x') ? x : y;
      const read = (): void => {
        expect(there).to.equal(reads);
        run();
      };
      return { name, run: read, reads, load: () => void (there = reads) };
    });
    timeInterleaved(list, 30, time);
    const rounds = Array.from({ length: 30 }, (_, i) => time.calls.slice(5 + 5 * i, 10 + 5 * i));
    const arrays = rounds.map((round) => round.map((name) => name.at(-1)).join(''));
    expect(new Set(arrays)).to.deep.equal(new Set(['xxxyy', 'yyxxx']));
    expect(new Set(rounds.map((round) => round.join(''))).size).to.be.above(6);
  });

  it('tells what the whole work takes, of which a call does a part', () => {
    const time = new FakeTime();
    const [timing] = timeInterleaved([{ ...time.candidate('x', () => 200_000), parts: 4 }], 5, time);
    expect(timing).to.include({ median: 800_000, minimum: 800_000 });
  });

  it('keeps to a budget, but for a least number of rounds', () => {
    const time = new FakeTime();
    const count = (milliseconds: number, fewest?: number): number =>
      timeInterleaved(
        [time.candidate('x', () => 2_000_000)],
        { rounds: 50, milliseconds, ...(fewest ? { fewest } : {}) },
        time,
      )[0]!.rounds.length;
    expect(count(40)).to.equal(20);
    expect(count(1000)).to.equal(50);
    expect(count(1)).to.equal(5);
    expect(count(1, 3)).to.equal(3);
  });

  it('is not moved by single disturbed rounds', () => {
    const time = new FakeTime();
    const disturbed = time.candidate('x', (call) => (call % 5 === 0 ? 9_000_000 : 200_000));
    const [timing] = timeInterleaved([disturbed], 31, time);
    expect(timing).to.include({ median: 200_000, minimum: 200_000, deviation: 0 });
  });

  it('awaits what is promised', async () => {
    const time = new FakeTime();
    const { name, run } = time.candidate('later', () => 300_000);
    const later = { name, run: () => new Promise<void>((done) => setImmediate(() => done(run() as void))) };
    const [timing] = await timeAwaiting([later], 5, time);
    expect(timing!.median).to.equal(300_000);
  });
});
