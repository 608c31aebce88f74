import { expect } from 'chai';
import type { ElementArray, FloatArray } from 'leeway';
import { exact } from '../../tools/fit/index';
import {
  alphaDerivatives,
  alphasFor,
  channelAt,
  channelCases,
  lengthOf,
  plainKernels,
  shapesFor,
  type ChannelCase,
  type Shape,
} from '../support/channel-cases';
import { differenceIn, ulpAt } from '../support/floats';
import { mixedInputs, ordinaryInputs } from '../support/inputs';
import { promised } from '../support/oracle';
import { scaled, thinned } from '../support/scale';

const mixed = (c: ChannelCase, shape: Shape, seed: number): FloatArray =>
  mixedInputs(c, lengthOf(shape), seed) as FloatArray;
const ordinary = (c: ChannelCase, shape: Shape, seed: number): FloatArray =>
  ordinaryInputs(c, lengthOf(shape), seed) as FloatArray;

/** What the plain kernels give, each element by the one for its channel's alpha. */
function byChannel(c: ChannelCase, shape: Shape, which: number[], results: ElementArray[]): ElementArray {
  return c.format.array(Array.from({ length: lengthOf(shape) }, (_, i) => results[which[channelAt(shape, i)]!]![i]!));
}

/** df/dalpha of every element: as many channels of one element each, whose sums have one term. */
function termsOf(c: ChannelCase, shape: Shape, x: FloatArray, alpha: FloatArray): FloatArray {
  if (x.length === 0) return x;
  const alphas = c.format.array(Array.from(x, (_, i) => alpha[channelAt(shape, i)]!)) as FloatArray;
  return c.of(x.length).backward(x, alphas, x.map(() => 1) as FloatArray).dAlpha as FloatArray;
}

describe('an alpha per channel', () => {
  for (const c of channelCases) {
    const shapes = thinned(shapesFor(c.lanes));
    const plain = plainKernels(c);

    it(`${c.name}: the bits of the plain kernel for the channel's alpha, at any shape, in place too`, () => {
      for (const shape of shapes) {
        const [, channels, inner] = shape;
        const f = c.of(channels, inner);
        const { alpha, which } = alphasFor(c, channels);
        const [x, dy] = [mixed(c, shape, 5), mixed(c, shape, 6)];
        const y = byChannel(
          c,
          shape,
          which,
          plain.map((g) => g(x)),
        );
        const dx = byChannel(
          c,
          shape,
          which,
          plain.map((g) => g.backward(x, dy)),
        );
        const same = (got: ElementArray, wanted: ElementArray, what: string): void =>
          expect(differenceIn(c.format, got, wanted), `${what} at [${shape.join(', ')}]: index`).to.equal(-1) as never;
        same(f(x, alpha), y, 'f(x)');
        const inPlace = x.slice();
        expect(f(inPlace, alpha, inPlace)).to.equal(inPlace);
        same(inPlace, y, 'f(x, x)');
        same(f.backward(x, alpha, dy).dx, dx, 'dx');
        const [xs, dys] = [x.slice(), dy.slice()];
        same(f.backward(xs, alpha, dy, xs).dx, dx, 'dx in x');
        same(f.backward(x, alpha, dys, dys).dx, dx, 'dx in dy');
      }
    });

    it(`${c.name}: dAlpha is the sum of dy df/dalpha over each channel, within n 2^-53 of its terms`, () => {
      for (const shape of shapes) {
        const [, channels, inner] = shape;
        const f = c.of(channels, inner);
        const { alpha } = alphasFor(c, channels);
        const [x, dy] = [ordinary(c, shape, 7), ordinary(c, shape, 8)];
        const terms = termsOf(c, shape, x, alpha);
        const [sums, sizes, counts] = [0, 1, 2].map(() => new Float64Array(channels)) as [
          Float64Array,
          Float64Array,
          Float64Array,
        ];
        const carried = new Float64Array(channels);
        terms.forEach((term, i) => {
          const at = channelAt(shape, i);
          // Neumaier's sum, so that all the rounding to be seen is the kernel's.
          const [product, before] = [term * dy[i]!, sums[at]!];
          sums[at] = before + product;
          carried[at]! +=
            Math.abs(before) >= Math.abs(product) ? before - sums[at] + product : product - sums[at] + before;
          sizes[at]! += Math.abs(product);
          counts[at]!++;
        });
        const { dAlpha } = f.backward(x, alpha, dy);
        expect(dAlpha).to.have.length(channels);
        dAlpha.forEach((got, at) => {
          const wanted = sums[at]! + carried[at]!;
          const slack = (counts[at]! + 2) * 2 ** -53 * sizes[at]! + ulpAt(c.format, wanted) / 2;
          expect(Math.abs(got - wanted), `channel ${at} of [${shape.join(', ')}]: ${got} for ${wanted}`).to.be.at.most(
            slack,
          );
        });
        // The same again, at another offset.
        const moved = c.format.view(new ArrayBuffer((x.length + 3) * c.format.size), 3 * c.format.size, x.length);
        moved.set(x as never);
        const again = f.backward(moved as FloatArray, alpha, dy).dAlpha;
        expect(differenceIn(c.format, again, dAlpha), 'channel that differs the second time').to.equal(-1);
      }
    });

    it(`${c.name}: df/dalpha is as exact as promised`, () => {
      const n = scaled(100, 20);
      const x = ordinaryInputs(c, n, 9) as FloatArray;
      for (const alpha of [0.25, 1, 3]) {
        const alphas = x.map(() => alpha) as FloatArray;
        const got = c.of(n).backward(x, alphas, x.map(() => 1) as FloatArray).dAlpha;
        const derivative = alphaDerivatives[c.info.op]!;
        got.forEach((value, i) => {
          const wanted = derivative(exact(x[i]!), exact(alpha));
          const error = Math.abs(exact(value).sub(wanted).toNumber());
          const [maxAbsError, maxUlp] = c.info.op === 'elu' ? [c.info.maxAbsError, c.info.maxUlp] : [Infinity, 16];
          const bound = promised(c.format, wanted.toNumber(), maxAbsError, maxUlp);
          expect(error, `df/dalpha at ${x[i]}, alpha ${alpha}: ${value} for ${wanted.toString()}`).to.be.at.most(bound);
        });
      }
    });
  }
});
