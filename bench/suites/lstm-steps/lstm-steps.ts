import { inverse, significant, time, times } from '../../harness/figures';
import type { Row } from '../../results/row';
import type { Table } from '../../results/table';
import { missing } from '../math-tables';
import { selfCheckName } from '../self-check';
import type { Suite } from '../suite';
import { predictionGroup, streamGroup, trainingGroup } from './groups';
import { jobsOf, peaks } from './jobs';

const titles = {
  training: ['A training step (forward, backward, Adam)', 'ms'],
  prediction: ['Whole windows predicted, called from JavaScript', 'ms'],
  stream: ['A step of a stream, called from JavaScript', 'ns'],
} as const;

/** Operations per nanosecond. */
function speed({ time: taken, unit, figures }: Row): number {
  const nanoseconds = taken!.median * (unit === 'ns/call' ? 1 : 1e6);
  return figures!['operations']! / nanoseconds;
}

function tableOf(what: keyof typeof titles, rows: Row[]): Table[] {
  const own = rows.filter(({ group }) => group.startsWith(`lstm-steps/${what}/`));
  if (own.length === 0) return [];
  const [title, unit] = titles[what];
  const peakOf = ({ group, dtype }: Row): Row | undefined =>
    own.find((row) => row.group === group && row.name === `multiply-add peak, ${dtype}`);
  const notShown = [selfCheckName, ...peaks.map(({ name }) => name)];
  const shown = own.filter(({ name }) => !notShown.includes(name));
  return [
    {
      title,
      head: ['hidden, batch', 'way', unit, 'GFLOP/s', 'of the peak', 'exact ÷', 'one thread ÷', '× leeway'],
      names: 2,
      rows: shown.map((row) => {
        const peak = row.library === 'leeway' && row.time && row.figures ? peakOf(row) : undefined;
        return [
          row.group.split('/')[2]!,
          row.name,
          time(row),
          peak ? significant(speed(row)) : '',
          peak ? `${((100 * speed(row)) / speed(peak)).toFixed(0)} %` : '',
          inverse(row.ratios?.['exact']),
          inverse(row.ratios?.['one thread']),
          times(row.ratios?.['leeway']),
        ];
      }),
      note: [
        'Windows of 24 steps of 5 inputs, one output. GFLOP/s are those of the products alone; the peak is that of one',
        'core, timed in the same rounds. Medians, ratios paired by round; ? is noisy.',
        ...missing(own),
      ].join('\n'),
    },
  ];
}

/** The LSTM against the machine: time, operations per second and what share of the peak that is. */
export const lstmSteps: Suite = {
  name: 'lstm-steps',
  title: 'a training step, a prediction and a stream of the LSTM against what the machine can do',
  isDefault: false,
  plan: (options) => [
    ...jobsOf(options).flatMap((job) => [trainingGroup(job), predictionGroup(job, options)]),
    ...[10, 32, 100].map(streamGroup),
  ],
  pace: (effort) => ({ rounds: 41, milliseconds: { quick: 400, default: 1500, full: 8000 }[effort], fewest: 3 }),
  tables: (rows) => (['training', 'prediction', 'stream'] as const).flatMap((what) => tableOf(what, rows)),
};
