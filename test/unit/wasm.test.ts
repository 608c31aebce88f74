import { expect } from 'chai';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { backend, type ElementArray } from 'leeway';
import { addon } from '#lib/backend/index';
import type { Addon, LstmData } from '#lib/backend/addon';
import { loadFirst } from '#lib/backend/load';
import { Instance } from '#lib/backend/wasm/instance';
import { Network, type EpochOptions, type LstmConfig } from '#lib/backend/wasm/network';
import { openWasm } from '#lib/backend/wasm/node';
import { perform, type Trained } from '#lib/backend/wasm/training';
import { Decimal, exact } from '../../tools/fit/index';
import { evaluate, root, type ChildOptions } from '../support/child';
import { differenceIn, firstDifference, formats } from '../support/floats';
import { mixedInputs } from '../support/inputs';

const file = join(root, 'dist/leeway.wasm');

/** `describe`, skipped where `npm run build:wasm` was not run. */
function describeWasm(name: string, suite: () => void): void {
  describe(name, () => {
    before(function () {
      if (!existsSync(file)) this.skip();
    });
    suite();
  });
}

const permissionModel = [
  process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission',
  '--allow-fs-read=*',
];

let opened: Addon | undefined;
const wasm = (): Addon => (opened ??= openWasm(file));

const readModule = (): WebAssembly.Module => new WebAssembly.Module(readFileSync(file));

describeWasm('leeway.wasm', () => {
  it('is small', () => expect(statSync(file).size).to.be.below(1e6));

  it('asks its host for nothing but whether to stop', () =>
    expect(WebAssembly.Module.imports(readModule())).to.deep.equal([
      { module: 'leeway', name: 'cancelled', kind: 'function' },
    ]));

  it('exports what native/sources.json says', () => {
    const { wasm: listed } = JSON.parse(readFileSync(join(root, 'native/sources.json'), 'utf8')) as {
      wasm: { exports: string[] };
    };
    const names = WebAssembly.Module.exports(readModule()).map(({ name }) => name);
    expect(names.sort()).to.deep.equal(['_initialize', 'memory', ...listed.exports].sort());
  });

  it('has the catalogue of the addon', () => {
    expect(wasm().ops()).to.deep.equal(addon.ops());
    expect(wasm().kernels()).to.deep.equal(addon.kernels());
    for (const alpha of [0.3, 13.7])
      for (const op of addon.ops().keys()) expect(wasm().limits(op, alpha)).to.deep.equal(addon.limits(op, alpha));
    expect(
      wasm()
        .isas()
        .map(({ name }) => name),
    ).to.deep.equal(addon.isas().map(({ name }) => name));
  });
});

