import { expect } from 'chai';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readWhole, writeWhole } from '#lib/disk';
import { expectRefusal } from '../support/refusals';
import { temporaryFolder } from '../support/temporary';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const text = (name: string): string => readFileSync(at(name), 'utf8');

describe('files', () => {
  it('are written whole, by path or URL, and leave nothing beside them', () => {
    writeWhole(at('new'), 'one');
    writeWhole(pathToFileURL(at('new')), Uint8Array.of(0x32));
    expect(text('new')).to.equal('2');
    expect([...readWhole(pathToFileURL(at('new')))]).to.deep.equal([0x32]);
    expect(readdirSync(folder)).to.deep.equal(['new']);
  });

  const itPosix = process.platform === 'win32' ? it.skip : it;
  itPosix('keep their permissions, and a link stays a link', () => {
    writeFileSync(at('private'), 'old');
    chmodSync(at('private'), 0o600);
    symlinkSync(at('private'), at('link'));
    writeWhole(at('link'), 'fresh');
    expect(text('private')).to.equal('fresh');
    expect(statSync(at('private')).mode & 0o777).to.equal(0o600);
    expect(lstatSync(at('link')).isSymbolicLink()).to.equal(true);
  });

  itPosix('what is no file is written to, not replaced', () => {
    writeWhole('/dev/null', 'nothing');
    expect(statSync('/dev/null').isCharacterDevice()).to.equal(true);
  });

  it('are left as they were where the new one cannot be written', () => {
    mkdirSync(at('folder'));
    const before = readdirSync(folder);
    expectRefusal(
      () => writeWhole(at('folder'), 'x'),
      ['Error', 'ERR_LEEWAY_FILE', /a writable file for .*folder, rec.*EISDIR/],
    );
    expectRefusal(() => writeWhole(at('absent/x'), 'x'), ['Error', 'ERR_LEEWAY_FILE', /ENOENT/]);
    // What cannot be written shows only once the temporary file is there.
    expectRefusal(() => writeWhole(at('half'), 5 as never), ['Error', 'ERR_LEEWAY_FILE', /must be of type string/]);
    expect(readdirSync(folder)).to.deep.equal(before);
  });

  it('that are absent, or no path, are refused', () => {
    expectRefusal(
      () => readWhole(at('absent')),
      ['Error', 'ERR_LEEWAY_FILE', /a readable file for .*absent, .*ENOENT/],
    );
    for (const wrong of [5, null, new URL('https://a.b/c')])
      expectRefusal(
        () => readWhole(wrong as never),
        ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', /a path or a file: URL/],
      );
  });
});
