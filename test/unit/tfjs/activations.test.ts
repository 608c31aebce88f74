import { expect } from 'chai';
import { accelerated, activations, backends, countOf, tf } from '../../support/tfjs';

const names = Object.keys(activations);

/** Whether a number is the other one to a float32 activation's accuracy, or the very same where that is no number. */
function close(a: number, b: number): boolean {
  if (Object.is(a, b) || (a === 0 && b === 0)) return true;
  return Math.abs(a - b) <= 4e-6 * Math.max(1, Math.abs(b)) && Number.isFinite(b);
}

function expectSame(name: string, actual: tf.Tensor, expected: tf.Tensor): void {
  expect([actual.dtype, actual.shape], name).to.deep.equal([expected.dtype, expected.shape]);
  const [a, b] = [actual.dataSync(), expected.dataSync()];
  const at = [...a].findIndex((value, i) => !close(value, b[i]!));
  expect(at, at < 0 ? name : `${name}[${at}]: ${a[at]} for ${b[at]}`).to.equal(-1);
}

// Of every scale, both signs, and what is no number.
const values = Float32Array.from({ length: 1003 }, (_, i) => (i - 501) / 2 ** (i % 9));
const specials = Float32Array.of(NaN, Infinity, -Infinity, 0, -0, 1e-40, -1e-40, 88.7, -104, 3e38, -3e38);

for (const backend of backends)
  describe(`tfjs's activations by leeway on ${backend}`, () => {
    before(() => tf.setBackend(backend));

    for (const name of names) {
      const f = activations[name]!;
      it(`${name} is computed by leeway and is what it was`, () =>
        tf.tidy(() => {
          const x = tf.tensor2d(values, [17, 59]);
          const expected = f(x);
          accelerated((undo) => {
            expectSame(name, f(x), expected);
            expect(countOf(undo, name, backend)).to.deep.equal({ calls: 1, fallbacks: 0 });
          });
          expect([...x.dataSync()]).to.deep.equal([...values]);
        }));
    }

    it('NaN, infinities, zeros and subnormals give what they gave', () =>
      tf.tidy(() => {
        // On WebAssembly some of tfjs's own kernels lose NaN: there, leeway keeps it.
        const x = tf.tensor1d(specials);
        for (const name of names.filter((kernel) => kernel !== 'EluGrad')) {
          const y = accelerated(() => activations[name]!(x)).dataSync();
          expect(y[0], `${name}(NaN)`).to.be.NaN;
          if (backend === 'cpu')
            expectSame(
              name,
              accelerated(() => activations[name]!(x)),
              activations[name]!(x),
            );
        }
      }));

    it('whatever is not float32 is left to tfjs: the same result, or the same refusal', () => {
      const odd: Record<string, () => tf.Tensor> = {
        int32: () => tf.tensor1d([-1, 0, 2], 'int32'),
        complex64: () => tf.complex([1, 2], [3, 4]),
      };
      // On WebAssembly tfjs's own selu of bool prints that it cannot, and returns whatever stood in memory.
      if (backend === 'cpu') odd['bool'] = () => tf.tensor1d([true, false, true], 'bool');
      for (const [dtype, make] of Object.entries(odd))
        for (const name of names) {
          const attempt = (): tf.Tensor | string => {
            try {
              return activations[name]!(make());
            } catch (error) {
              return String(error).replace(/\d+/g, '');
            }
          };
          tf.tidy(() => {
            const expected = attempt();
            accelerated((undo) => {
              const actual = attempt();
              if (typeof expected === 'string') expect(actual, `${name} of ${dtype}`).to.equal(expected);
              else expectSame(`${name} of ${dtype}`, actual as tf.Tensor, expected);
              expect(countOf(undo, name, backend).calls, `${name} of ${dtype}`).to.equal(0);
            });
          });
        }
    });

    it('empty tensors, slices, reshaped and cloned tensors', () =>
      tf.tidy(() => {
        const x = tf.tensor2d(values, [17, 59]);
        const tensors = {
          empty: tf.zeros([0, 3]),
          scalar: tf.scalar(-0.5),
          slice: x.slice([3, 0], [5, 59]), // a view with an offset, on cpu
          column: x.slice([0, 7], [17, 1]),
          reshaped: x.reshape([59, 17]),
          clone: x.clone(),
        };
        for (const [kind, tensor] of Object.entries(tensors))
          for (const name of names) {
            const expected = activations[name]!(tensor);
            expectSame(
              `${name} of ${kind}`,
              accelerated(() => activations[name]!(tensor)),
              expected,
            );
          }
      }));

    it('an array that the user still holds is read where it is and never written', () =>
      tf.tidy(() => {
        const memory = new Float32Array(100).fill(7);
        const mine = memory.subarray(3, 67);
        mine.set(values.subarray(400, 464));
        const kept = memory.slice();
        const x = tf.tensor1d(mine);
        for (const name of names)
          expectSame(
            name,
            accelerated(() => activations[name]!(x)),
            activations[name]!(x),
          );
        expect(memory).to.deep.equal(kept);
      }));

    it('takes and gives back the memory that tfjs took and gave back', () => {
      const footprint = (run: () => void): unknown[] => {
        const before = tf.memory();
        const during: unknown[] = [];
        tf.tidy(() => {
          run();
          const { numTensors, numBytes, numDataBuffers } = tf.memory();
          during.push(
            numTensors - before.numTensors,
            numBytes - before.numBytes,
            numDataBuffers - before.numDataBuffers,
          );
        });
        expect(tf.memory()).to.deep.include({ numTensors: before.numTensors, numBytes: before.numBytes });
        return during;
      };
      for (const name of names) {
        const run = () => void activations[name]!(tf.tensor1d(values));
        const expected = footprint(run);
        expect(
          accelerated(() => footprint(run)),
          name,
        ).to.deep.equal(expected);
      }
    });

    it('LeakyRelu takes every alpha, those that leeway does not serve by tfjs', () =>
      tf.tidy(() => {
        const x = tf.tensor1d(values);
        const served = Array.from({ length: 40 }, (_, i) => 0.01 + i / 8); // more than are remembered
        const left = [0, -0.5, 1e-40, 1e39];
        for (const alpha of [...served, ...left]) {
          const expected = tf.leakyRelu(x, alpha);
          accelerated((undo) => {
            expectSame(`alpha ${alpha}`, tf.leakyRelu(x, alpha), expected);
            const count = countOf(undo, 'LeakyRelu', backend);
            expect(count, `alpha ${alpha}`).to.deep.equal(
              left.includes(alpha) ? { calls: 0, fallbacks: 1 } : { calls: 1, fallbacks: 0 },
            );
          });
        }
      }));
  });