describeWasm('kernels on WebAssembly', () => {
  // No fused multiply-add and no estimates in either: rounding for rounding the same.
  it("give the bits of the addon's portable code", function () {
    if (backend.name === 'wasm') this.skip();
    for (const { index, op, method, dtype } of addon.kernels()) {
      const format = formats[dtype];
      const [x, dy] = [mixedInputs({ format }, 3000, 1), mixedInputs({ format }, 3000, 2)];
      const results = ({ forward, backward, backwardFromOutput }: ReturnType<Addon['resolve']>): ElementArray[] => {
        const room = (): ElementArray => format.array(x.length);
        const gradients = [backward(x, dy, room()), backwardFromOutput?.(x, dy, room())];
        return [forward(x, room()), ...gradients.filter((dx) => dx !== undefined)];
      };
      const expected = results(addon.resolve(index, 'scalar', 1.7));
      for (const isa of ['scalar', 'wasm'] as const)
        results(wasm().resolve(index, isa, 1.7)).forEach((y, i) =>
          expect(differenceIn(format, y, expected[i]!), `op ${op} ${method} ${dtype} ${isa}, function ${i}`).to.equal(
            -1,
          ),
        );
    }
  });

  it("with an alpha per channel give the bits of the addon's portable code", function () {
    if (backend.name === 'wasm') this.skip();
    const [channels, outer] = [7, 301];
    for (const { index, dtype, method } of addon.kernels().filter(({ hasAlphaPerChannel }) => hasAlphaPerChannel))
      for (const inner of [1, 3, 9]) {
        const format = formats[dtype];
        const alpha = format.array(Array.from({ length: channels }, (_, c) => 0.1 + c));
        const [x, dy] = [1, 2].map((seed) => mixedInputs({ format }, outer * channels * inner, seed)) as [
          ElementArray,
          ElementArray,
        ];
        const [finite, one] = [x, dy].map((a) => format.array(Array.from(a, (v) => Math.atan(v) || 0.5)));
        const results = ({ forward, backward }: ReturnType<Addon['resolveChannels']>): ElementArray[] => {
          const [sums, room] = [new Float64Array(channels), (): ElementArray => format.array(x.length)];
          const [y, dx] = [forward(x, alpha, room()), backward(x, alpha, dy, room(), sums)];
          backward(finite!, alpha, one!, room(), sums);
          return [y, dx, sums];
        };
        const expected = results(addon.resolveChannels(index, 'scalar', channels, inner));
        const named = (isa: string): string => `kernel ${index} (${method}) ${dtype} ${isa}, inner ${inner}`;
        const [y, dx, sums] = results(wasm().resolveChannels(index, 'scalar', channels, inner));
        [y!, dx!].forEach((got, i) => expect(differenceIn(format, got, expected[i]!), named('scalar')).to.equal(-1));
        expect(firstDifference(sums!, expected[2]!), `${named('scalar')}, sums`).to.equal(-1);
        const onSimd = results(wasm().resolveChannels(index, 'wasm', channels, inner));
        onSimd
          .slice(0, 2)
          .forEach((got, i) => expect(differenceIn(format, got, expected[i]!), named('wasm')).to.equal(-1));
        // Its vectors are longer, so its sums are taken in another order.
        onSimd[2]!.forEach((sum, c) => expect(sum, named('wasm')).to.be.closeTo(expected[2]![c]!, 1e-10));
      }
  });

  it('take arrays of any length in pieces, apart and in place', () => {
    const length = 3 * 4096 + 5;
    for (const { index, dtype, method } of wasm().kernels()) {
      const format = formats[dtype];
      const { forward, backward } = wasm().resolve(index, 'wasm', 1);
      const [x, dy] = [mixedInputs({ format }, length, 1), mixedInputs({ format }, length, 2)];
      const byPieces = (run: (from: number, to: number) => ElementArray): ElementArray => {
        const all = format.array(length);
        for (let from = 0; from < length; from += 1000) all.set(run(from, from + 1000) as never, from);
        return all;
      };
      const part = (a: ElementArray, from: number, to: number): ElementArray => a.slice(from, to);
      const y = byPieces((from, to) => forward(part(x, from, to), part(x, from, to)));
      const dx = byPieces((from, to) => backward(part(x, from, to), part(dy, from, to), part(x, from, to)));
      const found: ElementArray[] = [forward(x, format.array(length)), backward(x, dy, format.array(length))];
      found.forEach((all, i) =>
        expect(differenceIn(format, all, [y, dx][i]!), `${method}, function ${i}`).to.equal(-1),
      );
      expect(differenceIn(format, backward(x, dy, dy), dx), `${method}, into dy`).to.equal(-1);
      expect(differenceIn(format, forward(x, x), y), `${method}, in place`).to.equal(-1);
    }
  });

  it('go on when the memory has grown and left every view behind', () => {
    const { forward } = wasm().resolve(0, 'wasm', 1);
    const relu = (): number[] => [...forward(Float32Array.of(-1, 2), new Float32Array(2))];
    expect(relu()).to.deep.equal([0, 2]);
    wasm().reference(0, 'float32', false, new Float64Array(2 ** 20), 1);
    expect(relu()).to.deep.equal([0, 2]);
  });
});

