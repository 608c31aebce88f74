import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { root } from '../../support/child';

describe('networks on WebAssembly', () => {
  it('are refused by an error that says so', function () {
    if (!existsSync(join(root, 'dist/leeway.wasm'))) return this.skip();
    const code = `try { new (require('leeway').Network)([{ type: 'dense', units: 1 }], { input: 1 }) } catch (e) { console.log(e.code, e.message) }`;
    const { stdout } = spawnSync(process.execPath, ['-e', code], {
      cwd: root,
      env: { ...process.env, LEEWAY_BACKEND: 'wasm' },
      encoding: 'utf8',
    });
    expect(stdout).match(/^ERR_LEEWAY_NO_BACKEND expected the native addon/);
  });
});
