// Answers as a worker of the bench does: a row that tells of its own memory.
import type { Measured } from '../../../../bench/results/row';
import { askedHuge, hugePagesToAsk } from '../huge-pages';

process.on('message', () => {
  const block = new Float64Array(2 ** 20).fill(1);
  const figures = { huge: hugePagesToAsk ? askedHuge() : 0, block: block.byteLength };
  const row: Measured = {
    ...{ suite: 'memory', group: 'memory', library: 'none', figures },
    name: process.env['GLIBC_TUNABLES'] ?? 'none',
  };
  process.send!({ rows: [row] });
});
process.on('disconnect', () => process.exit());
