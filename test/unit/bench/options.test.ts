import { expect } from 'chai';
import { backend } from 'leeway';
import { parseOptions, type NativeBenchOptions } from '../../../bench/native/options';

const parse = (...args: string[]): NativeBenchOptions => {
  const options = parseOptions(args);
  return options === 'help' ? expect.fail('help') : options;
};

describe('options of the native bench', () => {
  it('measure every instruction set but scalar, in L1 and L2, and the best one beyond the caches too', () => {
    const { plans } = parse();
    expect(new Set(plans.map(({ isa }) => isa))).to.deep.equal(
      new Set(backend.available.filter((isa) => isa !== 'scalar')),
    );
    const beyond = plans.filter(({ n }) => n > 65536);
    expect(new Set(beyond.map(({ isa }) => isa))).to.deep.equal(new Set([backend.available.at(-1)]));
  });

  it('take a choice of each', () => {
    const { plans, rows } = parse(
      '--isa',
      'scalar',
      '--dtype',
      'float64',
      '--sizes',
      '64,128',
      '--op',
      'tanh',
      '--quick',
    );
    expect(plans).to.deep.equal([64, 128].map((n) => ({ isa: 'scalar', dtype: 'float64', n, rounds: 21 })));
    expect(rows).to.deep.equal(['--op', 'tanh']);
  });

  it('refuse what they cannot take', () => {
    expect(() => parse('--isa', 'mmx')).to.throw(/expected some of .* for --isa, received "mmx"/);
    expect(() => parse('--sizes', '100')).to.throw('expected multiples of 64 for --sizes, received "100"');
    expect(() => parse('--filter', '(')).to.throw('expected a regular expression for --filter, received "("');
    expect(() => parse('--speed')).to.throw(/--speed/);
  });
});
