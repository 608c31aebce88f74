import { expect } from 'chai';
import { oneTo } from '../../../bench/experiments/experiment';
import { experimentParts } from '../../../bench/report/experiments';
import { functionParts, reluChart } from '../../../bench/report/functions';
import { callCharts, lstmCharts } from '../../../bench/report/networks';
import { positCharts } from '../../../bench/report/posits';
import type { Chart } from '../../../bench/report/chart';
import { loadDrawing } from '../../../bench/report/render';
import { makeReport } from '../../../bench/report/report';
import type { LineFindings } from '../../../bench/results/findings';
import type { Row } from '../../../bench/results/row';
import { experimentOf, runOf, timedRow } from './results';

const dataOf = ({ spec }: Chart) => (spec['data'] as { values: Record<string, unknown>[] }).values;
const find = (charts: readonly Chart[], id: string) => charts.find((chart) => chart.id === id)!;

const kernelRow = (method: string, time: number, maxAbsError: number | null): Row => ({
  ...timedRow(`tanh ${method}`, time, 0.01, { op: 'tanh', method, dtype: 'float32', n: 4096, maxAbsError }),
});
const tanhRows = [
  kernelRow('exact', 0.3, 1e-7),
  kernelRow('tier_1e_3', 0.1, 8e-4),
  kernelRow('rational_5_4', 0.2, 5e-5),
];

const network = (hidden: number, name: string, threads: number, ratios: Row['ratios']): Row => ({
  ...timedRow(`${name}, ${threads}`, hidden, 0.01, {
    suite: 'lstm',
    group: `lstm/training/${hidden}`,
    unit: 'ms/epoch',
  }),
  settings: { function: name, threads },
  ...(ratios ? { ratios } : {}),
});
const ratio = (median: number) => ({ median, interval: [median, median] as [number, number], over: 'x' });

describe('charts show what the table beneath them says', () => {
  it('of functions: errors and times, each kernel once', () => {
    const [part] = functionParts(tanhRows);
    const points = dataOf(find(part!.charts, 'tanh-pareto'));
    expect(points.map(({ label, error, time }) => [label, error, time])).to.deep.equal([
      ['exact', 1e-7, 0.3],
      ['tier_1e_3', 8e-4, 0.1],
      ['rational_5_4', 5e-5, 0.2],
    ]);
    expect(part!.tables[0]!.rows.map(([name, error, , time]) => [name, error, time])).to.deep.equal([
      ['exact', '1e-7', '0.300'],
      ['tier_1e_3', '8e-4', '0.100'],
      ['rational_5_4', '5e-5', '0.200'],
    ]);
    // The curve of the errors stays below what is promised of the real kernels.
    const errors = dataOf(find(part!.charts, 'tanh-error')).filter(({ method }) => method === 'tier_1e_3');
    expect(Math.max(...errors.map(({ y }) => y as number))).to.be.within(1e-4, 1e-3);
  });

  it('of ReLU’s bars: ratios and their intervals', () => {
    const bars = dataOf(reluChart(tanhRows, 'float32')!);
    expect(bars.map(({ name, ratio: value }) => [name, value])).to.deep.equal(
      tanhRows.map(({ name, ratios }) => [name, ratios!['relu']!.median]),
    );
    expect(reluChart(tanhRows, 'float64')).to.equal(undefined);
  });

  it('of networks: saving in percent, threads as times faster', () => {
    const charts = lstmCharts([
      network(10, 'isru', 1, { tanh: ratio(0.9) }),
      network(50, 'isru', 1, { tanh: ratio(1.05) }),
      network(50, 'isru', 2, { tanh: ratio(1), 'one thread': ratio(0.5) }),
    ]);
    const saved = dataOf(find(charts, 'lstm-training-saving')).map(({ x, y }) => [x, Number((y as number).toFixed(9))]);
    expect(saved).to.deep.equal([
      [10, 10],
      [50, -5],
    ]);
    expect(dataOf(find(charts, 'lstm-threads'))).to.deep.equal([{ x: 50, y: 2, function: 'isru, 2 threads' }]);
  });

  it('of calls and posits: times, and elements per ns', () => {
    const call = timedRow('relu', 140, 0, { suite: 'call', group: 'call/float32/8', n: 8 });
    expect(dataOf(callCharts([call])[0]!)).to.deep.equal([{ x: 8, y: 140, of: 'relu' }]);
    const speed = timedRow('copy', 0.25, 0, {
      suite: 'posit',
      group: 'posit/speed/posit<8,0>/8192',
      n: 8192,
      settings: { format: 'posit<8,0>' },
    });
    const bars = find(positCharts([speed]), 'posit-speed-posit-8-0');
    expect(dataOf(bars)).to.deep.equal([{ name: 'copy', speed: 4 }]);
  });

  it('of experiments: lines by number and by name, bars on one scale', () => {
    const [part] = experimentParts([experimentOf()]);
    const [epochs, lenet, mlp, widths] = part!.charts;
    expect(dataOf(epochs!)).to.deep.equal([
      { x: 1, y: 80, name: 'ISRLU' },
      { x: 2, y: 93.7, name: 'ISRLU' },
      { x: 1, y: 81, name: 'ELU' },
      { x: 2, y: 93.9, name: 'ELU' },
    ]);
    expect(dataOf(lenet!)).to.deep.equal([
      { name: 'exact', value: 73 },
      { name: 'none', value: 80 },
    ]);
    const domains = [lenet!, mlp!].map(({ spec }) => JSON.stringify(spec['encoding']).match(/"domain":\[[^\]]*\]/)![0]);
    expect(domains).to.deep.equal(['"domain":[-2,80]', '"domain":[-2,80]']);
    expect(JSON.stringify(widths!.spec['encoding'])).to.include('"sort":["float32","<8,0>"]');
    // A table without rows says nothing.
    expect(part!.tables.map(({ title }) => title)).to.deep.equal(['accuracy']);
  });

  it('of experiments: whether they were cut short, and each file under a name of its own', () => {
    const parts = experimentParts([experimentOf(), experimentOf({ complete: false, quick: true })]);
    expect(parts.map(({ id }) => id)).to.deep.equal(['experiment-isrlu-mnist', 'experiment-isrlu-mnist-2']);
    const ids = parts.flatMap(({ charts }) => charts.map(({ id }) => id));
    expect(new Set(ids).size).to.equal(8);
    expect(parts[0]!.notes.join('\n')).to.not.match(/warning|quick/);
    expect(parts[1]!.notes.join('\n')).to.include('warning: ').and.to.include('quick');
  });
});

