import { expect } from 'chai';
import { haveWholeCores, noteSharing, takeSharing } from '../../../bench/harness/cores';
import { timeInterleaved } from '../../../bench/harness/timing';

/** A clock that candidates and looking at the cores move on, and cores that somebody shares at times: [from, to) in ns. */
class SharedTime {
  now = 0;
  readonly clock = (): bigint => BigInt(this.now);
  readonly isShared = (): boolean => this.shared.some(([from, to]) => this.now >= from && this.now < to);
  readonly whole = (): boolean => {
    this.now += 10_000;
    return !this.isShared();
  };

  constructor(readonly shared: readonly (readonly [from: number, to: number])[]) {}

  /** Takes twice as long while the cores are shared. */
  candidate(name: string, nanoseconds: number) {
    return { name, run: () => void (this.now += this.isShared() ? 2 * nanoseconds : nanoseconds) };
  }
}

const ms = 1_000_000;

describe('timing while others compute on the same cores', () => {
  beforeEach(() => void takeSharing());

  it('waits for whole cores, and says how long', () => {
    const time = new SharedTime([
      [4 * ms, 6 * ms],
      [8 * ms, 11 * ms],
    ]);
    const [timing] = timeInterleaved([time.candidate('x', 500_000)], { rounds: 20, patience: 10 }, time);
    expect(timing!.rounds).to.deep.equal(Array(20).fill(500_000));
    const { shared, waited } = takeSharing();
    expect(shared).to.equal(false);
    expect(waited).to.be.within(4, 7);
    expect(takeSharing()).to.deep.equal({ shared: false, waited: 0 });
  });

  it('leaves out rounds on shared cores when its patience is at an end', () => {
    const time = new SharedTime([[4 * ms, 12 * ms]]);
    const list = [time.candidate('x', 400_000), time.candidate('y', 300_000)];
    const timings = timeInterleaved(list, { rounds: 30, patience: 1 }, time);
    expect(new Set(timings[0]!.rounds)).to.deep.equal(new Set([400_000]));
    expect(timings[0]!.rounds.length).to.be.within(5, 29);
    expect(timings[1]!.rounds).to.have.lengthOf(timings[0]!.rounds.length);
    expect(takeSharing().shared).to.equal(false);
  });

  it('takes all rounds, and says so, where cores are never whole', () => {
    const time = new SharedTime([[0, Infinity]]);
    const [timing] = timeInterleaved([time.candidate('x', 500_000)], { rounds: 7, patience: 3 }, time);
    expect(timing!.rounds).to.deep.equal(Array(7).fill(1_000_000));
    const { shared, waited } = takeSharing();
    expect(shared).to.equal(true);
    expect(waited).to.be.within(3, 4.1);
  });

  it('does not ask for what lasts longer than others stay away', () => {
    const time = new SharedTime([[0, Infinity]]);
    timeInterleaved([time.candidate('x', 20 * ms)], { rounds: 7, patience: 1000 }, time);
    expect(takeSharing().shared).to.equal(false);
  });

  it('adds up what several timings say', () => {
    noteSharing({ shared: false, waited: 2 });
    noteSharing({ shared: true, waited: 1 });
    noteSharing({ shared: false, waited: 0 });
    expect(takeSharing()).to.deep.equal({ shared: true, waited: 3 });
  });

  it('asks the machine', () => expect(haveWholeCores(1)).to.be.a('boolean'));
});
