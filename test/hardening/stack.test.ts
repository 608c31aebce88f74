import { expect } from 'chai';
import { join } from 'node:path';
import { runFile } from '../support/child';

/** Of what fits no memory, which is to be refused; the limit is that of `npm run test:sanitize`. */
const sanitizersNote = /^==\d+==WARNING: AddressSanitizer failed to allocate .*\n/gm;

describe('where the stack ends', () => {
  it('calls end with an error or a result, and afterwards everything works', () => {
    const { status, signal, stdout, stderr } = runFile(join(__dirname, 'support/deep.js'));
    expect({ status, signal, said: stderr.replace(sanitizersNote, '') }).to.deep.equal({
      status: 0,
      signal: null,
      said: '',
    });
    const { results, endings } = JSON.parse(stdout) as { results: number[]; endings: string[] };
    expect(results).to.deep.equal([0, 1, 14]);
    expect(endings).to.include.members(['ERR_LEEWAY_ARGUMENT_TYPE', 'Maximum call stack size exceeded']);
    expect(endings.filter((ending) => !/^ERR_LEEWAY_|^Maximum call stack size/.test(ending))).to.deep.equal([]);
  });
});
