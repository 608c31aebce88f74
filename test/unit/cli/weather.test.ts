import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lstm, WeatherPredictor, type Score } from 'leeway';
import { root, runFile } from '../../support/child';
import { temporaryFolder } from '../../support/temporary';
import { rooms } from '../weather/support';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const command = join(root, 'dist/cli/main.js');
const weather = (...args: string[]) => runFile(command, { args: ['weather', ...args] });
const synthetic = ['train', '--hours', '1500', '--epochs', '2', '--hidden', '4', '--out', at('model')];

describe('leeway weather', () => {
  before(() => writeFileSync(at('rooms.csv'), rooms(1500).join('\n')));

  it('train: saves a forecaster and tells how good it is beside simpler ones', () => {
    const { status, stdout, stderr } = weather(
      ...synthetic,
      '--activation',
      'tanh@1e-4',
      '--gate',
      'sigmoid:tier_1e_5',
    );
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    expect(stdout).to.match(/^data: synthetic weather \(seed 1\), 1500 rows/);
    expect(stdout).to.match(
      /RMSE +skill\nLSTM +[\d.]+ +[-\d.]+\nridge regression .+\nno change \(persistence\) .+ 0\.000/,
    );
    expect(stdout).to.match(/trained 2 epochs in [\d.]+ s; saved .+model\n$/);
    const { activation, gate, hidden } = Lstm.load(at('model'));
    expect([activation.op, gate.method, hidden]).to.deep.equal(['tanh', 'tier_1e_5', 4]);
    expect(activation.maxAbsError).to.be.at.most(1e-4);
    expect(readdirSync(folder).sort()).to.deep.equal(['model', 'rooms.csv']);
  });

  it('train --json: the same, for programs; the same seed is the same model', () => {
    const told = (): { scores: { test: Score }; ridge: { test: Score }; loss: number[] } =>
      JSON.parse(weather(...synthetic, '--threads', '1', '--seed', '7', '--json').stdout) as never;
    const first = told();
    const bytes = readFileSync(at('model'));
    expect(first.scores.test).to.deep.equal(WeatherPredictor.load(at('model')).score);
    expect([first.loss.length, first.ridge.test.task]).to.deep.equal([2, 'regression']);
    expect(told().loss).to.deep.equal(first.loss);
    expect(readFileSync(at('model'))).to.deep.equal(bytes);
  });

  it('predict: forecasts of a file, into a file or printed', () => {
    const columns = ['--csv', at('rooms.csv'), '--target', 'lamp', '--window', '8'];
    const { status, stdout } = weather('train', ...columns, '--test', at('rooms.csv'), '--out', at('lamp'));
    expect(status).to.equal(0);
    expect(stdout).to.match(/LSTM +[\d.]+ %\n.+\nalways the more frequent +[\d.]+ %/);
    const model = ['predict', '--model', at('lamp'), '--csv', at('rooms.csv')];
    const printed = weather(...model).stdout;
    const [header, first, ...rest] = printed.trimEnd().split('\n');
    expect(header).to.equal('time,lamp_forecast,probability,lamp');
    expect(first).to.match(/^2013-01-01T07:00:00\.000Z,[01],0\.\d+,1$/);
    expect(rest).to.have.length(1500 - 8);
    expect(weather(...model, '--out', at('forecast.csv')).stdout).to.match(
      /^1493 forecasts in .+; right [\d.]+ % .+, 1493 windows with known answers\n$/,
    );
    expect(readFileSync(at('forecast.csv'), 'utf8')).to.equal(printed);
    expect(weather(...model, '--latest').stdout.split('\n')).to.deep.equal([header, rest.at(-1), '']);
  });

  it('Ctrl-C saves what was learnt and ends with code 130', function () {
    if (process.platform === 'win32') this.skip(); // signals there end a process at once
    // As soon as the command listens: sooner it would be any program's Ctrl-C. Training is to be under way then, and with 200
    // units takes seconds at the least.
    writeFileSync(
      at('interrupt.cjs'),
      `process.on('newListener', (name) => name === 'SIGINT' && setTimeout(() => process.kill(process.pid, name), 500))`,
    );
    const args = [
      'weather',
      'train',
      '--hours',
      '6000',
      '--epochs',
      '100000',
      '--hidden',
      '200',
      '--out',
      at('stopped'),
    ];
    const { status, stdout, stderr } = runFile(command, { args, flags: ['--require', at('interrupt.cjs')] });
    expect(stderr).to.match(/^leeway: interrupted after \d+ epochs; saved what was learnt to .+stopped\n$/);
    expect(stdout).to.match(/^RMSE [\d.]+ /);
    expect(status).to.equal(130);
    expect(WeatherPredictor.load(at('stopped')).recipe.target).to.equal('temp');
  });

  const mistakes: [what: string, args: string[], message: RegExp][] = [
    ['no --out', ['train'], /^error: required option '--out <file>' not specified/],
    ['half a step', ['train', '--out', at('x'), '--horizon', '1.5'], /'1\.5' is invalid\. Expected a whole number/],
    ['an unclear function', ['train', '--out', at('x'), '--gate', 'a b'], /Expected OP, OP@MAXIMUM_ERROR or OP:METHOD/],
    [
      'no such function',
      ['train', '--out', at('x'), '--gate', 'tan'],
      /^leeway: expected one of .+ for op, received "tan"/,
    ],
    [
      'no such column',
      ['train', '--out', at('x'), '--csv', at('rooms.csv'), '--target', 'tmp'],
      /did you mean "temp"\?/,
    ],
    [
      'no such file',
      ['train', '--out', at('x'), '--csv', at('none.csv')],
      /^leeway: expected a readable file for .+none/,
    ],
    ['a test without --csv', ['train', '--out', at('x'), '--test', at('rooms.csv')], /expected --csv to train on/],
    [
      'what is no model',
      ['predict', '--model', at('rooms.csv'), '--csv', at('rooms.csv')],
      /^leeway: expected a safet/,
    ],
  ];
  for (const [what, args, message] of mistakes)
    it(`a mistake is one clear line and code 2: ${what}`, () => {
      const { status, stdout, stderr } = weather(...args);
      expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
      expect(stderr).to.match(message);
      expect(existsSync(at('x'))).to.equal(false);
    });
});
