// Calls of everything there is, made where the stack is about to end. Its test is that this process lives to its end. All but
// fit(): Node itself is not safe there with promises and threads.
import { kernel, kernels, Lstm, tanh } from 'leeway';

const lstm = new Lstm({ inputs: 1, hidden: 2 });
const f = kernel('tanh');
const one = new Float32Array(1);

const calls: Record<string, () => unknown> = {
  run: () => f(one),
  refuse: () => f(5 as never),
  'refuse a length': () => f(one, new Float32Array(2)),
  resolve: () => kernel('tanh', { maxAbsError: 1e-3 }),
  'refuse a query': () => kernel('tan' as never),
  list: () => kernels(),
  op: () => tanh(one),
  construct: () => new Lstm({ inputs: 1, hidden: 1 }),
  'construct what fits no memory': () => new Lstm({ inputs: 2 ** 20, hidden: 2 ** 20, outputs: 2 ** 20 }),
  weights: () => lstm.weights,
  setWeights: () => lstm.setWeights(one),
  predict: () => lstm.predict(one, { steps: 1 }),
  gradients: () => lstm.gradients(one, one, { steps: 1 }),
};

const endings = new Set<string>();

function note(error: unknown): void {
  const { code, message } = error as { code?: string; message: string };
  endings.add(code ?? message);
}

/** Goes to the end of the stack, and calls on the way back, where there is little room and then a little more. */
function atTheEnd(call: () => unknown, onTheWayBack: { calls: number }): void {
  try {
    atTheEnd(call, onTheWayBack);
  } catch {
    // the end
  }
  if (onTheWayBack.calls-- <= 0) return;
  try {
    call();
  } catch (error) {
    note(error);
  }
}

for (const call of Object.values(calls)) atTheEnd(call, { calls: 1500 });

// The stack is whole again: everything works.
const results = [f(one)[0], lstm.predict(one, { steps: 1 }).length, new Lstm({ inputs: 1, hidden: 1 }).weights.length];
console.log(JSON.stringify({ results, endings: [...endings].sort() }));
