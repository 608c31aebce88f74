import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve('.build/verify/cut');
const sources = ['native', 'binding.gyp', 'package.json', 'tools/build'];

/** What carries h from step to step, forward and backward, and what stands there in a network without recurrent weights. */
const cuts = [
  {
    file: 'native/lstm/forward.cc',
    line: 'depth_of(t == 0 ? layout_.recurrent() : layout_.joint())',
    instead: 'depth_of(layout_.recurrent())',
  },
  {
    file: 'native/lstm/backward.cc',
    line: 'table_->matrix.product(&into_previous);',
    instead: 'memset(into_previous.c.data, 0, rows.count() * hidden_row * sizeof(float));\n      break;',
  },
];

/**
 * Proves that the weather suite can fail: builds the addon with the recurrent weights cut, and returns whether the suite
 * turns it down.
 */
export function verifyWeatherControl(): boolean {
  mkdirSync(join(folder, 'tools'), { recursive: true });
  for (const source of sources) cpSync(source, join(folder, source), { recursive: true, preserveTimestamps: true });
  if (!existsSync(join(folder, 'node_modules'))) symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  for (const { file, line, instead } of cuts) {
    const text = readFileSync(file, 'utf8');
    if (!text.includes(line)) throw new Error(`expected the line "${line}" in ${file} to cut, found none`);
    writeFileSync(join(folder, file), text.replace(line, instead));
  }
  const built = spawnSync(process.execPath, ['tools/build/build.mjs', 'addon'], { cwd: folder, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the addon with the cut did not build');
  const environment = { ...process.env, LEEWAY_ADDON: join(folder, 'build/Release/leeway.node') };
  const suite = spawnSync(process.execPath, [join(__dirname, 'main.js'), '--suite', 'weather'], {
    env: environment,
    encoding: 'utf8',
  });
  process.stdout.write(`With the recurrent weights cut:\n${suite.stdout}${suite.stderr}`);
  const skipped = suite.stdout.includes('SKIPPED');
  const turnedDown = suite.status === 1 && suite.stdout.includes('FAILS');
  process.stdout.write(skipped ? '' : `the suite ${turnedDown ? 'turns it down, as it should' : 'DOES NOT NOTICE'}\n`);
  return skipped || turnedDown;
}
