import { expect } from 'chai';
import { exp, fromFloat16, kernel, tanh, toFloat16, type ElementArray, type Float16ArrayLike } from 'leeway';
import { expectRefusal } from '../support/refusals';

interface Float16ArrayConstructor {
  new (from: number | Iterable<number>): Float16ArrayLike & Iterable<number>;
  new (buffer: ArrayBufferLike, at: number, length: number): Float16ArrayLike & Iterable<number>;
}
const { Float16Array: Half } = globalThis as { Float16Array?: Float16ArrayConstructor };

const numbers = [-2, -0.5, 0, 0.5, 1, 2, NaN];
const plain = (y: Float16ArrayLike): number[] => [...(y as Float16ArrayLike & Iterable<number>)];

// Node 24 has it, Node 20 and 22 do not.
(Half ? describe : describe.skip)('Float16Array', () => {
  const make = (from: number | Iterable<number>) => new Half!(from);
  const f = kernel('tanh', { dtype: 'float16' });
  const patterns = toFloat16(Float32Array.from(numbers));
  const decoded = (y: Uint16Array): number[] => [...fromFloat16(y)];

  it('holds what toFloat16 makes', () => {
    expect(plain(make(numbers))).to.deep.equal(decoded(patterns));
    expect(plain(toFloat16(Float32Array.from(numbers), make(numbers.length)))).to.deep.equal(decoded(patterns));
    expect(fromFloat16(make(numbers))).to.deep.equal(fromFloat16(patterns));
  });

  it('is taken by float16 kernels, which return one', () => {
    const x = make(numbers);
    const y = f(x);
    expect(y).to.be.instanceOf(Half).and.not.equal(x);
    expect(plain(y)).to.deep.equal(decoded(f(patterns)));
    expect(plain(f.backward(x, make(numbers)))).to.deep.equal(decoded(f.backward(patterns, patterns)));
    expect(plain(f.backwardFromOutput(y, x))).to.deep.equal(decoded(f.backwardFromOutput(f(patterns), patterns)));
  });

  it('is filled as out, in place, in shared memory and at an offset', () => {
    const wanted = decoded(f(patterns));
    const out = new Half!(new SharedArrayBuffer(64), 6, numbers.length);
    expect(f(make(numbers), out)).to.equal(out);
    expect(plain(out)).to.deep.equal(wanted);
    const same = make(numbers);
    expect(f(same, same)).to.equal(same);
    expect(plain(same)).to.deep.equal(wanted);
    const between = new Uint16Array(numbers.length);
    expect((f as (x: unknown, out: ElementArray) => unknown)(make(numbers), between)).to.equal(between);
    expect(decoded(between)).to.deep.equal(wanted);
  });

  it('is taken by the functions of ops that have such kernels', () => {
    expect(plain(tanh(make(numbers)))).to.deep.equal(decoded(f(patterns)));
    expectRefusal(
      () => exp(make(3)),
      [
        'TypeError',
        'ERR_LEEWAY_ARGUMENT_TYPE',
        'expected a Float32Array or Float64Array for x, received Float16Array of length 3',
      ],
    );
  });

  it('is refused by kernels of other element types', () => {
    for (const dtype of ['float32', 'float64', 'bfloat16'] as const)
      expectRefusal(
        () => kernel('tanh', { dtype })(make(3) as never),
        ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', /^expected a .* for x, received Float16Array of length 3$/],
      );
  });

  it('has the length JavaScript sees where its memory is gone', () => {
    const gone = make(4);
    structuredClone(gone.buffer, { transfer: [gone.buffer as ArrayBuffer] });
    expect(f(gone).length).to.equal(0);
    expect(() => f(make(1), gone)).to.throw(RangeError, 'expected the length of x (1) for out');
  });
});
