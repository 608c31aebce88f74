import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, root } from '../support/child';

// Node started with flags that take something away from a program: what leeway needs, or nothing it should miss.

const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission';
const restricted = [permission, '--allow-fs-read=*'];

/** Loads leeway and uses each part of it; what became of that. */
const program = `
  const outcome = { refusal: 'none' };
  const done = () => console.log(JSON.stringify(outcome));
  try {
    const { backend, kernel, tanh, Lstm } = require('leeway');
    outcome.backend = backend.name;
    outcome.tanh = tanh(Float32Array.of(0.5))[0].toFixed(6);
    outcome.approximate = kernel('sigmoid', { maxAbsError: 1e-3 })(Float32Array.of(0))[0].toFixed(2);
    try { tanh([]); } catch ({ name, code }) { outcome.refusal = name + ' ' + code; }
    const lstm = new Lstm({ inputs: 1, hidden: 2 });
    const [x, y] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 2)];
    lstm.fit(x, y, { steps: 2, epochs: 3 }).then(({ epochs }) => (outcome.epochs = epochs), (e) => (outcome.fit = String(e))).then(done);
  } catch ({ name, code }) {
    outcome.error = name + ' ' + code;
    done();
  }`;

const works = (backend: 'native' | 'wasm'): object => ({
  backend,
  tanh: '0.462117',
  approximate: '0.50',
  refusal: 'TypeError ERR_LEEWAY_ARGUMENT_TYPE',
  epochs: 3,
});
const refused = { refusal: 'none', error: 'Error ERR_LEEWAY_NO_BACKEND' };

// Without an addon WebAssembly takes over, where it was built.
const wasm = existsSync(join(root, 'dist/leeway.wasm'));
const withoutAddon = wasm ? works('wasm') : refused;

const rows: [flags: string[], outcome: object][] = [
  [['--frozen-intrinsics'], works('native')],
  [['--disable-proto=throw'], works('native')],
  [['--disallow-code-generation-from-strings'], works('native')],
  [['--jitless'], works('native')],
  [['--stack-size=200'], works('native')],
  [['--no-deprecation', '--throw-deprecation'], works('native')],
  [[...restricted, '--allow-addons'], works('native')],
  [['--no-addons'], withoutAddon],
  // Its LSTM trains in a worker thread, which needs a permission of its own.
  [[...restricted, '--allow-worker'], withoutAddon],
];

describe('node with', () => {
  for (const [flags, outcome] of rows)
    it(flags.join(' '), () => expect(evaluate(program, { flags })).to.deep.equal(outcome));
});

// The addon cannot be had, nor WebAssembly be asked for: that has to be an error with a code, not a crash.
describe('with nothing to run on', () => {
  for (const flags of [['--no-addons'], restricted])
    it(`node ${flags.join(' ')}, LEEWAY_BACKEND=native`, () =>
      expect(evaluate(program, { flags, env: { LEEWAY_BACKEND: 'native' } })).to.deep.equal(refused));
});
