// Which compiled tests a tool runs.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root } from '../build/run.mjs';

const folder = join(root, '.build/test');

/**
 * The compiled tests whose path below test/, without `.test.js`, is one of `names`; a name that ends in `/` stands for all
 * tests of a folder. Fails for a name without a test: mocha would go on with the others, and a gate would test nothing.
 */
export function compiledTests(names) {
  const paths = existsSync(folder) ? readdirSync(folder, { recursive: true }).sort() : [];
  const tests = paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.test.js'))
    .map((path) => path.slice(0, -'.test.js'.length));
  const isNamed = (name) => (test) => (name.endsWith('/') ? test.startsWith(name) : test === name);
  const gone = names.find((name) => !tests.some(isNamed(name)));
  if (gone !== undefined) fail(`expected compiled tests of ${gone} in .build/test, found none: npm run build`);
  return tests
    .filter((test) => names.some((name) => isNamed(name)(test)))
    .map((test) => join(folder, `${test}.test.js`));
}
