import { expect } from 'chai';
import { backend, kernel, type ElementArray, type Kernel } from 'leeway';
import { dtypes } from '../support/floats';
import { arrayOf, callsOf, ramp } from '../support/kernel-calls';
import { expectNothingWritten } from '../support/refusals';

describe('an output that overlaps an input', () => {
  for (const dtype of dtypes)
    for (const { name, parameters, call } of callsOf(kernel('tanh', { dtype }) as Kernel))
      for (const [position, parameter] of parameters.slice(0, -1).entries()) {
        const output = parameters.at(-1)!;
        // The output stands `shift` elements behind that input.
        const givenAt = (shift: number): ElementArray[] => {
          const pool = ramp(dtype, 24);
          const given = parameters.map(() => ramp(dtype, 8));
          given[position] = pool.subarray(8, 16);
          given[parameters.length - 1] = pool.subarray(8 + shift, 16 + shift);
          return given;
        };

        for (const shift of [-7, -1, 1, 7])
          it(`${dtype} ${name}: ${output} ${shift} elements from ${parameter} is refused`, () => {
            const message = `expected ${parameter} itself or memory apart from it for ${output}, received ${arrayOf[dtype].name} of length 8`;
            const given = givenAt(shift);
            expectNothingWritten(given, () => call(...given), ['RangeError', 'ERR_LEEWAY_OVERLAP', message]);
          });

        for (const shift of [-8, 0, 8])
          it(`${dtype} ${name}: ${output} ${shift} elements from ${parameter} is fine`, () => {
            const given = givenAt(shift);
            const apart = call(...given.slice(0, -1).map((a) => a.slice()), new arrayOf[dtype](8));
            expect(call(...given))
              .to.equal(given.at(-1))
              .and.to.deep.equal(apart);
          });
      }

  it('is seen through two objects for one shared memory', function () {
    if (backend.name === 'wasm') this.skip(); // JavaScript cannot see it
    const shared = new SharedArrayBuffer(64);
    const alias = structuredClone(shared);
    const [x, out] = [new Float32Array(shared, 0, 8), new Float32Array(alias, 4, 8)];
    expectNothingWritten([x, out], () => kernel('tanh')(x, out), [
      'RangeError',
      'ERR_LEEWAY_OVERLAP',
      /apart from it for out/,
    ]);
  });

  it('of the inputs alone does not matter', () => {
    const pool = ramp('float32', 9) as Float32Array;
    const f = kernel('tanh');
    const [x, dy] = [pool.subarray(0, 8), pool.subarray(1, 9)];
    expect(f.backward(x, dy)).to.deep.equal(f.backward(x.slice(), dy.slice()));
  });
});
