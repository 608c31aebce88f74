import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { commonJs, type Report } from './programs';
import { installInto, newProject, packInstalled, printed, withTools } from './support';

const tools = ['g++', 'make', 'python3'];
const missing = tools.filter((tool) => spawnSync(tool, ['--version']).status !== 0);

describe('npm run build in an installed package', () => {
  it('builds the addon, once node-addon-api is there', function () {
    if (process.platform === 'linux' && missing.length > 0) {
      console.log(`      skipped: no ${missing.join(', ')}`);
      return this.skip();
    }
    const project = newProject();
    installInto(project, '--ignore-scripts');
    project.write('program.cjs', commonJs);
    const build = () => project.npm(['explore', 'leeway', '--', 'npm', 'run', 'build'], withTools);

    const refused = build();
    expect(refused.status).to.not.equal(0);
    expect(refused.stderr).to.match(
      /leeway: expected node-addon-api@\S+, found none: npm install --no-save "node-addon-api@/,
    );

    const headers = project.npm(['install', '--offline', '--no-save', packInstalled('node-addon-api')]);
    expect(headers.status, headers.stderr).to.equal(0);
    const built = build();
    expect(built.status, built.stderr).to.equal(0);
    expect(printed(project.node('program.cjs')) as Report).to.include({
      backend: 'native',
      file: join(realpathSync(project.leeway), 'build/Release/leeway.node'),
      reason: 'local build found',
    });
  });
});
