// A worker thread that loads leeway and runs every function of every kernel, once. It may be terminated at any moment of that.
import { parentPort } from 'node:worker_threads';
import { cases, waysOf } from '../../support/cases';
import { ordinaryInputs } from '../../support/inputs';

for (const c of cases) {
  const x = ordinaryInputs(c, 300);
  for (const way of waysOf(c)) way.run([x, x], c.format.array(x.length));
}
parentPort!.postMessage(cases.length);