describeWasm('the oracle on WebAssembly', () => {
  const one = new Decimal(1);
  const exp = (x: Decimal): Decimal => x.exp();
  const rows: [op: string, derivative: boolean, (x: Decimal, alpha: Decimal) => Decimal][] = [
    ['tanh', false, (x) => x.tanh()],
    ['tanh', true, (x) => one.div(x.cosh().pow(2))],
    ['sigmoid', false, (x) => one.div(exp(x.neg()).add(1))],
    ['isru', false, (x, alpha) => x.div(x.mul(x).mul(alpha).add(1).sqrt())],
    ['isru', true, (x, alpha) => x.mul(x).mul(alpha).add(1).pow(-1.5)],
    ['rsqrt', false, (x) => one.div(x.sqrt())],
    ['exp', false, exp],
    ['expm1', false, (x) => exp(x).sub(1)],
    ['log1p', false, (x) => x.add(1).ln()],
    ['softplus', false, (x) => exp(x).add(1).ln()],
  ];
  const magnitudes = [1e-12, 1e-4, 0.1, 0.3999, 0.4001, 0.5, 1, 1.7, 5, 20.5, 43];
  const inputs = magnitudes.flatMap((x) => [x, -x]);
  const named = addon.ops().map(({ name }) => name);
  for (const [op, derivative, want] of rows.filter(([name]) => named.includes(name)))
    it(`${op}${derivative ? "'" : ''} is right to 95 bits`, () => {
      const x = Float64Array.from(inputs.filter((v) => v > 0 || !['rsqrt', 'log1p'].includes(op)));
      const { high, low } = wasm().reference(named.indexOf(op), 'float64', derivative, x, 0.3);
      x.forEach((at, i) => {
        const expected = want(exact(at), exact(0.3));
        const error = exact(high[i]!).add(exact(low[i]!)).sub(expected).div(expected).abs();
        expect(error.log(2).toNumber(), `bits at ${at}`).to.be.below(-95);
      });
    });

  it('has numbers beyond the range of a double', () => {
    const isru = named.indexOf('isru');
    const x = Float64Array.of(1e300, -Number.MAX_VALUE);
    expect([...wasm().reference(isru, 'float64', false, x, 4).high]).to.deep.equal([0.5, -0.5]);
  });
});

