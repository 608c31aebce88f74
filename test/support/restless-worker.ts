// A worker thread that calls everything there is, refusals too, until it is terminated.
import { parentPort } from 'node:worker_threads';
import { isru, kernel, kernels } from 'leeway';
import { cases, waysOf } from './cases';
import { mixedInputs } from './inputs';

const calls: Record<string, () => unknown> = {
  run: () => {
    for (const c of cases) {
      const x = mixedInputs(c, 2000);
      for (const way of waysOf(c)) way.run([x, x], c.format.array(x.length));
    }
  },
  refuse: () => kernel('tanh')([] as never),
  resolve: () => kernel('tanh', { maxAbsError: 1e-3 }),
  list: () => kernels(),
  alpha: () => isru(new Float32Array(9), undefined, { alpha: 1 + Math.random() }),
};

parentPort!.postMessage(Object.keys(calls));
parentPort!.once('message', (name: string) => {
  parentPort!.postMessage('at work');
  for (;;) {
    try {
      calls[name]!();
    } catch {
      // refused
    }
  }
});