describe('the page', () => {
  const draw = () => Promise.resolve('<svg class="marks" width="9" height="9" viewBox="0 0 9 9"><path/></svg>');

  it('escapes what it is given, names charts, and shows suites it does not know', async () => {
    const experiment = timedRow('<b>MNIST</b> & more', 2, 0, { suite: 'experiments', group: 'experiments/x' });
    const run = runOf([...tanhRows, experiment], { command: 'leeway bench --filter "<a>"', warnings: ['busy & loud'] });
    const { html, charts } = await makeReport({ run, experiments: [experimentOf()] }, draw);
    expect(html).to.include('ISRLU &lt;learns&gt;').and.to.include('id="experiment-isrlu-mnist"');
    expect(charts.map(({ title }) => title)).to.include.members(['accuracy by epoch', 'time saved: LeNet']);
    expect(html).to.include('leeway bench --filter &quot;&lt;a&gt;&quot;').and.to.include('busy &amp; loud');
    expect(html).to.include('&lt;b&gt;MNIST&lt;/b&gt; &amp; more').and.to.not.include('<b>');
    for (const { id, svg } of charts) {
      expect(svg).to.include(`role="img" aria-labelledby="${id}-name"`).and.to.include(`<title id="${id}-name">`);
      expect(svg).to.not.match(/ (width|height)="/);
    }
  });

  it('names lines whole, is no wider for it, and names a few places all', async () => {
    const drawn = await loadDrawing();
    const svgOf = async (names: string[]): Promise<string> => {
      const lines = names.map((name, i): LineFindings['lines'][0] => ({
        name,
        points: oneTo(3).map((x) => [x, 10 * i + x]),
      }));
      const chart: LineFindings = { kind: 'lines', title: 'a', x: 'epoch', y: '%', lines };
      return drawn(experimentParts([experimentOf({ charts: [chart] })])[0]!.charts[0]!.spec);
    };
    const width = (svg: string): number => Number(/ width="(\d+)"/.exec(svg)![1]);
    const short = await svgOf(['tanh', 'ELU', 'ReLU']);
    const names = ['library tanh', 'order 16 on [0, 1], 64 bits, slope 0', 'order 16 everywhere, 32 bits'];
    const long = await svgOf(names);
    for (const name of names) expect(long).to.include(`>${name}<`);
    for (const epoch of oneTo(3)) expect(short).to.include(`>${epoch}</text>`);
    expect(width(long)).closeTo(width(short), 10);
  });
});