describeWasm('training on WebAssembly', () => {
  const tanh = { kernel: 2, alpha: 1 };
  const config: LstmConfig = {
    inputs: 2,
    hidden: 6,
    outputs: 1,
    activation: tanh,
    gate: tanh,
    isa: 'wasm',
    dtype: 'float32',
    seed: 3n,
  };
  const samples = 40;
  const data: LstmData = {
    x: Float32Array.from({ length: samples * 3 * 2 }, (_, i) => Math.sin(i * i)),
    y: Float32Array.from({ length: samples }, (_, i) => Math.cos(i)),
    samples,
    steps: 3,
  };
  const options = (epoch: number): EpochOptions => ({
    loss: 'mse',
    batch: 8,
    threads: 1,
    learningRate: 1e-2,
    finalLearningRate: 1e-3,
    clipNorm: 1,
    epoch,
  });

  it('in a thread gives the bits of training in this one, over two fits', async () => {
    const lstm = new (wasm().Lstm)(config);
    const module = readModule();
    const network = new Network(new Instance(module), config);
    for (const epoch of [0, 1, 2, 3]) {
      const fit = epoch === 0 ? { module, config, data, validation: data, stop: undefined } : undefined;
      const { result, state } = perform({ fit, state: network.state(), options: options(epoch) }) as Trained;
      network.setState(state);
      expect(await lstm.trainEpoch(data, data, options(epoch))).to.deep.equal(result);
      expect(firstDifference(lstm.weights(), network.weights()), 'weights').to.equal(-1);
      if (epoch === 1) lstm.endFit!();
    }
    lstm.endFit!();
  });

  it('is cancelled after the batch under way', async () => {
    const module = readModule();
    const { result, state } = perform({
      fit: { module, config, data, validation: undefined, stop: Int32Array.of(1) },
      state: new Network(new Instance(module), config).state(),
      options: options(0),
    }) as Trained;
    expect(result.completed).to.equal(false);
    expect(new DataView(state.buffer).getBigUint64(0, true), "Adam's steps").to.equal(1n);

    // Enough for the thread not to be through before it hears of it.
    const lstm = new (wasm().Lstm)(config);
    const many = { x: new Float32Array(2e6), y: new Float32Array(1e6), samples: 1e6, steps: 1 };
    const epoch = lstm.trainEpoch(many, undefined, options(0));
    lstm.cancel();
    expect((await epoch).completed).to.equal(false);
    lstm.endFit!();
  });

  it('refuses other calls meanwhile', async () => {
    const lstm = new (wasm().Lstm)(config);
    const weights = lstm.weights();
    const epoch = lstm.trainEpoch(data, undefined, options(0));
    const message = 'expected a network that is not being trained for this';
    expect(() => lstm.weights())
      .to.throw(message)
      .with.property('code', 'ERR_LEEWAY_BUSY');
    expect(() => lstm.setWeights(weights))
      .to.throw(message)
      .with.property('code', 'ERR_LEEWAY_BUSY');
    expect(() => lstm.gradients(data, 'mse'))
      .to.throw(message)
      .with.property('code', 'ERR_LEEWAY_BUSY');
    await epoch;
    lstm.endFit!();
  });

  it('says where memory does not reach', () => {
    const wide = { ...config, inputs: 2 ** 20, hidden: 2 ** 20 };
    expect(() => new (wasm().Lstm)(wide))
      .to.throw(RangeError, "expected enough memory for the network's arrays")
      .with.property('code', 'ERR_LEEWAY_MEMORY');
  });

  it('says so from its thread too, and trains on', async () => {
    const lstm = new (wasm().Lstm)({ ...config, inputs: 1, hidden: 256 });
    const endless = { x: new Float32Array(2 ** 20), y: new Float32Array(1), samples: 1, steps: 2 ** 20 };
    const error: unknown = await lstm.trainEpoch(endless, undefined, options(0)).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(RangeError).and.include({ code: 'ERR_LEEWAY_MEMORY' });
    const short = { ...endless, x: new Float32Array(1), steps: 1 };
    expect((await lstm.trainEpoch(short, undefined, options(0))).completed).to.equal(true);
    lstm.endFit!();
  });

  const program = `
    const { Lstm } = require('leeway');
    const answer = (value) => console.log(JSON.stringify(value));
    new Lstm({ inputs: 1, hidden: 1 })
      .fit(new Float32Array(1), new Float32Array(1), { steps: 1, epochs: 3 })
      .then(({ epochs }) => answer(epochs), ({ name, code, message }) => answer({ name, code, message }));`;

  it('lets the process end', () => expect(evaluate(program, { env: { LEEWAY_BACKEND: 'wasm' } })).to.equal(3));

  it('says what keeps it from a thread', () =>
    expect(evaluate(program, { env: { LEEWAY_BACKEND: 'wasm' }, flags: permissionModel })).to.deep.equal({
      name: 'Error',
      code: 'ERR_LEEWAY_THREAD',
      message:
        'expected a worker thread to train in on WebAssembly, received Access to this API has been restricted: ' +
        'start node with --allow-worker beside --permission',
    }));
});

describeWasm('WebAssembly runs', () => {
  const program = `
    const { backend, tanh } = require('leeway');
    const { name, isa, file, reason } = backend;
    console.log(JSON.stringify({ name, isa, file, reason, y: tanh(Float32Array.of(100))[0] }));`;
  const rows: [where: string, options: ChildOptions, reason: RegExp][] = [
    ['where it is asked for', { env: { LEEWAY_BACKEND: 'wasm' } }, /^LEEWAY_BACKEND asks for it$/],
    ['with --no-addons', { flags: ['--no-addons'] }, /^no addon loads: local build: .*; prebuild: /],
    ['under the permission model', { flags: permissionModel }, /^no addon loads: local build: .*; prebuild: /],
  ];
  for (const [where, options, reason] of rows)
    it(where, () => {
      const { reason: said, ...found } = evaluate(program, options) as { reason: string };
      expect(found).to.deep.equal({ name: 'wasm', isa: 'wasm', file, y: 1 });
      expect(said).to.match(reason);
    });

  it('on its portable code too', () => {
    const env = { LEEWAY_BACKEND: 'wasm', LEEWAY_ISA: 'scalar' };
    expect(evaluate(program, { env })).to.include({ name: 'wasm', isa: 'scalar', y: 1 });
  });

  it('where the addon is not there', () => {
    const places = [
      { what: 'local build', file: join(root, 'absent.node') },
      { what: 'WebAssembly', file },
    ];
    const { name, reason } = loadFirst(places).loaded!;
    expect(name).to.equal('wasm');
    expect(reason).to.equal(`no addon loads: local build: no file ${join(root, 'absent.node')}`);
  });
});
