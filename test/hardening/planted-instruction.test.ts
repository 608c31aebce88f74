import { expect } from 'chai';
import { backend } from 'leeway';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { encodingFaults } from '../../tools/lint-objects/rules';
import { root } from '../support/child';
import { buildPlanted } from './support/planted-addon';

// The CPU matrix is worth something only if it fails where one instruction stands in the wrong place. So one is put there.

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const here =
  backend.name === 'native' &&
  process.platform === 'linux' &&
  process.arch === 'x64' &&
  has('g++') &&
  has('qemu-x86_64-static');

/** Code that runs when the addon is loaded, before anyone asked what the CPU can do. */
const onLoad = (instruction: string): string =>
  `__attribute__((constructor)) static void planted() { __asm__ volatile("${instruction}"); }`;

const builds = {
  nothing: onLoad(''),
  'an AVX2 instruction': onLoad('vpxor %ymm0, %ymm0, %ymm0'),
  'an AVX-512 instruction': onLoad('vpxord %zmm0, %zmm0, %zmm0'),
};

interface Row {
  planted: keyof typeof builds;
  model: string;
  dies: boolean;
}

const rows: Row[] = [
  { planted: 'nothing', model: 'Nehalem', dies: false },
  { planted: 'nothing', model: 'Haswell', dies: false },
  { planted: 'an AVX2 instruction', model: 'Nehalem', dies: true },
  { planted: 'an AVX2 instruction', model: 'qemu64', dies: true },
  { planted: 'an AVX2 instruction', model: 'Haswell', dies: false },
  { planted: 'an AVX-512 instruction', model: 'Haswell', dies: true },
];

(here ? describe : describe.skip)(
  'a build with an instruction planted outside of dispatch (Linux x64, g++, QEMU)',
  () => {
    const built = {} as Record<keyof typeof builds, ReturnType<typeof buildPlanted>>;
    before(() => {
      for (const [name, code] of Object.entries(builds) as [keyof typeof builds, string][])
        built[name] = buildPlanted(name.replaceAll(' ', '-'), code);
    });

    /** Loads the addon and runs a kernel, on a CPU model of QEMU's. No core dump. */
    function load(addon: string, model: string): { status: number | null; stdout: string; stderr: string } {
      const program = `console.log(require('leeway').tanh(Float32Array.of(1))[0].toFixed(3))`;
      const emulated = ['qemu-x86_64-static', '-cpu', model, process.execPath, '-e', program];
      const shell = 'ulimit -c 0; "$@"; exit $?';
      const env = { ...process.env, LEEWAY_ADDON: addon, LEEWAY_ISA: '', LEEWAY_BACKEND: '' };
      return spawnSync('bash', ['-c', shell, 'bash', ...emulated], { cwd: root, encoding: 'utf8', env });
    }

    for (const { planted, model, dies } of rows)
      it(`${planted}: ${dies ? 'dies of SIGILL' : 'runs'} on ${model}`, () => {
        const { status, stdout, stderr } = load(built[planted].addon, model);
        expect(status, stderr).to.equal(dies ? 132 : 0);
        expect(stdout).to.equal(dies ? '' : '0.762\n');
        if (dies) expect(stderr).to.include('Illegal instruction');
      });

    it('npm run test:targets -- nehalem fails for it, and says why', () => {
      const { addon } = built['an AVX2 instruction'];
      const spec = join(root, '.build/test/table/range.test.js');
      const run = (file: string) =>
        spawnSync(process.execPath, [join(root, 'tools/targets/main.mjs'), 'nehalem', spec], {
          cwd: root,
          encoding: 'utf8',
          env: { ...process.env, LEEWAY_ADDON: file, LEEWAY_ISA: '', LEEWAY_BACKEND: '' },
        });
      const failed = run(addon);
      expect(failed.status, failed.stdout + failed.stderr).to.equal(1);
      expect(failed.stdout).to.include('nehalem: stopped by SIGILL: it met an instruction that this CPU lacks');
      const passed = run(built.nothing.addon);
      expect(passed.status, passed.stdout + passed.stderr).to.equal(0);
    });

    it('npm run lint:objects reports it', () => {
      const faultsOf = (name: keyof typeof builds): string[] => encodingFaults(built[name].object);
      expect(faultsOf('nothing')).to.deep.equal([]);
      expect(faultsOf('an AVX2 instruction')).to.deep.equal([
        'dispatch.o: VEX instruction in baseline code, in planted(): vpxor %ymm0,%ymm0,%ymm0',
      ]);
      expect(faultsOf('an AVX-512 instruction')).to.deep.equal([
        'dispatch.o: EVEX instruction in baseline code, in planted(): vpxord %zmm0,%zmm0,%zmm0',
      ]);
    });
  },
);
