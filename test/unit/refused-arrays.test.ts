import { kernel, type Kernel } from 'leeway';
import { dtypes } from '../support/floats';
import { arrayOf, callsOf, ramp, wantedOf } from '../support/kernel-calls';
import { notArrays } from '../support/odd-values';
import { expectNothingWritten, expectRefusal } from '../support/refusals';

describe('refused arrays', () => {
  for (const dtype of dtypes) {
    const wanted = wantedOf[dtype];
    const ownKind = arrayOf[dtype].name;
    const others = dtypes.filter((other) => arrayOf[other].name !== ownKind);
    const values: typeof notArrays = [
      ...notArrays.filter(([what]) => what !== ownKind),
      ...others.map((other): (typeof notArrays)[number] => [
        other,
        ramp(other, 3),
        `${arrayOf[other].name} of length 3`,
      ]),
    ];
    for (const { name, parameters, call } of callsOf(kernel('tanh', { dtype }) as Kernel))
      for (const [position, parameter] of parameters.entries()) {
        const allArrays = (): unknown[] => parameters.map(() => ramp(dtype, 3));

        it(`${dtype} ${name}: ${parameter} of the wrong kind`, () => {
          for (const [, value, named] of values) {
            const given = allArrays().with(position, value);
            const message = `expected ${wanted} for ${parameter}, received ${named}`;
            expectNothingWritten(given, () => call(...given), ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', message]);
          }
        });

        const isOutput = position === parameters.length - 1;
        if (!isOutput)
          it(`${dtype} ${name}: ${parameter} missing`, () => {
            const message = `expected ${wanted} for ${parameter}, received undefined`;
            expectRefusal(
              () => call(...allArrays().slice(0, position)),
              ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', message],
            );
          });

        if (position > 0)
          it(`${dtype} ${name}: ${parameter} of another length`, () => {
            for (const length of [0, 2, 4]) {
              const given = allArrays().with(position, ramp(dtype, length));
              const message = `expected the length of ${parameters[0]} (3) for ${parameter}, received ${arrayOf[dtype].name} of length ${length}`;
              expectNothingWritten(given, () => call(...given), ['RangeError', 'ERR_LEEWAY_LENGTH', message]);
            }
          });
      }
  }
});
