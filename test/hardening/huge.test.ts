import { expect } from 'chai';
import { freemem } from 'node:os';
import { kernel, kernels } from 'leeway';
import { long } from './support/effort';

// Byte counts beyond 2^31 and 2^32, where an int or an unsigned int would have wrapped.
const gibibyte = 2 ** 30;

(long && freemem() > 8 * gibibyte ? describe : describe.skip)(
  'huge arrays (npm run test:sanitize, with 8 GiB of memory)',
  () => {
    for (const dtype of ['float32', 'float64'] as const)
      it(`${dtype}, more than 4 GiB in place: every part is reached, nothing else`, function () {
        this.timeout(300_000);
        const size = dtype === 'float32' ? 4 : 8;
        const length = (4 * gibibyte) / size + 9;
        const x = dtype === 'float32' ? new Float32Array(length) : new Float64Array(length);
        const places = [0, 1, (2 * gibibyte) / size, (4 * gibibyte) / size, length - 1];
        for (const i of places) x[i] = -i - 1;
        const { method } = kernels().find((k) => k.op === 'relu' && k.dtype === dtype)!;
        const f = kernel('relu', { dtype, method: method as 'exact' }) as unknown as (
          x: unknown,
          out: unknown,
        ) => unknown;
        expect(() => f(x, x.subarray(0, 9))).to.throw(`the length of x (${length}) for out`);
        f(x, x);
        expect(places.map((i) => x[i])).to.deep.equal(places.map(() => 0));
      });
  },
);
