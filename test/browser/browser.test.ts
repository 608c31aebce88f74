import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { kernels } from 'leeway';
import { root } from '../support/child';
import { Browser, chromium } from './chromium';
import { serve } from './server';

// With these headers a page may share memory with its threads: https://web.dev/articles/coop-coep
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

interface Exports {
  exports: { '.': { browser: { default: string } } };
}

it('is what package.json exports to browsers', () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Exports;
  const page = readFileSync(join(root, 'test/browser/page.html'), 'utf8');
  expect(page).to.include(`"leeway": "${exports['.'].browser.default.slice(1)}"`);
});

for (const headers of [{}, isolation])
  describe(`in Chromium, ${headers === isolation ? 'isolated' : 'as any server serves it'}`, () => {
    let server: Server;
    let origin: string;
    let browser: Browser;

    before(async function () {
      if (!chromium) this.skip();
      ({ server, origin } = await serve(headers));
      browser = new Browser(chromium);
      await browser.open(`${origin}/test/browser/page.html`);
    });

    after(async () => {
      await browser?.close();
      server?.close();
    });

    // The page's module may still be loading.
    const ask = (what: string): Promise<unknown> =>
      browser.evaluate(`import('/test/browser/page.mjs').then(() => page.${what}())`);

    it('runs WebAssembly', async () => {
      expect(await ask('isolated')).to.equal(headers === isolation);
      expect(await ask('backend')).to.deep.equal({
        name: 'wasm',
        isa: 'wasm',
        available: ['scalar', 'wasm'],
        file: `${origin}/dist/leeway.wasm`,
        reason: 'a browser loads no addons',
      });
      expect(await ask('kernels')).to.equal(kernels().length);
    });

    it('forecasts, without files', async () => {
      const { forecast, same, onnx, refused } = (await ask('forecaster')) as {
        forecast: { value: number };
        same: unknown;
        onnx: number;
        refused: { code: string; message: string }[];
      };
      expect(forecast.value).to.be.within(-50, 150);
      expect(same).to.deep.equal(forecast);
      expect(onnx).to.be.above(1000);
      for (const { code, message } of refused) {
        expect(code).to.equal('ERR_LEEWAY_FILE');
        expect(message).to.match(/^expected Node, which has files, for file(\.csv)?, received a browser/);
      }
    });

    it('keeps the bounds of tanh against Math.tanh', async () => {
      const found = (await ask('accuracy')) as Record<string, { error: number; bound: number }>;
      for (const [name, { error, bound }] of Object.entries(found))
        expect(error, name).to.be.above(0).and.at.most(bound);
      expect(found['rational']!.bound).to.be.at.most(1e-4);
    });

    it('refuses as everywhere', async () => {
      const [length, isa] = (await ask('refusals')) as { name: string; code: string; message: string }[];
      expect(length).to.deep.equal({
        name: 'RangeError',
        code: 'ERR_LEEWAY_LENGTH',
        message: 'expected the length of x (3) for out, received Float32Array of length 2',
      });
      expect(isa).to.deep.equal({
        name: 'Error',
        code: 'ERR_LEEWAY_ISA',
        message: 'expected one of scalar, wasm for isa, received "avx2", which this wasm32 CPU or build does not have',
      });
    });

    it('trains an LSTM and leaves the page alive', async () => {
      const { first, last, right, ticks } = (await ask('train')) as Record<string, number>;
      expect(first).to.be.above(0.7);
      expect(last).to.be.below(0.3);
      expect(right).to.be.above(0.95);
      expect(ticks).to.be.above(0);
    });

    it(`stops on an AbortSignal after the ${headers === isolation ? 'batch' : 'epoch'} under way`, async () => {
      const epochs = headers === isolation ? 0 : 1;
      expect(await ask('abort')).to.deep.equal({ epochs, stoppedBy: 'signal', learnt: true });
    });

    it('has nothing to complain about', () => expect(browser.errors).to.deep.equal([]));
  });
