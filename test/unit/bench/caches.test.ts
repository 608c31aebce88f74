import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesBeyondCaches, dataCaches, levelOf } from '../../../bench/machine/caches';

describe('caches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-caches-'));
  after(() => rmSync(folder, { recursive: true }));

  function write(index: number, level: number, type: string, size: string): void {
    const place = join(folder, `index${index}`);
    mkdirSync(place);
    for (const [name, value] of Object.entries({ level, type, size })) writeFileSync(join(place, name), `${value}\n`);
  }

  it('are those that the system lists, without the one of instructions', () => {
    write(0, 1, 'Data', '48K');
    write(1, 1, 'Instruction', '64K');
    write(2, 2, 'Unified', '2M');
    expect(dataCaches(folder)).to.deep.equal({ L1: 49152, L2: 2097152 });
    expect(dataCaches(join(folder, 'nowhere'))).to.deep.equal({});
  });

  it('hold an input and an output', () => {
    const caches = { L1: 49152, L2: 2097152, L3: 2 ** 25 };
    expect([16384, 262144, 2 ** 24, 2 ** 25].map((bytes) => levelOf(bytes, caches))).to.deep.equal([
      'L1',
      'L2',
      'L3',
      'memory',
    ]);
    expect(2 * bytesBeyondCaches(caches)).to.be.at.least(caches.L3);
  });
});
