import { expect } from 'chai';
import { Posit } from 'leeway';
import { formats } from '../../support/posit/formats';
import { Oracle } from '../../support/posit/oracle';

describe('posit formats', () => {
  it('by name', () => {
    const named = (p: Posit): string => p.name;
    expect([Posit.standard8, Posit.standard16, Posit.standard32].map((p) => named(p as Posit))).to.deep.equal([
      'posit<8,2>',
      'posit<16,2>',
      'posit<32,2>',
    ]);
    expect([Posit.legacy8, Posit.legacy16, Posit.legacy32].map((p) => named(p as Posit))).to.deep.equal([
      'posit<8,0>',
      'posit<16,1>',
      'posit<32,2>',
    ]);
    expect([Posit.brain8, Posit.brain16].map((p) => named(p as Posit))).to.deep.equal(['posit<8,2>', 'posit<16,3>']);
  });

  it('know their landmarks', () => {
    for (const [n, es] of formats) {
      const p = new Posit(n, es);
      const oracle = new Oracle(n, es);
      expect(p.bits).to.equal(n);
      expect(p.maxpos, p.name).to.equal(oracle.value(oracle.maxpos));
      expect(p.minpos).to.equal(oracle.value(1));
      expect(p.NaR).to.equal(oracle.nar);
      expect(p.epsilon).to.equal(oracle.value(oracle.nar / 2 + 1) - 1);
      expect(p.array(3)).to.have.lengthOf(3);
      expect(p.array(1).BYTES_PER_ELEMENT).to.equal(n <= 8 ? 1 : n <= 16 ? 2 : 4);
    }
    expect(new Posit(8, 0).maxpos).to.equal(64);
    expect(Posit.standard32.quireBits).to.equal(512);
    expect(Posit.standard16.quireBits).to.equal(256);
    expect(Posit.standard8.quireBits).to.equal(128);
  });

  it('encode and decode one posit', () => {
    const p = new Posit(8, 2);
    expect(p.encode(1)).to.equal(64);
    expect(p.decode(64)).to.equal(1);
    expect([0, -0, NaN, Infinity, 1e300, -1e300, 1e-300, -1e-300].map((x) => p.encode(x))).to.deep.equal([
      0, 0, 128, 128, 127, 129, 1, 255,
    ]);
    expect(p.decode(128)).to.be.NaN;
    // Between 2^20 and 2^24 the tie is the geometric mean; 2^20 is the even string.
    expect(p.encode(2 ** 22)).to.equal(p.encode(2 ** 20));
    expect(p.encode(2 ** 22 + 1)).to.equal(p.encode(2 ** 24));
  });

  it('print the fields', () => {
    const p = new Posit(8, 1);
    expect(p.toString()).to.equal('posit<8,1>');
    expect(`${p.toString(0b01101011)}`).to.equal('0 110 1 011 = +2^3 · (1 + 3/8) = 11');
    expect(p.toString(p.encode(-11))).to.equal('1 110 1 011 = -2^3 · (1 + 3/8) = -11');
    expect(p.toString(p.encode(p.maxpos))).to.equal('0 1111111 = +2^12 = 4096');
    expect(p.toString(1)).to.equal('0 0000001 = +2^-12 = 0.000244140625');
    expect(p.toString(0)).to.equal('0 0000000 = 0');
    expect(p.toString(128)).to.equal('1 0000000 = NaR');
    // The paper's figure 2: 16 bits, es = 3.
    expect(new Posit(16, 3).fields(new Posit(16, 3).encode(-551))).to.deep.equal({
      sign: '1',
      regime: '110',
      exponent: '001',
      fraction: '000100111',
      k: 1,
      scale: 9,
      value: -551,
    });
    expect(p.fields(0)).to.equal(undefined);
  });

  it('fields of every posit multiply to its value', () => {
    for (const [n, es] of formats) {
      if (n > 10) continue;
      const p = new Posit(n, es);
      for (let bits = 0; bits < 2 ** n; bits++) {
        const fields = p.fields(bits);
        if (!fields) continue;
        const { sign, regime, exponent, fraction, scale, value } = fields;
        expect(`${sign}${regime}${exponent}${fraction}`).to.have.lengthOf(n);
        const significand = 1 + (fraction ? parseInt(fraction, 2) / 2 ** fraction.length : 0);
        expect((sign === '1' ? -1 : 1) * 2 ** scale * significand, `${p.name} ${bits}`).to.equal(value);
      }
    }
  });

  it('go round the ring', () => {
    const p = new Posit(6, 1);
    let bits = p.NaR;
    let last = -Infinity;
    for (let i = 1; i < 64; i++) {
      const next = p.next(bits);
      expect(p.previous(next)).to.equal(bits);
      expect(p.compare(bits, next)).to.equal(-1);
      expect(p.compare(next, bits)).to.equal(1);
      expect(p.decode(next)).to.be.above(last);
      last = p.decode(next);
      bits = next;
    }
    expect(p.next(bits)).to.equal(p.NaR);
    expect(p.compare(p.NaR, p.NaR)).to.equal(0);
    expect(Posit.standard32.next(2 ** 32 - 1)).to.equal(0);
  });
});
