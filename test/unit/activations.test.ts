import { expect } from 'chai';
import vm from 'node:vm';
import * as leeway from 'leeway';
import { isru, kernel, kernels, relu, sigmoid, tanh, type FloatArray, type Kernel, type Op } from 'leeway';

const inputs = Float64Array.of(-20, -1.5, -0, 0.25, 1, 3.7, 9);
const op = (name: Op): ((x: FloatArray, out?: FloatArray) => FloatArray) => leeway[name];
const ops = [...new Set(kernels().map((info) => info.op))];

// TypeScript's es2023 does not know them yet.
type Resizable = ArrayBuffer & { resize(bytes: number): void };
const makeResizable = (bytes: number): Resizable =>
  new (ArrayBuffer as never as new (n: number, o: object) => Resizable)(bytes, { maxByteLength: 4 * bytes });

describe('op functions', () => {
  for (const name of ops)
    for (const [dtype, Kind] of [
      ['float32', Float32Array],
      ['float64', Float64Array],
    ] as const) {
      const x: FloatArray = Kind.from(inputs);
      const expected = (kernel(name, { dtype }) as Kernel)(x);

      it(`${name} of a ${Kind.name} is its most accurate kernel`, () => {
        const y = op(name)(x);
        expect(y).to.be.instanceOf(Kind).and.to.deep.equal(expected);
        expect(y.buffer).not.to.equal(x.buffer);
      });

      it(`${name} of a ${Kind.name} into out, and in place`, () => {
        const out = new Kind(x.length);
        expect(op(name)(x, out)).to.equal(out).and.to.deep.equal(expected);
        const same = x.slice();
        expect(op(name)(same, same)).to.equal(same).and.to.deep.equal(expected);
      });
    }

  const values: [what: string, y: number, expected: number][] = [
    ['tanh(0.5)', tanh(Float64Array.of(0.5))[0]!, Math.tanh(0.5)],
    ['sigmoid(1)', sigmoid(Float64Array.of(1))[0]!, 1 / (1 + Math.exp(-1))],
    ['relu(-2)', relu(Float64Array.of(-2))[0]!, 0],
    ['isru(2)', isru(Float64Array.of(2))[0]!, 2 / Math.sqrt(5)],
    ['isru(2; 3)', isru(Float64Array.of(2), undefined, { alpha: 3 })[0]!, 2 / Math.sqrt(13)],
  ];
  for (const [what, y, expected] of values) it(what, () => expect(y).to.be.closeTo(expected, 1e-15));

  it('take options for one call, not for later ones', () => {
    const x = Float32Array.from(inputs);
    const plain = isru(x);
    for (const alpha of [3, 0.1]) {
      expect(isru(x, undefined, { alpha })).to.not.deep.equal(plain);
      expect(isru(x)).to.deep.equal(plain);
    }
    expect(isru(x, undefined, { alpha: 1 })).to.deep.equal(plain);
    expect(isru(x, undefined, {})).to.deep.equal(plain);
  });

  it('find an element type at the first call of each, in either order', () => {
    const f = op('sigmoid');
    expect(
      [f(new Float64Array(1)), f(new Float32Array(1)), f(new Float64Array(1))].map((y) => y.constructor),
    ).to.deep.equal([Float64Array, Float32Array, Float64Array]);
  });
});

describe('arrays that work', () => {
  class Mine extends Float32Array {}
  const pooled = Buffer.allocUnsafe(64);
  const offset = new Float32Array(pooled.buffer, pooled.byteOffset + 4, 7);
  const otherRealm = vm.runInNewContext('new Float32Array(7)') as Float32Array;
  const rows: [what: string, x: Float32Array][] = [
    ['plain', new Float32Array(7)],
    ['shared', new Float32Array(new SharedArrayBuffer(28))],
    ['resizable', new Float32Array(makeResizable(28))],
    ['at an offset in a Buffer', offset],
    ['of another realm', otherRealm],
    ['of a subclass', new Mine(7)],
  ];
  const expected = tanh(Float32Array.from(inputs));
  for (const [what, x] of rows)
    it(what, () => {
      x.set(inputs);
      const y = tanh(x);
      expect(Object.getPrototypeOf(y)).to.equal(Float32Array.prototype);
      expect([...y]).to.deep.equal([...expected]);
      expect([...x], 'the input').to.deep.equal([...Float32Array.from(inputs)]);
      expect(tanh(x, x)).to.equal(x);
      expect([...x], 'in place').to.deep.equal([...expected]);
      expect([...kernel('tanh').backward(x, x, x)]).to.deep.equal([...kernel('tanh').backward(expected, expected)]);
    });

  it('empty', () => expect(tanh(new Float32Array(0))).to.deep.equal(new Float32Array(0)));
});

