import { expect } from 'chai';
import { backend } from 'leeway';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runFile } from '../../support/child';

const manifest = readFileSync(join(root, 'package.json'), 'utf8');
const { bin, version } = JSON.parse(manifest) as { bin: { leeway: string }; version: string };
const leeway = (...args: string[]) => runFile(join(root, bin.leeway), { args });

describe('the leeway command', () => {
  it('tells its version and its commands', () => {
    expect(leeway('--version').stdout).to.equal(`${version}\n`);
    const help = leeway('--help');
    expect(help.status).to.equal(0);
    expect(help.stdout)
      .to.match(/Usage: leeway /)
      .and.to.match(/\n {2}backend /);
  });

  it('ends a mistake with one clear line and code 2', () => {
    for (const args of [['nonsense'], ['backend', '--nonsense'], ['backend', 'left', 'over']]) {
      const { status, stdout, stderr } = leeway(...args);
      expect({ status, stdout }, args.join(' ')).to.deep.equal({ status: 2, stdout: '' });
      expect(stderr).to.match(/^error: .+\n\(leeway --help lists .+\)\n$/);
    }
  });

  it('passes on what leeway refuses, in one line and with code 2', () => {
    const { status, stderr } = runFile(join(root, bin.leeway), { args: ['backend'], env: { LEEWAY_ISA: 'avx1024' } });
    expect(status).to.equal(2);
    expect(stderr).to.match(/^leeway: expected one of .+ for LEEWAY_ISA, received "avx1024"\n$/);
  });

  it('backend: says what runs', () => {
    const told = JSON.parse(leeway('backend', '--json').stdout) as Record<string, unknown>;
    expect(told['available']).to.deep.equal([...backend.available]);
    expect(leeway('backend').stdout).to.match(/^isa: \w+$/m);
  });
});
