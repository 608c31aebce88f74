import { expect } from 'chai';
import { approximate, BudgetError, type Approximation } from '#lib/index';
import { make, reread, smooth } from '../../support/approximations';

describe('verify()', function () {
  this.timeout(300_000);
  const narrow = { f: Math.sin, domain: [100, 101] as const };

  it('looks at every float32 number if asked to, and says how far it is', async () => {
    const kernel = make(narrow, { maxAbsError: 1e-6 });
    expect(kernel.certificate.kind).to.equal('sampled');
    const seen: number[] = [];
    const certificate = await kernel.verify({
      exhaustive: true,
      onProgress: ({ done, total }) => {
        expect(total).to.equal(131_073);
        seen.push(done);
      },
    });
    expect(certificate).to.deep.equal({ kind: 'exhaustive', points: 131_073, spacing: 0 });
    expect(kernel.certificate).to.deep.equal(certificate);
    expect(seen.at(-1)).to.equal(131_073);
  });

  it('finds what sampling missed, rejects, and corrects the bound', async () => {
    // A spike of one float that no sample of the first certificate hits.
    const spot = Math.fround(0.7512345);
    let armed = false;
    const f = (x: number): number => Math.sin(x) + (armed && x === spot ? 0.5 : 0);
    const kernel = approximate(f, { domain: [0.75, 0.7525], maxAbsError: 1e-5 });
    armed = true;
    let thrown: unknown;
    try {
      await kernel.verify({ exhaustive: true });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).to.be.instanceOf(BudgetError);
    expect((thrown as BudgetError).x).to.equal(spot);
    expect(kernel.maxAbsError).to.be.at.least(0.5);
    expect(kernel.certificate.kind).to.equal('exhaustive');
  });

  it('can be stopped, and wants f for a loaded kernel', async () => {
    const kernel = make(smooth['tanh']!);
    const stop = new AbortController();
    const stopped = kernel.verify({ exhaustive: true, signal: stop.signal, onProgress: () => stop.abort() });
    expect(
      await stopped.then(
        () => 'done',
        (error: Error) => error.name,
      ),
    ).to.equal('AbortError');
    expect(kernel.certificate.kind).to.equal('sampled');
    const loaded = approximate.load(reread(kernel as Approximation));
    const refused = await loaded.verify().then(
      () => undefined,
      (error: Error) => error.message,
    );
    expect(refused).to.include('for f, received undefined');
    expect((await loaded.verify({ f: Math.tanh })).points).to.equal(2 ** 22);
  });
});
