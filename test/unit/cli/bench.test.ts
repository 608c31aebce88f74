import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernel, kernels, type Isa, type KernelInfo } from 'leeway';
import type { Results } from '../../../bench/results/document';
import { resultsOf } from '../../../bench/results/document';
import { root, runFile } from '../../support/child';
import { runOf, timedRow } from '../bench/results';

const leeway = (...args: string[]) => runFile(join(root, 'dist/cli/main.js'), { args: ['bench', ...args] });

let folder: string;
before(() => (folder = mkdtempSync(join(tmpdir(), 'leeway-bench-'))));
after(() => rmSync(folder, { recursive: true }));

describe('leeway bench', () => {
  it('measures what is asked, in two processes, and writes it', () => {
    const file = join(folder, 'tanh.json');
    const narrow = ['--suite', 'call', '--filter', '/4/tanh exact', '--quick', '--processes', '2', '--seed', '3'];
    const { status, stdout, stderr } = leeway(...narrow, '--json', file, '--csv', join(folder, 'tanh.csv'));
    expect(stderr).to.equal('');
    expect(status).to.equal(0);
    expect(stdout)
      .to.match(/^.* cores, load .*\n/)
      .and.to.match(/\ntanh exact +\d/);
    const { runs } = JSON.parse(readFileSync(file, 'utf8')) as Results;
    const [run] = runs;
    expect(run!.command).to.match(/^leeway bench --suite call --filter '\/4\/tanh exact' --quick/);
    expect(run!.machine).to.include({ node: process.version, isa: run!.machine.isa });
    expect(run!.rows.map(({ name }) => name)).to.deep.equal(['relu', 'tanh exact', 'Math.tanh loop', 'self-check']);
    const tanh = run!.rows[1]!;
    expect(run!.options).to.include({ processes: 2 });
    expect(tanh.time!.processes).to.be.within(1, 2); // one whose cores others shared may not count
    expect(tanh.time!.median).to.be.above(tanh.time!.minimum * 0.999);
    expect(tanh.ratios!['loop']).to.include({ over: 'Math.tanh loop' });
    expect(readFileSync(join(folder, 'tanh.csv'), 'utf8').split('\n')).to.have.lengthOf(6);
  });

  it('lists what there is', () => {
    const { status, stdout } = leeway('--list', '--suite', 'posit', '--filter', 'operators', '--shard', '1/1');
    expect({ status, stdout }).to.deep.equal({ status: 0, stdout: 'posit/operators (14)\n' });
  });

  it('ends bad input with one clear line, code 2 and nothing written', () => {
    const old = join(folder, 'old.json');
    writeFileSync(old, '{"schema": 1, "machine": {}, "rows": []}');
    const there = readdirSync(folder);
    const refusals: [string[], RegExp][] = [
      [['--suite', 'maths'], /expected some of math, .+, sources for --suite, received "maths"/],
      [
        ['--filter', 'no such row'],
        /expected a --filter that matches a row such as "math\/.*", received "no such row"/,
      ],
      [['--filter', '('], /expected a regular expression for --filter, received "\("/],
      [['--quick', '--full'], /expected --quick or --full, received both/],
      [['--processes', '0'], /expected a whole number of at least 1 for --processes/],
      [['--shard', '3/2'], /expected i\/n/],
      [['--json', join(folder, 'none/x.json')], /expected a file in a folder that exists for --json/],
      [['--data', join(folder, 'none.csv'), '--quick'], /none\.csv/],
      [['--test', 'x.csv'], /expected --data FILE/],
      [['compare', old, old], /expected results of version 2 .* received version 1/],
      [['compare', join(folder, 'none.json'), old], /expected a file of results/],
      [['compare', old, old, '--threshold', 'x'], /expected a percentage of at least 0 for --threshold/],
      [['merge', old, '--json', folder], /expected a file for --json, received the folder/],
    ];
    for (const [args, message] of refusals) {
      const { status, stdout, stderr } = leeway(...args);
      expect({ status, stdout }, `${args.join(' ')}\n${stderr}`).to.deep.equal({ status: 2, stdout: '' });
      expect(stderr)
        .to.match(message)
        .and.to.match(/^leeway: .*\n$/);
    }
    expect(readdirSync(folder)).to.deep.equal(there);
  });

  it('compares: 1 where something became slower, 0 where nothing did', () => {
    const [fast, slow] = ['fast.json', 'slow.json'].map((name) => join(folder, name));
    writeFileSync(fast!, JSON.stringify(resultsOf([runOf([timedRow('a', 2)])])));
    writeFileSync(slow!, JSON.stringify(resultsOf([runOf([timedRow('a', 3)])])));
    const worse = leeway('compare', fast!, slow!);
    expect(worse.status).to.equal(1);
    expect(worse.stdout)
      .to.match(/1 of 1 rows changed significantly: 1 slower, 0 faster/)
      .and.to.match(/\+50\.0 %/);
    expect(leeway('compare', slow!, fast!).status).to.equal(0);
    expect(leeway('compare', slow!, fast!, '--markdown').stdout).to.include('| math/float32/4096/a | over relu |');
    expect(leeway('compare', fast!, fast!).status).to.equal(0);
  });

  it('merges shards into what one run gives', () => {
    const files = [1, 2].map((index) => {
      const file = join(folder, `shard-${index}.json`);
      const shards = [{ index, of: 2 }];
      writeFileSync(file, JSON.stringify(resultsOf([runOf([timedRow(`tanh row-${index}`, 2)], { shards })])));
      return file;
    });
    const merged = join(folder, 'merged.json');
    const { status, stdout } = leeway('merge', ...files, '--json', merged);
    expect(status).to.equal(0);
    expect(stdout)
      .to.match(/tanh row-1/)
      .and.to.match(/tanh row-2/);
    expect((JSON.parse(readFileSync(merged, 'utf8')) as Results).runs[0]!.rows).to.have.lengthOf(2);
  });
});

