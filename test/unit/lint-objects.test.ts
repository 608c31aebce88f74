import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { floorFaults } from '../../tools/lint-objects/floors';
import { encodingFaults, exportFaults, linkageFaults } from '../../tools/lint-objects/rules';

const here = process.platform === 'linux' && process.arch === 'x64' && spawnSync('g++', ['--version']).status === 0;
const table = (isa: string) => `namespace leeway { extern const int ${isa}_table = 0; }`;
const add = 'void add(float* x) { for (int i = 0; i < 8; i++) x[i] += 1; }';
const shift = 'unsigned long shift(unsigned long x, int k) { return x << k; }';

(here ? describe : describe.skip)('tools/lint-objects (Linux x64 with g++)', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'leeway-objects-'))));
  after(() => rmSync(folder, { recursive: true }));

  function compile(source: string, flags: string[], name = 'unit.o'): string {
    const object = join(folder, name);
    const input = join(folder, 'unit.cc');
    writeFileSync(input, source);
    const { status, stderr } = spawnSync('g++', ['-O3', '-fPIC', ...flags, '-o', object, input], { encoding: 'utf8' });
    expect(status, stderr).to.equal(0);
    return object;
  }

  const linkage: [what: string, source: string, faults: RegExp[]][] = [
    ['only the table', table('avx2'), []],
    [
      'an inline function',
      `${table('avx2')} inline int one() { return 1; } auto use = &one;`,
      [/\(W\) one\(\)/, /beside the table: use/],
    ],
    [
      'an inline variable',
      `${table('avx2')} inline int shared = 1; static int* use() { return &shared; } static auto kept [[gnu::used]] = &use;`,
      [/\(u\) shared/],
    ],
    ['a second function', `${table('avx2')} void extra() {}`, [/\(T\) beside the table: extra\(\)/]],
    ['no table', 'static int nothing [[gnu::used]];', [/no external symbol leeway::avx2_table/]],
    [
      'a constructor',
      `${table('avx2')} int start(); static int begun [[gnu::used]] = start();`,
      [/static constructor/],
    ],
  ];
  for (const [what, source, faults] of linkage) {
    it(`linkage: ${what}`, () => {
      const found = linkageFaults(compile(source, ['-c', '-std=c++17']), 'avx2');
      expect(found).to.have.lengthOf(faults.length);
      faults.forEach((fault, i) => expect(found[i]).to.match(fault));
    });
  }

  const encodings: [isa: string, source: string, flags: string[], fault?: RegExp][] = [
    ['baseline', add, []],
    ['baseline', 'extern const int table[]; const int table[] = {1, 2};', []],
    ['avx2', 'extern const int table[]; const int table[] = {1, 2};', [], /no VEX instruction in avx2 code/],
    ['sse2', add, ['-mavx2'], /VEX instruction in sse2 code, in add\(float\*\): v\w+ .*/],
    ['baseline', shift, ['-mbmi2'], /VEX instruction in baseline code, in shift.*: shlx/],
    ['baseline', add, ['-mavx512vl'], /VEX instruction in baseline code/],
    ['avx2', add, ['-mavx2']],
    ['avx2', add, [], /no VEX instruction in avx2 code/],
    [
      'avx2',
      'void f() { asm("vpxord %zmm0, %zmm0, %zmm0\\n vpxor %ymm0, %ymm0, %ymm0"); }',
      [],
      /EVEX instruction in avx2 code, in f\(\): vpxord/,
    ],
    ['avx512', add, ['-mavx2'], /no EVEX instruction in avx512 code/],
    ['avx512', 'void f() { asm("vpxord %zmm0, %zmm0, %zmm0"); }', []],
  ];
  for (const [isa, source, flags, fault] of encodings) {
    it(`instructions of ${isa} compiled with ${flags.join(' ') || 'no flags'}: ${fault ? 'reported' : 'clean'}`, () => {
      const found = encodingFaults(compile(source, ['-c', ...flags]), isa);
      if (fault) expect(found.join('\n')).to.match(fault);
      else expect(found).to.deep.equal([]);
    });
  }

  it('exports: reports what is too much and what is missing', () => {
    const addon = compile('extern "C" void napi_register_module_v1() {} void other() {}', ['-shared'], 'unit.node');
    expect(exportFaults(addon)).to.deep.equal([
      'unit.node: exports other()',
      'unit.node: does not export node_api_module_get_api_version_v1',
    ]);
  });

  it('floors: names each symbol that is newer than recorded, or of a library that is not', () => {
    // memcpy is of 2.14 on x64 whatever the C library; the C++ library is asked for operator new.
    const source = `#include <cstring>
      extern "C" void* copy(const void* from, size_t n) { return memcpy(new char[n], from, n); }`;
    const addon = compile(source, ['-shared', '-fno-builtin', '-std=c++17'], 'unit.node');
    expect(floorFaults(addon, { GLIBC: '2.14', GLIBCXX: '3.4' })).to.deep.equal([]);
    expect(floorFaults(addon, { GLIBC: '2.9', GLIBCXX: '3.4' })).to.deep.equal([
      'unit.node: needs memcpy of GLIBC_2.14, beyond GLIBC_2.9, which is recorded',
    ]);
    expect(floorFaults(addon, { GLIBC: '2.14' })).to.deep.equal([
      'unit.node: needs operator new[](unsigned long) of GLIBCXX_3.4, beyond GLIBCXX, which is not recorded',
    ]);
    const plain = compile('extern "C" void nothing() {}', ['-shared', '-nostdlib'], 'unit.node');
    expect(floorFaults(plain)).to.deep.equal(['unit.node: no symbol with a version']);
  });
});
