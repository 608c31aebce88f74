import { expect } from 'chai';
import { disturbances, type Surroundings } from '../../../bench/machine/noise';

const governor = '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor';

function told(files: Record<string, string>, more: Partial<Surroundings> = {}): string {
  return disturbances({ read: (file) => files[file], loadAverage: 0.2, cores: 4, arch: 'x64', ...more }).join('; ');
}

describe('what makes figures worthless', () => {
  it('is nothing on a quiet machine', () => {
    expect(told({})).to.equal('');
    expect(told({ [governor]: 'performance', '/sys/fs/cgroup/cpu.max': 'max 100000' })).to.equal('');
    expect(told({ '/proc/cpuinfo': 'vendor_id : GenuineIntel' })).to.equal('');
  });

  it('is told of', () => {
    expect(told({ [governor]: 'powersave' })).to.match(/governor is "powersave"/);
    expect(told({}, { loadAverage: 2.5 })).to.match(/load average is 2\.50 on 4 cores/);
    expect(told({}, { cores: 1 })).to.match(/no second core/);
    expect(told({ '/proc/cpuinfo': 'vendor_id : GenuineIntel' }, { arch: 'arm64' })).to.match(/emulated arm64/);
    expect(told({ '/proc/cpuinfo': 'model name : QEMU TCG CPU version 2.5+' })).to.match(/emulated CPU/);
    expect(told({ '/sys/fs/cgroup/cpu.max': '150000 100000' })).to.match(/may use 1\.50 of 4 cores/);
  });
});
