import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { join } from 'node:path';
import { root } from '../support/child';
import { typeScript } from './programs';
import { type Project, environment, installInto, newProject } from './support';

/** How projects tell TypeScript to look packages up; the two kinds of file resolve to different declarations. */
const settings: [compilerOptions: Record<string, unknown>, files: string[]][] = [
  [{ module: 'node20' }, ['program.mts', 'program.cts']],
  [{ module: 'nodenext' }, ['program.mts', 'program.cts']],
  [{ module: 'preserve', moduleResolution: 'bundler' }, ['program.ts']],
  [{ module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' }, ['program.ts']],
];

describe('a TypeScript program in an empty project', () => {
  let project: Project;
  before(() => {
    project = newProject();
    const { status, stderr } = installInto(project, '--ignore-scripts');
    expect(status, stderr).to.equal(0);
    for (const name of ['program.ts', 'program.mts', 'program.cts']) project.write(name, typeScript);
  });

  for (const [options, files] of settings)
    it(`type-checks with ${JSON.stringify(options).replace(/["{}]/g, '').replaceAll(',', ', ')}`, () => {
      // The declarations must hold by themselves: skipLibCheck off, nothing of @types/node.
      const compilerOptions = {
        target: 'es2022',
        strict: true,
        noEmit: true,
        types: [],
        skipLibCheck: false,
        ...options,
      };
      project.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project.folder], {
        env: environment,
        encoding: 'utf8',
      });
      expect(stdout).to.equal('');
      expect(status).to.equal(0);
    });
});