describe('leeway compare', () => {
  const compare = (...args: string[]) => runFile(join(root, 'dist/cli/main.js'), { args: ['compare', ...args] });

  it('shows the kernels of a function and what a budget gets', () => {
    const { status, stdout, stderr } = compare('tanh', '--json', '--elements', '512');
    expect(status, stderr).to.equal(0);
    const told = JSON.parse(stdout) as {
      isa: Isa;
      kernels: (KernelInfo & { nsPerElement: number })[];
      picks: { maxAbsError: number; method?: string }[];
    };
    const own = kernels().filter(({ op, dtype }) => op === 'tanh' && dtype === 'float32');
    expect(told.kernels.map(({ method }) => method)).to.deep.equal(own.map(({ method }) => method));
    for (const { nsPerElement } of told.kernels) expect(nsPerElement).to.be.within(1e-3, 1e4);
    expect(told.picks.map(({ maxAbsError }) => maxAbsError)).to.deep.equal([1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7]);
    for (const { maxAbsError, method } of told.picks) expect(method).to.equal(kernel('tanh', { maxAbsError }).method);
    expect(compare('tanh').stdout).to.match(/What kernel\('tanh', \{ maxAbsError \}\) takes on this CPU/);
  });

  it('says where nothing is within a budget', () => {
    expect(compare('tanh', '--dtype', 'bfloat16').stdout).to.match(/1e-7 +none: an error/);
  });

  it('refuses what there is not', () => {
    for (const [args, message] of [
      [['tan'], /expected one of relu, .*tanh.*, received "tan"/],
      [['elu', '--dtype', 'float16'], /expected one of float32, float64 for --dtype of elu, received "float16"/],
      [['elu', '--elements', '0'], /expected a whole number of at least 1 for --elements/],
    ] as const) {
      const { status, stdout, stderr } = compare(...args);
      expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
      expect(stderr).to.match(message);
    }
  });
});
