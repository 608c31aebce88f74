import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Decimal, exact, hexadecimalLiteral, literal, roundTo, roundToBits } from '../../../tools/fit/index';
import { assertFitError } from './assertions';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const finite32 = fc.float({ noNaN: true, noDefaultInfinity: true });

describe('element types', () => {
  it('exact is the value of every double', () => {
    assert.equal(exact(0.1).toString(), '0.1000000000000000055511151231257827021181583404541');
    assert.equal(
      exact(-(2 ** -40))
        .times(new Decimal(2).pow(40))
        .toNumber(),
      -1,
    );
    fc.assert(fc.property(finite, (value) => exact(value).toNumber() === value));
  });

  it('roundTo gives a double back, and the float nearest to any double', () => {
    fc.assert(fc.property(finite, (value) => roundTo('float64', exact(value)) === value));
    fc.assert(
      fc.property(fc.double({ min: -3e38, max: 3e38, noNaN: true }), (value) => {
        // Zero has lost its sign, which no coefficient needs.
        assert.equal(roundTo('float32', exact(value)) + 0, Math.fround(value) + 0);
      }),
    );
  });

  it('roundTo rounds once: just above a tie is up, where a double in between would hide it', () => {
    const aboveTie = new Decimal(1).plus(new Decimal(2).pow(-24)).plus('1e-30');
    assert.equal(roundTo('float32', aboveTie), 1 + 2 ** -23);
    assert.equal(Math.fround(aboveTie.toNumber()), 1);
  });

  it('roundTo breaks ties to even, and keeps fewer bits of subnormal values', () => {
    assert.equal(roundTo('float32', exact(1 + 2 ** -24)), 1);
    assert.equal(roundTo('float32', exact(1 + 3 * 2 ** -24)), 1 + 2 ** -22);
    assert.equal(roundTo('float32', exact(0.4 * 2 ** -149)), 0);
    assert.equal(roundTo('float32', exact(2.6 * 2 ** -149)), 3 * 2 ** -149);
  });

  it('roundTo refuses what the type cannot hold', () => {
    assertFitError(() => roundTo('float32', new Decimal('3.5e38')), /within float32/);
    assertFitError(() => roundTo('float64', new Decimal('1e309')), /within float64/);
  });

  it('roundToBits leaves the trailing bits zero', () => {
    assert.equal(roundToBits(new Decimal(2).ln(), 15), 0x58b9 / 2 ** 15);
    assert.equal(roundToBits(new Decimal(-1000), 3), -1024);
  });

  it('literal reads back as the value and no shorter one does', () => {
    fc.assert(
      fc.property(finite32, (value) => {
        const text = literal('float32', value);
        assert.match(text, /^-?(\d+\.\d+|\d+(\.\d+)?e[+-]\d+)f$/);
        assert.equal(Math.fround(Number(text.slice(0, -1))) + 0, value + 0);
      }),
    );
    fc.assert(
      fc.property(finite, (value) => {
        const text = literal('float64', value);
        assert.match(text, /^-?(\d+\.\d+|\d+(\.\d+)?e[+-]\d+)$/);
        assert.equal(Number(text) + 0, value + 0);
        assert.equal(Number(text).toString(), value.toString());
      }),
    );
    assert.deepEqual(
      [1, 0.1, Math.fround(1e-7), 16777216, -0.5].map((value) => literal('float32', Math.fround(value))),
      ['1.0f', '0.1f', '1e-7f', '16777216.0f', '-0.5f'],
    );
    assert.equal(literal('float64', 1 / 3), '0.3333333333333333');
  });

  it('literal refuses a double that is no float', () => {
    assertFitError(() => literal('float32', 0.1), /value of float32/);
  });

  it('hexadecimalLiteral shows the bits', () => {
    assert.equal(hexadecimalLiteral('float64', 1), '0x1p+0');
    assert.equal(hexadecimalLiteral('float32', -0.75), '-0x1.8p-1f');
    assert.equal(hexadecimalLiteral('float64', 0.1), '0x1.999999999999ap-4');
    assert.equal(hexadecimalLiteral('float64', 255), '0x1.fep+7');
  });
});
