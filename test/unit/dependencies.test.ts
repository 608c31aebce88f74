import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from '../../tools/support/npm';
import { root } from '../support/child';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** The packages in the first column of the table under a heading. */
function documented(heading: string): string[] {
  const [, section] = read('docs/dependencies.md').split(`## ${heading}\n`);
  const rows = section!.split('\n## ')[0]!.match(/^\| `.*$/gm) ?? [];
  return rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`(.*?)`/g)].map(([, name]) => name!));
}

describe('docs/dependencies.md', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Manifest;

  it('has a reason for every dependency', () =>
    expect(documented('At run time')).to.have.members(Object.keys(dependencies)));

  it('and for every one of development', () =>
    expect(documented('Development')).to.have.members(Object.keys(devDependencies)));
});

describe('npm sbom', () => {
  const { dependencies } = JSON.parse(read('package.json')) as Manifest;

  it('lists leeway and what an install brings, and nothing else', () => {
    const args = ['sbom', '--sbom-format=cyclonedx', '--omit=dev'];
    const { status, stdout, stderr } = runNpm(args, { cwd: root });
    expect(status, stderr).to.equal(0);
    const bill = JSON.parse(stdout) as {
      metadata: { component: { purl: string } };
      components: { name: string; licenses?: unknown[]; hashes?: unknown[] }[];
    };
    expect(bill.metadata.component.purl).to.match(/^pkg:npm\/leeway@/);
    expect(bill.components.map(({ name }) => name)).to.have.members(Object.keys(dependencies));
    for (const { licenses, hashes } of bill.components)
      expect([licenses?.length, hashes?.length]).to.deep.equal([1, 1]);
  });
});

describe('package-lock.json', () => {
  interface Lock {
    packages: Record<string, { integrity?: string; resolved?: string; link?: boolean; inBundle?: boolean }>;
  }
  const { packages } = JSON.parse(read('package-lock.json')) as Lock;

  it('pins every package by hash, and names no registry but npm’s own', () => {
    const installed = Object.entries(packages).filter(([path]) => path !== '');
    expect(installed.length).to.be.greaterThan(100);
    const unpinned = installed.filter(([, { integrity, inBundle }]) => !integrity && !inBundle);
    expect(unpinned.map(([path]) => path)).to.deep.equal([]);
    const foreign = installed.filter(
      ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(foreign.map(([path]) => path)).to.deep.equal([]);
  });
});
