// The oracle and the sweep: native/binding/proof.cc over leeway.wasm.
import { lengthOf, requireArray } from '../../checks';
import type { Addon, Measurement } from '../addon';
import { measureTarget, measurement } from './abi';
import { elementOf, status, type Instance } from './instance';
import { isaNames } from './kernels';

function describe(m: ReturnType<typeof measurement.read>): Measurement {
  return {
    inputs: Number(m.inputs),
    absError: { worst: m.absError, at: m.absErrorAt },
    ulp: { worst: m.ulp, at: m.ulpAt },
    derivativeAbsError: { worst: m.derivativeAbsError, at: m.derivativeAbsErrorAt },
    derivativeUlp: { worst: m.derivativeUlp, at: m.derivativeUlpAt },
    nanMismatches: { count: Number(m.nanMismatches), at: m.nanMismatchAt },
    outsideRange: { count: Number(m.outsideRange), at: m.outsideRangeAt },
    notMonotonic: { count: Number(m.notMonotonic), at: m.notMonotonicAt },
  };
}

export function wasmProof(instance: Instance): Pick<Addon, 'reference' | 'measure'> {
  const { exports } = instance;
  const isas = isaNames(instance);
  return {
    reference(op, dtype, derivative, x, alpha) {
      requireArray(x, 'float64', 'x');
      const length = lengthOf(x);
      return instance.lend(3 * 8 * length, (at) => {
        const [high, low] = [at + 8 * length, at + 16 * length];
        instance.elements('float64').set(x, at / 8);
        const args = [op, elementOf(dtype), Number(derivative), at, high, low, length, alpha] as const;
        if (exports.leeway_reference(...args) !== status.ok) throw new RangeError('no such op');
        const copy = (from: number): Float64Array =>
          (instance.elements('float64') as Float64Array).slice(from / 8, from / 8 + length);
        return { high: copy(high), low: copy(low) };
      });
    },

    measure(targets, alpha, first, stride, count, gradientEvery) {
      const bytes = targets.length * measurement.size;
      return instance.lend(bytes + targets.length * measureTarget.size, (at) => {
        instance.bytes.fill(0, at, at + bytes);
        targets.forEach(({ kernel, isa }, i) => {
          const target = { kernel, isa: isas.indexOf(isa) };
          measureTarget.write(instance.view, at + bytes + i * measureTarget.size, target);
        });
        const every = BigInt(gradientEvery);
        const args = [at + bytes, targets.length, alpha, first, stride, count, every, at] as const;
        if (exports.leeway_measure(...args) !== status.ok)
          throw new RangeError('kernels of one op and dtype, on available instruction sets');
        return targets.map((_, i) => describe(measurement.read(instance.view, at + i * measurement.size)));
      });
    },
  };
}
