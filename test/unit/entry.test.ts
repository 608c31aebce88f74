import { expect } from 'chai';
import { createRequire } from 'node:module';
import * as required from 'leeway';
import { evaluate } from '../support/child';

const load = createRequire(__filename);

describe('entry points', () => {
  it("require('leeway') and import('leeway') are one and the same", async () => {
    const imported = (await import('leeway')) as Record<string, unknown>;
    const names = Object.keys(required).sort();
    const aboutModules = ['default', 'module.exports', '__esModule'];
    expect(
      Object.keys(imported)
        .filter((name) => !aboutModules.includes(name))
        .sort(),
    ).to.deep.equal(names);
    for (const name of names) expect(imported[name], name).to.equal(required[name as keyof typeof required]);
  });

  it('every name can be imported by a module', () => {
    const names = Object.keys(required).sort();
    const program = `import { ${names.join(', ')} } from 'leeway';
      import { createRequire } from 'node:module';
      const all = { ${names.join(', ')} };
      const required = createRequire(import.meta.url)('leeway');
      console.log(JSON.stringify(Object.keys(all).filter((name) => all[name] !== undefined && all[name] === required[name]).sort()));`;
    expect(evaluate(program, { flags: ['--input-type=module'] })).to.deep.equal(names);
  });

  it('nothing else can be reached', () => {
    for (const path of ['leeway/dist/index.js', 'leeway/lib/index', 'leeway/dist/backend/index.js'])
      expect(() => load(path) as unknown, path)
        .to.throw()
        .with.property('code', 'ERR_PACKAGE_PATH_NOT_EXPORTED');
    expect((load('leeway/package.json') as { name: string }).name).to.equal('leeway');
  });
});
