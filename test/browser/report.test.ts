import { expect } from 'chai';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runFile } from '../support/child';
import { Browser, chromium } from './chromium';

const bench = (...args: string[]) => runFile(join(root, 'dist/cli/main.js'), { args: ['bench', ...args] });

// A little of every chapter.
const filter = '^math/float32/4096/(tanh|elu)|^call/|^lstm/.*/10/|^posit/(operators|speed/posit<8,0>)';
/** For people to look at. */
const screenshots = join(root, '.build/report');

describe('the report of the bench, in Chromium', () => {
  let folder: string;
  let browser: Browser;

  before(async function () {
    if (!chromium) this.skip();
    folder = mkdtempSync(join(tmpdir(), 'leeway-report-'));
    const results = join(folder, 'results.json');
    const measured = bench('--quick', '--filter', filter, '--json', results);
    expect(measured.status, measured.stderr).to.equal(0);
    const made = bench('report', results, '--out', join(folder, 'page'), '--svg', join(folder, 'charts'));
    expect(made.status, made.stderr).to.equal(0);
    browser = new Browser(chromium);
    await browser.open(pathToFileURL(join(folder, 'page/index.html')).href);
  });

  after(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  const page = () => readFileSync(join(folder, 'page/index.html'), 'utf8');

  it('needs no network and no script', () => {
    expect(page()).to.not.match(/<script|<link[^>]*stylesheet|\b(src|href)="(?!#|data:)/);
    expect(readdirSync(join(folder, 'page'))).to.deep.equal(['index.html']);
  });

  it('has every kind of chart, each with a name and a description, and tables beneath', async () => {
    const charts = (await browser.evaluate(`[...document.querySelectorAll('svg')].map((svg) => ({
      role: svg.getAttribute('role'),
      name: document.getElementById(svg.getAttribute('aria-labelledby'))?.textContent,
      what: document.getElementById(svg.getAttribute('aria-describedby'))?.textContent,
      marks: svg.querySelectorAll('path').length,
      tables: svg.closest('section').querySelectorAll('table').length,
    }))`)) as { role: string; name: string; what: string; marks: number; tables: number }[];
    const names = charts.map(({ name }) => name);
    expect(names).to.include.members([
      'tanh',
      'error of tanh',
      'tanh: what accuracy costs',
      "time over ReLU's, float32, 4096 elements",
      'cost of a call by length',
      'training: time saved over tanh',
      'forecast: test RMSE',
      'speed of posit<8,0>',
    ]);
    expect(new Set(names).size).to.equal(names.length);
    for (const { role, name, what, marks, tables } of charts) {
      expect(role).to.equal('img');
      expect(what.length, name).to.be.above(40);
      expect(marks, name).to.be.above(1);
      expect(tables, name).to.be.above(0);
    }
    expect(readdirSync(join(folder, 'charts'))).to.have.lengthOf(charts.length);
  });

  it('says how to make it again, and where it was made', async () => {
    const text = (await browser.evaluate('document.querySelector("header").innerText')) as string;
    expect(text)
      .to.match(/leeway bench --quick --filter '\^math/)
      .and.to.include(process.version);
  });

  for (const [name, width, scheme] of [
    ['desktop', 1280, 'light'],
    ['phone', 390, 'dark'],
  ] as const)
    it(`fits a ${name}, ${scheme}`, async () => {
      await browser.resize(width, 1600, scheme);
      expect(await browser.evaluate('document.documentElement.scrollWidth')).to.be.at.most(width);
      const paper = (await browser.evaluate('getComputedStyle(document.body).backgroundColor')) as string;
      const [red] = paper.match(/\d+/g)!.map(Number);
      expect(red! > 128, paper).to.equal(scheme === 'light');
      mkdirSync(screenshots, { recursive: true });
      for (const id of ['', 'op-tanh', 'speed', 'call', 'lstm', 'posit']) {
        if (id) await browser.evaluate(`document.getElementById('${id}').scrollIntoView()`);
        const picture = await browser.screenshot();
        expect(picture.length, id).to.be.above(20_000); // an empty page takes 9 kB
        writeFileSync(join(screenshots, `${name}${id && `-${id}`}.png`), picture);
      }
    });

  it('has nothing to complain about', () => expect(browser.errors).to.deep.equal([]));
});