describe('arrays whose memory went away or moved', () => {
  const detached = (): Float32Array => {
    const x = new Float32Array(4);
    structuredClone(x.buffer, { transfer: [x.buffer] });
    return x;
  };
  const shrunk = (offset?: number, length?: number): Float32Array => {
    const buffer = makeResizable(32);
    const x = new Float32Array(buffer, offset, length);
    buffer.resize(12);
    return x;
  };
  const grown = (): Float32Array => {
    const buffer = makeResizable(8);
    const x = new Float32Array(buffer);
    buffer.resize(12);
    return x;
  };
  // A view has the length JavaScript sees: 0 where it is detached or out of bounds.
  const rows: [what: string, make: () => Float32Array, length: number][] = [
    ['detached', detached, 0],
    ['following a buffer that shrank', shrunk, 3],
    ['following a buffer that shrank to where it starts', () => shrunk(12), 0],
    ['following a buffer that shrank beyond its start', () => shrunk(16), 0],
    ['of a fixed length, out of bounds', () => shrunk(8, 2), 0],
    ['of a fixed length, still inside', () => shrunk(4, 2), 2],
    ['following a buffer that grew', grown, 3],
  ];
  const f = kernel('sigmoid');
  const contents = (y: Float32Array): unknown[] => Array.from({ length: y.length }, (_, i) => y[i]); // a detached array has no iterator
  for (const [what, make, length] of rows)
    it(`${what}: ${length} elements`, () => {
      const halves = Array.from({ length }, () => 0.5);
      expect(contents(f(make()))).to.deep.equal(halves);
      expect(contents(f(new Float32Array(length), make()))).to.deep.equal(halves);
      expect(
        contents(
          f.backward(
            make(),
            Float32Array.from(halves, () => 2),
            make(),
          ),
        ),
      ).to.deep.equal(halves);
      expect(() => f(new Float32Array(length + 1), make())).to.throw(
        RangeError,
        `expected the length of x (${length + 1}) for out`,
      );
      expect(() => f(make(), new Float32Array(length + 1))).to.throw(
        RangeError,
        `expected the length of x (${length}) for out`,
      );
    });
});

describe('a resolved kernel', () => {
  it('says what it is', () => {
    const f = kernel('isru', { method: 'rsqrt_newton', isa: 'scalar', alpha: 4 });
    const listed = kernels('scalar').find((info) => info.op === 'isru' && info.method === 'rsqrt_newton')!;
    expect({ ...f }).to.include({ op: 'isru', method: 'rsqrt_newton', dtype: 'float32', isa: 'scalar', alpha: 4 });
    expect(f).to.include({ maxUlp: listed.maxUlp, source: listed.source, value: listed.value });
    expect(f.domain).to.deep.equal([-Infinity, Infinity]);
  });

  it('cannot be changed', () => {
    const f = kernel('tanh');
    expect(Object.isFrozen(f)).to.equal(true);
    (f.domain as unknown as number[])[0] = 7;
    expect(kernel('tanh').domain[0]).to.equal(-Infinity);
  });

  it('has no alpha where its op has none', () => expect('alpha' in kernel('tanh')).to.equal(false));

  it('needs no `this`', () => {
    const { backward, backwardFromOutput } = kernel('tanh');
    expect(backward(Float32Array.of(0), Float32Array.of(2))[0]).to.equal(2);
    expect(backwardFromOutput(Float32Array.of(0.5), Float32Array.of(2))[0]).to.equal(1.5);
  });

  it('keeps its own alpha beside others', () => {
    const x = Float64Array.of(2);
    const [one, three] = [kernel('isru', { dtype: 'float64' }), kernel('isru', { dtype: 'float64', alpha: 3 })];
    expect([one(x)[0], three(x)[0], one(x)[0]]).to.deep.equal([2 / Math.sqrt(5), 2 / Math.sqrt(13), 2 / Math.sqrt(5)]);
  });
});
