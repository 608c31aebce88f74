import { expect } from 'chai';
import { temporaryFolder } from '../support/temporary';
import { fuzz } from './fuzz/fuzz';

const calls = Number(process.env['LEEWAY_FUZZ_CALLS'] ?? 20_000);
const fresh = Number(process.env['LEEWAY_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const said: string[] = [];
const inWords = (counts: object): string =>
  Object.entries(counts)
    .map(([what, n]) => `${n} ${what}`)
    .join(', ');

describe(`${calls} calls of everything there is, with arguments of all kinds`, () => {
  const shares: [what: string, seed: number, count: number][] = [
    ['seed 1', 1, calls / 2],
    [`a new seed: ${fresh} (LEEWAY_FUZZ_SEED)`, fresh, calls / 2],
  ];
  for (const [what, seed, count] of shares)
    it(`${what}: no crash, every refusal typed, nothing written by a refused call`, async function () {
      this.timeout(0);
      const { faults, kinds, ...outcome } = await fuzz(seed, count);
      said.push(`seed ${seed}: ${inWords(outcome)}; ${inWords(kinds)}`);
      expect(faults.join('\n')).to.equal('');
      // A fuzzer whose calls are all refused, or all fine, finds nothing.
      expect(outcome.calls).to.equal(count);
      expect(outcome.returned).to.be.above(count / 4);
      expect(outcome.refused).to.be.above(count / 20);
      expect(outcome.passedOn).to.be.above(count / 1000);
    });
  // Any string is a file's name to save(): 'tanh' is one.
  const home = process.cwd();
  after(() => process.chdir(home));
  const folder = temporaryFolder();
  before(() => process.chdir(folder));
  after(() => console.log(said.join('\n')));
});
