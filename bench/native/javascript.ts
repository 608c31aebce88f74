import { backend, kernel, kernels, type Kernel, type KernelInfo } from 'leeway';
import { significant } from '../harness/figures';
import { median } from '../harness/statistics';
import { pairedRatio, timeInterleaved } from '../harness/timing';
import type { Verdict } from './judge';
import { findRow, ours } from './measurement';
import { measure } from './run';
import { overall } from './targets';

/** The targets seen from JavaScript: what a call costs, and what one gains over Math.tanh. */
export function judgeJavascript(): Verdict[] {
  const where = `JavaScript, ${backend.isa}`;
  return [callCost(where), againstMath(where)];
}

/** `f(x, out)` on a short array, less the kernel's own time there. */
function callCost(where: string): Verdict {
  const { callNanoseconds } = overall.javascript;
  const n = 64;
  const f = kernel('tanh', { maxAbsError: 1e-3 }) as Kernel;
  const x = new Float32Array(n).fill(0.5);
  const out = new Float32Array(n);
  const [timing] = timeInterleaved([{ name: 'call', run: () => f(x, out) }], 201);
  const native = measure({ isa: backend.isa, dtype: 'float32', n, rounds: 101 }, ['--op', 'tanh']);
  const cost = timing!.median - median(findRow(native, ours, 'tanh', f.method)!.nanoseconds);
  return {
    what: `f(x, out) of ${n} elements over the C call`,
    where,
    target: `≤ ${callNanoseconds} ns`,
    measured: `${cost.toFixed(0)} ns`,
    met: cost <= callNanoseconds,
  };
}

function againstMath(where: string): Verdict {
  const { timesFasterThanMath } = overall.javascript;
  const n = 2 ** 14;
  const x = Float32Array.from({ length: n }, (_, i) => (8 * i) / n - 4);
  const out = new Float32Array(n);
  const methods = kernels()
    .filter((info): info is KernelInfo<'tanh'> => info.op === 'tanh' && info.dtype === 'float32')
    .filter(({ method, domain }) => method !== 'exact' && domain[0] === -Infinity)
    .map(({ method }) => method);
  const timings = timeInterleaved(
    [
      {
        name: 'Math.tanh',
        run: () => {
          for (let i = 0; i < n; i++) out[i] = Math.tanh(x[i]!);
        },
      },
      ...methods.map((method) => {
        const f = kernel('tanh', { method }) as Kernel;
        return { name: method, run: () => f(x, out) };
      }),
    ],
    51,
  );
  const [math, ...own] = timings;
  const least = own
    .map((timing) => ({ name: timing.name, times: pairedRatio(math!, timing) }))
    .sort((a, b) => a.times - b.times)[0]!;
  return {
    what: 'every approximate tanh of 16 Ki elements',
    where,
    target: `≥ ${timesFasterThanMath} × faster than Math.tanh`,
    measured: `${significant(least.times)} (${least.name})`,
    met: least.times >= timesFasterThanMath,
  };
}
