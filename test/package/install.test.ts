import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from '#lib/backend/platform';
import { compareVersions } from '../../tools/prebuild/binary';
import { pack } from '../../tools/support/npm';
import { emulatedArm64 } from './arm64';
import { commonJs, esModule, type Report } from './programs';
import { type Project, environment, installInto, newProject, paths, printed, scratch } from './support';

/** An empty project, the tarball in it: offline, no compiler on the PATH. */
function installed(...flags: string[]): Project {
  const project = newProject();
  const { status, stderr } = installInto(project, ...flags);
  expect(status, stderr).to.equal(0);
  project.write('program.cjs', commonJs);
  project.write('program.mjs', esModule);
  return project;
}

/** The numbers that the programs print, against plain mathematics. */
function expectRightNumbers({ exact, approximate, forecast }: Report): void {
  [-3, -0.5, 0, 0.5, 3].forEach((x, i) => {
    expect(exact[i]).to.be.closeTo(Math.tanh(x), 3e-7);
    expect(approximate[i]).to.be.closeTo(Math.tanh(x), 1e-4);
  });
  expect(forecast).to.have.lengthOf(2);
  expect(forecast.every(Number.isFinite), String(forecast)).to.equal(true);
}

const modules = ['program.cjs', 'program.mjs'];

describe('installed from the tarball with --ignore-scripts', () => {
  let project: Project;
  before(() => (project = installed('--ignore-scripts')));

  it('has a PATH without a compiler', () => {
    const { folder } = project;
    for (const tool of ['g++', 'cc', 'clang', 'make', 'python3', 'node'])
      expect(
        (environment['PATH'] ?? '').split(':').some((place) => existsSync(join(place, tool))),
        tool,
      ).to.equal(false);
    expect(readdirSync(join(folder, 'node_modules/leeway'))).to.not.include('build');
  });

  for (const module of modules)
    it(`${module} runs on the prebuild`, () => {
      const report = printed(project.node(module)) as Report;
      expect(report).to.include({
        backend: 'native',
        file: join(realpathSync(project.leeway), 'prebuilds', platform(), 'leeway.node'),
        reason: 'prebuild found',
      });
      expectRightNumbers(report);
    });

  it('linux-arm64: the prebuild runs on an emulated Cortex-A72', function () {
    const emulator = emulatedArm64();
    if (typeof emulator === 'string' || !paths().includes('prebuilds/linux-arm64/leeway.node')) {
      console.log(`      skipped: ${typeof emulator === 'string' ? emulator : 'no linux-arm64 in prebuilds/'}`);
      return this.skip();
    }
    const report = printed(emulator(['program.cjs'], project.folder)) as Report;
    expect(report.file).to.match(/prebuilds\/linux-arm64\/leeway\.node$/);
    expectRightNumbers(report);
  });
});

describe('installed with --strict-allow-scripts, which fails where a package wants to run a script', () => {
  it('leeway installs and runs', () => {
    const project = installed('--strict-allow-scripts');
    expectRightNumbers(printed(project.node('program.cjs')) as Report);
  });

  it('(a package with an install script does not)', function () {
    const project = newProject();
    project.write(
      'package.json',
      JSON.stringify({ name: 'other', version: '1.0.0', scripts: { install: 'node -e 0' } }),
    );
    const { filename } = pack(['--pack-destination', scratch], { cwd: project.folder });
    const user = newProject();
    const { stderr } = user.npm(['install', '--offline', '--strict-allow-scripts', join(scratch, filename)]);
    const version = user.npm(['--version']).stdout.trim();
    if (compareVersions(version, '11.19.0') < 0) {
      console.log(`      skipped: npm ${version} has no --strict-allow-scripts, npm 11.19 has`);
      return this.skip();
    }
    expect(stderr).to.include('ESTRICTALLOWSCRIPTS');
  });
});

describe('installed, with the addon deleted', () => {
  const hasWasm = paths().includes('dist/leeway.wasm');
  let project: Project;
  before(() => (project = installed('--ignore-scripts')));

  /** What require('leeway') throws. */
  function refusal(): { code: string; message: string } {
    project.write(
      'refused.cjs',
      `try { require('leeway'); console.log('null'); }
       catch ({ code, message }) { console.log(JSON.stringify({ code, message })); }`,
    );
    return printed(project.node('refused.cjs')) as { code: string; message: string };
  }

  function expectFallback(advice: RegExp): void {
    if (hasWasm) {
      for (const module of modules) {
        const outcome = project.node(module);
        const report = printed(outcome) as Report;
        expect(outcome.stderr.match(/\[LEEWAY_WASM\] Warning: leeway runs on WebAssembly/g)).to.have.lengthOf(1);
        expect(outcome.stderr).to.match(advice);
        expect(report.backend).to.equal('wasm');
        expect(report.reason).to.include(`prebuilds/${platform()}`);
        expectRightNumbers(report);
      }
    } else {
      const { code, message } = refusal();
      expect(code).to.equal('ERR_LEEWAY_NO_BACKEND');
      expect(message).to.include(`prebuild: no file ${join(realpathSync(project.leeway), 'prebuilds', platform())}`);
      expect(message).to.match(advice).and.to.include('npm explore leeway -- npm run build');
    }
  }

  it(`this platform's: ${hasWasm ? 'WASM runs' : 'the error says so'}`, () => {
    const prebuilds = join(project.leeway, 'prebuilds');
    rmSync(join(prebuilds, platform()), { recursive: true });
    expectFallback(new RegExp(`leeway ships .*: build it for ${platform()} here`));
  });

  it(`the whole folder: ${hasWasm ? 'WASM runs' : 'the error says so'}`, () => {
    rmSync(join(project.leeway, 'prebuilds'), { recursive: true });
    expectFallback(/there is no folder .*prebuilds: where a bundler/);
  });

  if (hasWasm)
    it('LEEWAY_BACKEND=native refuses to do without', () => {
      const program = join(project.folder, 'program.cjs');
      expect(readFileSync(program, 'utf8')).to.equal(commonJs);
      const { status, stderr } = project.node(
        '-e',
        `process.env.LEEWAY_BACKEND = 'native'; require(${JSON.stringify(program)})`,
      );
      expect(status).to.not.equal(0);
      expect(stderr).to.include('ERR_LEEWAY_NO_BACKEND');
    });
});
