import { expect } from 'chai';
import { join } from 'node:path';
import { steadyMemory } from '../../../../bench/run/memory';
import { WorkerProcess } from '../../../../bench/run/process';
import type { Order } from '../../../../bench/run/worker';
import { hugePagesToAsk } from '../huge-pages';

const order: Order = {
  options: { suites: [], effort: 'quick', peers: false, seed: 1, data: {} },
  group: 'memory',
  pace: { rounds: 1 },
  chains: 0,
};

/** Of glibc, by which Node runs here. */
const { glibcVersionRuntime: version } = (process.report.getReport() as { header: { glibcVersionRuntime?: string } })
  .header;
const asks = version !== undefined && Number(version.split('.')[1]) >= 35 && hugePagesToAsk;

describe('the memory of the processes that measure', () => {
  it('leaves what the user has set the last word', () => {
    const { GLIBC_TUNABLES, HOME } = steadyMemory({ GLIBC_TUNABLES: 'glibc.malloc.hugetlb=0', HOME: '/home' });
    expect(GLIBC_TUNABLES).to.match(/^glibc\.malloc\.hugetlb=1:.*:glibc\.malloc\.hugetlb=0$/);
    expect(HOME).to.equal('/home');
    expect(steadyMemory({})['GLIBC_TUNABLES']).to.match(/^glibc\.malloc\.hugetlb=1(:glibc\.malloc\.\w+=\d+)+$/);
  });

  it('is in huge pages where the kernel gives them to who asks', async () => {
    const worker = new WorkerProcess(join(__dirname, 'memory-worker.js'));
    const { rows } = await worker.ask(order);
    worker.end();
    expect(rows![0]!.name).to.equal(steadyMemory()['GLIBC_TUNABLES']);
    if (asks) expect(rows![0]!.figures!['huge']).to.be.at.least(rows![0]!.figures!['block']!);
  });
});
