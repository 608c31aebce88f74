import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { approximate } from '#lib/index';
import { smooth } from '../../support/approximations';

const compiler = process.env['CXX'] ?? 'g++';
const available = spawnSync(compiler.split(' ')[0]!, ['--version']).status === 0;

describe('toHeader()', function () {
  this.timeout(120_000);

  it('is C++ that computes the function within its bound', function () {
    if (!available) this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'leeway-header-'));
    try {
      for (const [name, options] of [
        ['mish', { tails: [0, 'linear'], maxAbsError: 1e-4 }],
        ['sqrt', { spacing: 'log', maxAbsError: 1e-3 }],
      ] as const) {
        const { f, domain } = smooth[name]!;
        const kernel = approximate(f, { domain, name, ...options });
        writeFileSync(join(folder, `${name}.h`), kernel.toHeader());
        const program = `#include <cstdio>\n#include "${name}.h"\nint main() { float x; while (std::scanf("%f", &x) == 1) std::printf("%.9g\\n", ${name}(x)); }\n`;
        writeFileSync(join(folder, 'main.cc'), program);
        const [command, ...words] = compiler.split(' ');
        const args = [
          ...words,
          '-std=c++17',
          '-Wall',
          '-Wextra',
          '-Werror',
          '-o',
          join(folder, 'main'),
          join(folder, 'main.cc'),
        ];
        const built = spawnSync(command!, args, { encoding: 'utf8' });
        expect(built.status, built.stderr).to.equal(0);
        const inside = Float32Array.from(
          { length: 2000 },
          (_, i) => domain[0] + 1e-6 + ((domain[1] - domain[0] - 2e-6) * i) / 1999,
        );
        const run = spawnSync(join(folder, 'main'), { input: [...inside, 'inf', 'nan'].join('\n'), encoding: 'utf8' });
        const results = run.stdout
          .trim()
          .split('\n')
          .map((text) => Number(text.replace('inf', 'Infinity')));
        inside.forEach((x, i) =>
          expect(Math.abs(results[i]! - f(x)), `${name}(${x})`).to.be.at.most(kernel.maxAbsError),
        );
        expect(Math.fround(results.at(-2)!)).to.equal(
          name === 'mish' ? Infinity : kernel(Float32Array.of(Infinity))[0],
        );
        expect(results.at(-1)).to.be.NaN;
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
