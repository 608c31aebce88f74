import { expect } from 'chai';
import { reluOf, timesLonger } from '../../../bench/native/measurement';
import { together } from '../../../bench/native/run';
import { measurementOf, rowOf } from './support';

describe('runs of one plan, put together', () => {
  it('keep rounds paired with those of their own run', () => {
    // Of three runs one had a clock half as fast, and one was disturbed.
    const run = (relu: number, tanh: number) => {
      const measurement = measurementOf([rowOf(tanh, { op: 'tanh' })]);
      measurement.rows[0]!.nanoseconds = [relu, relu, relu];
      return measurement;
    };
    const all = together([run(100, 300), run(200, 600), run(150, 300)]);
    expect(all.rows[0]!.nanoseconds).to.have.length(9);
    expect(timesLonger(all.rows[2]!, reluOf(all)).median).to.equal(3);
  });
});
