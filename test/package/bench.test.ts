import { expect } from 'chai';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Results } from '../../bench/results/document';
import { type Project, installInto, newProject } from './support';

describe('leeway bench, installed', () => {
  let project: Project;
  before(() => {
    project = newProject();
    installInto(project, '--ignore-scripts');
  });

  const bench = (...args: string[]) => project.node('node_modules/leeway/dist/cli/main.js', 'bench', ...args);

  it('measures, and says which peers are not there', () => {
    const peer = 'math/float64/4096/tanh @stdlib';
    const measured = bench('--quick', '--peers', '--filter', `^call/float32/4/|^${peer}`, '--json', 'results.json');
    expect(measured.status, measured.stderr).to.equal(0);
    const { runs } = JSON.parse(readFileSync(join(project.folder, 'results.json'), 'utf8')) as Results;
    const [{ machine, rows }] = runs as [Results['runs'][number]];
    expect(machine.revision).to.equal('release');
    expect(rows.find(({ name }) => name === 'relu')!.time!.median).to.be.above(0);
    const missing = rows.filter((row) => row.missing);
    expect(missing.map(({ group, name }) => `${group}/${name}`)).to.deep.equal([`${peer}/math-base-special-tanh`]);
    expect(missing[0]!.missing).to.equal('not installed (npm install @stdlib/math-base-special-tanh)');
  });

  it('says what a report needs', () => {
    const { status, stdout, stderr } = bench('report', 'results.json', '--out', 'report');
    expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
    expect(stderr).to.equal(
      'leeway: expected vega, which draws the report, found none: npm install vega vega-lite@6.4\n',
    );
  });
});
