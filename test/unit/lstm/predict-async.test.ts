import { expect } from 'chai';
import { Lstm, type LeewayError } from 'leeway';
import { expectRefusal } from '../../support/refusals';
import { numbers } from './data';

const steps = 24;
const lstm = new Lstm({ inputs: 3, hidden: 50, outputs: 2, seed: 2 });
const x = numbers(1000 * steps * 3, 1);

const refusalOf = (call: Promise<unknown>): Promise<LeewayError> =>
  call.then(
    () => expect.fail('expected a refusal'),
    (error: LeewayError) => error,
  );

describe('predictAsync', () => {
  it('gives the bits of predict, while the event loop goes on', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const out = new Float32Array(2000);
    const given = x.slice();
    const predicted = lstm.predictAsync(given, { steps, out });
    given.fill(0); // it was copied
    expect(await predicted).to.equal(out);
    clearInterval(timer);
    expect(turns).to.be.above(1);
    expect(out).to.deep.equal(lstm.predict(x, { steps }));
  });

  it('serves many at once, in float64 too', async () => {
    const double = new Lstm({ inputs: 3, hidden: 9, dtype: 'float64' });
    const wide = Float64Array.from(x.subarray(0, 300 * steps * 3));
    const all = await Promise.all([lstm.predictAsync(x, { steps }), lstm.predictAsync(x, { steps })]);
    for (const each of all) expect(each).to.deep.equal(lstm.predict(x, { steps }));
    expect(await double.predictAsync(wide, { steps })).to.deep.equal(double.predict(wide, { steps }));
  });

  it('lets nobody change the network meanwhile', async () => {
    const predicted = lstm.predictAsync(x, { steps });
    const fit = lstm.fit(x, new Float32Array(2000), { steps });
    expect((await refusalOf(fit)).code).to.equal('ERR_LEEWAY_BUSY');
    expect(() => lstm.setWeights(lstm.weights)).to.throw(/predictAsync\(\) to have finished/);
    await predicted;
    lstm.setWeights(lstm.weights);
  });

  it('refuses what predict refuses', async () => {
    for (const [wrong, code] of [
      [lstm.predictAsync(x.subarray(1), { steps }), 'ERR_LEEWAY_LENGTH'],
      [lstm.predictAsync(x, { steps, out: new Float32Array(3) }), 'ERR_LEEWAY_LENGTH'],
      [lstm.predictAsync([1] as never, { steps }), 'ERR_LEEWAY_ARGUMENT_TYPE'],
    ] as const)
      expect((await refusalOf(wrong)).code).to.equal(code);
    expectRefusal(() => lstm.predict(x.subarray(1), { steps }), ['RangeError', 'ERR_LEEWAY_LENGTH', /steps · inputs/]);
  });
});
