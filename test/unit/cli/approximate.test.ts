import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { approximate, type Approximation } from 'leeway';
import { compileExpression } from '#lib/cli/approximate/expression';
import { root, runFile } from '../../support/child';

const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { leeway: string } };
const leeway = (...args: string[]) => runFile(join(root, bin.leeway), { args: ['approximate', ...args] });
const mish = ['--expr', 'x*tanh(log1p(exp(x)))', '--domain', '-8,8', '--max-abs-error', '1e-4'];

describe('leeway approximate', function () {
  this.timeout(120_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'leeway-approximate-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('says what it made, and writes it as JSON, C++ and SVG', () => {
    const [json, header, svg] = ['k.json', 'k.h', 'k.svg'].map((name) => join(folder, name));
    const files = ['--out', json!, '--header', header!, '--plot', svg!];
    const { status, stdout, stderr } = leeway(...mish, '--name', 'mish', '--tails', '0,linear', ...files);
    expect(status, stderr).to.equal(0);
    expect(stdout)
      .to.match(/^mish on \[-8, 8\] by \w+: \d+ pieces of degree \d/)
      .and.include('error at most');
    const kernel = approximate.load(JSON.parse(readFileSync(json!, 'utf8'))) as Approximation<'float32'>;
    expect(kernel.op).to.equal('custom:mish');
    expect(kernel(Float32Array.of(1))[0]).to.be.closeTo(0.865098388, 1e-4);
    expect(readFileSync(header!, 'utf8')).to.include('inline float mish(float x)');
    const picture = readFileSync(svg!, 'utf8');
    expect(picture)
      .to.match(/^<svg xmlns=/)
      .and.include('x*tanh(log1p(exp(x)))')
      .and.not.include('NaN');
    expect(picture.match(/<polyline/g)).to.have.lengthOf.above(20);
  });

  it('ends what is wrong with one line and code 2', () => {
    const wrong = [
      ['--expr', 'x +', '--domain', '0,1', '--max-abs-error', '1e-4'],
      ['--expr', 'process.exit()', '--domain', '0,1', '--max-abs-error', '1e-4'],
      ['--expr', 'y', '--domain', '0,1', '--max-abs-error', '1e-4'],
      ['--expr', 'x', '--domain', '0', '--max-abs-error', '1e-4'],
      ['--expr', 'sqrt(x)', '--domain', '-1,1', '--max-abs-error', '1e-4'],
      ['--expr', 'tanh(x)', '--domain', '-1,1', '--max-abs-error', '1e-12'],
    ];
    for (const args of wrong) {
      const { status, stdout, stderr } = leeway(...args);
      expect({ status, stdout }, args.join(' ')).to.deep.equal({ status: 2, stdout: '' });
      expect(stderr.trim().split('\n'), stderr).to.have.lengthOf(1);
    }
  });
});

describe('an expression', () => {
  const cases: [string, number, number][] = [
    ['x*tanh(log1p(exp(x)))', 1, Math.tanh(Math.log1p(Math.E))],
    ['-x^2', 3, -9],
    ['2^x^2', 2, 16],
    ['x < 0 ? expm1(x) : x', -1, Math.expm1(-1)],
    ['max(0, min(6, x))', 7, 6],
    ['pi + e*x', 1, Math.PI + Math.E],
    ['1e-3*x % 2', 1000, 1],
  ];
  for (const [text, x, value] of cases) it(text, () => expect(compileExpression(text)(x)).to.equal(value));

  it('is nothing else', () => {
    for (const text of [
      'constructor',
      'x.y',
      'x[0]',
      '"x"',
      'this',
      'f = x',
      'toString()',
      'sin',
      'sin(1, 2)',
      'x; x',
      '[x]',
      '!x',
      '`x`',
      '',
    ])
      expect(() => compileExpression(text), text).to.throw('--expr');
  });
});
