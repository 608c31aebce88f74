// The specs that @tensorflow/tfjs-core ships, as one program: they are ES modules without extensions, which Node cannot load.
import { build } from 'esbuild';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../support/child';

const core = join(dirname(require.resolve('@tensorflow/tfjs-core/package.json')), 'dist');

/** The spec files of what leeway calls activations, and of what is made of them. */
const activations =
  'tanh sigmoid elu selu relu relu6 softplus exp rsqrt expm1 erf leaky_relu log_sigmoid softmax step basic_lstm_cell ' +
  'multi_rnn_cell';

const files: Record<Suite, () => string[]> = {
  activations: () => activations.split(' ').map((name) => `ops/${name}_test.js`),
  all: () => [
    ...readdirSync(join(core, 'ops'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('_test.js'))
      .map((file) => `ops/${file}`)
      .sort(),
    ...['gradients', 'engine', 'variable', 'tensor', 'kernel_registry'].map((name) => `${name}_test.js`),
  ],
};

export type Suite = 'activations' | 'all';

const bundles = new Map<Suite, Promise<string>>();

/** The path of a suite's program. It calls `setUpSpecs(tf, jasmineUtil)`, a global, before its specs. */
export function bundleOf(suite: Suite): Promise<string> {
  const known = bundles.get(suite) ?? write(suite);
  bundles.set(suite, known);
  return known;
}

async function write(suite: Suite): Promise<string> {
  const outfile = join(root, `.build/tfjs-specs/${suite}.cjs`);
  const specs = files[suite]();
  const missing = specs.filter((file) => !existsSync(join(core, file)));
  if (missing.length > 0) throw new Error(`@tensorflow/tfjs-core ships no ${missing.join(', ')}`);
  const before = `
    import * as tf from './index';
    import '@tensorflow/tfjs-backend-cpu';
    import './public/chained_ops/register_all_chained_ops';
    import './register_all_gradients';
    import * as jasmineUtil from './jasmine_util';
    globalThis.setUpSpecs(tf, jasmineUtil);`;
  await build({
    stdin: {
      // A module runs before those that are imported after it.
      contents: ["import 'set-up';", ...specs.map((file) => `import './${file}';`)].join('\n'),
      resolveDir: core,
    },
    plugins: [
      {
        name: 'set-up',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^set-up$/ }, ({ path }) => ({ path, namespace: 'set-up' }));
          onLoad({ filter: /.*/, namespace: 'set-up' }, () => ({ contents: before, resolveDir: core }));
          // The jasmine that runs: the specs set its timeout.
          onResolve({ filter: /^jasmine-core/ }, ({ path }) => ({ path, namespace: 'jasmine' }));
          onLoad({ filter: /.*/, namespace: 'jasmine' }, () => ({
            contents: 'exports.core = () => globalThis.jasmine;',
          }));
        },
      },
    ],
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    ignoreAnnotations: true, // the package's `sideEffects` drops its specs
    logLevel: 'error',
    outfile,
  });
  return outfile;
}
