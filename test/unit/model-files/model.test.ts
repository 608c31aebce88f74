import { expect } from 'chai';
import fc from 'fast-check';
import { type LeewayError } from 'leeway';
import { crc32 } from '#lib/model-files/checksum';
import { decodeModel, encodeModel, tensor, type Model } from '#lib/model-files/index';
import { decodeSafetensors, encodeSafetensors } from '#lib/model-files/safetensors';
import { holds } from '../../support/properties';
import { expectRefusal, type Refusal } from '../../support/refusals';

const sample: Model = {
  kind: 'lstm',
  settings: { inputs: 2, activation: { op: 'tanh' }, note: 'größer', list: [1, null, 'a'] },
  tensors: new Map([
    ['lstm.weight', tensor(Float32Array.of(1, -0, NaN, 3e38, 1e-45, -Infinity), [2, 3])],
    ['odd bytes', tensor(Uint8Array.of(1, 2, 3), [3])],
    ['wide', tensor(Float64Array.of(Math.PI, 2 ** -1074), [2, 1])],
    ['none', tensor(new Float32Array(0), [0, 4])],
  ]),
};

const decode = (bytes: Uint8Array): Model => decodeModel(bytes, ['lstm'], 'm.safetensors');

/** The file with its header's JSON changed, its length put right. */
function withHeader(bytes: Uint8Array, change: (text: string) => string): Uint8Array {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const text = new TextEncoder().encode(change(new TextDecoder().decode(bytes.subarray(8, 8 + length))));
  const changed = new Uint8Array(8 + text.length + bytes.length - 8 - length);
  new DataView(changed.buffer).setBigUint64(0, BigInt(text.length), true);
  changed.set(text, 8);
  changed.set(bytes.subarray(8 + length), 8 + text.length);
  return changed;
}

const whole = encodeModel(sample);
const edited = (from: string | RegExp, to: string): Uint8Array =>
  withHeader(whole, (text) => {
    expect(text).to.match(typeof from === 'string' ? new RegExp(from) : from);
    return text.replace(from, to);
  });
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('model files', () => {
  it('give back what was put in, bit for bit', () => {
    // A Buffer that is a part of a larger one: what reading a small file gives.
    const { kind, settings, tensors } = decode(Buffer.from(whole));
    expect({ kind, settings }).to.deep.equal({ kind: sample.kind, settings: sample.settings });
    expect([...tensors.keys()]).to.deep.equal([...sample.tensors.keys()]);
    for (const [name, { shape, data, dtype }] of sample.tensors) {
      const read = tensors.get(name)!;
      expect({ shape: read.shape, dtype: read.dtype }).to.deep.equal({ shape, dtype });
      expect(Buffer.from(read.data.buffer)).to.deep.equal(Buffer.from(data.buffer));
    }
  });

  it('keep any numbers', () =>
    holds(
      fc.property(fc.float32Array(), fc.float64Array(), fc.int16Array(), (single, double, whole16) => {
        const tensors = new Map([single, double, whole16].map((data, i) => [`t${i}`, tensor(data, [data.length])]));
        const read = decode(encodeModel({ kind: 'lstm', settings: {}, tensors })).tensors;
        tensors.forEach(({ data }, name) =>
          expect(Buffer.from(read.get(name)!.data.buffer)).to.deep.equal(Buffer.from(data.slice().buffer)),
        );
      }),
      100,
    ));

  it('have tensors aligned as any element type needs, in a header that others read', () => {
    const length = Number(new DataView(whole.buffer).getBigUint64(0, true));
    expect(length % 8).to.equal(0);
    const header = JSON.parse(new TextDecoder().decode(whole.subarray(8, 8 + length))) as Record<string, unknown>;
    expect(header['lstm.weight']).to.deep.equal({ dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] });
    expect(header['__metadata__']).to.include({ format: 'leeway', format_version: '1', inputs: '2' });
  });

  it('are refused wherever they are cut short', () => {
    for (let length = 0; length < whole.length; length++)
      expectRefusal(
        () => decode(whole.subarray(0, length)),
        ['Error', 'ERR_LEEWAY_MODEL_TRUNCATED', /a file cut short/],
      );
  });

  it('are refused with any bit flipped', () =>
    holds(
      fc.property(fc.nat(whole.length * 8 - 1), (bit) => {
        const flipped = whole.slice();
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        const { code } = ((): LeewayError => {
          try {
            decode(flipped);
          } catch (error) {
            return error as LeewayError;
          }
          throw new Error(`expected a refusal for bit ${bit}`);
        })();
        expect(code).to.match(/^ERR_LEEWAY_MODEL_(DAMAGED|TRUNCATED|FOREIGN|NEWER)$/);
      }),
      2000,
    ));

  const refused: [what: string, bytes: Uint8Array, code: Refusal[1], message: RegExp][] = [
    ['text', bytesOf('temp,dewp\n1,2\n'), 'ERR_LEEWAY_MODEL_FOREIGN', /a safetensors file for m\.safetensors/],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0), 'ERR_LEEWAY_MODEL_FOREIGN', /length/],
    ['zeros', new Uint8Array(64), 'ERR_LEEWAY_MODEL_FOREIGN', /without a header of JSON/],
    ['tensors of others', edited(/"format":"leeway"/, '"format":"pt"'), 'ERR_LEEWAY_MODEL_FOREIGN', /another origin/],
    ['another kind', encodeModel({ ...sample, kind: 'network' }), 'ERR_LEEWAY_MODEL_FOREIGN', /of kind network$/],
    ['a newer format', edited(/"format_version":"1"/, '"format_version":"2"'), 'ERR_LEEWAY_MODEL_NEWER', /version 2, /],
    ['settings changed', edited('größer', 'großer'), 'ERR_LEEWAY_MODEL_DAMAGED', /checksum crc32:/],
    ['a header that is no JSON', edited('"kind":', '"kind"'), 'ERR_LEEWAY_MODEL_DAMAGED', /a header of JSON/],
    ['metadata of numbers', edited('"inputs":"2"', '"inputs":2'), 'ERR_LEEWAY_MODEL_DAMAGED', /metadata of texts/],
    ['an unknown element type', edited('"F32"', '"F33"'), 'ERR_LEEWAY_MODEL_DAMAGED', /F64, F32/],
    ['a shape that does not fit', edited(/\[2,3\]/, '[2,4]'), 'ERR_LEEWAY_MODEL_DAMAGED', /F32 \[2, 4\]/],
    ['no shape', edited(/"shape":\[2,3\],/, ''), 'ERR_LEEWAY_MODEL_DAMAGED', /data_offsets of tensor "lstm.weight"/],
    ['a gap', edited(/\[24,27\]/, '[25,28]'), 'ERR_LEEWAY_MODEL_DAMAGED', /without gaps/],
    [
      'bytes left over',
      Buffer.concat([whole, Buffer.alloc(1)]),
      'ERR_LEEWAY_MODEL_DAMAGED',
      /more than it has tensors/,
    ],
    [
      'an offset beyond all memory',
      edited(/\[0,4\],"data_offsets":\[\d+,\d+\]/, '[0,4],"data_offsets":[43,43000000]'),
      'ERR_LEEWAY_MODEL_DAMAGED',
      /another count/,
    ],
  ];
  for (const [what, bytes, code, message] of refused)
    it(`refused: ${what}`, () => expectRefusal(() => decode(bytes), ['Error', code, message]));

  it('may be written anew by another program, in another order and without the checksum', () => {
    const { metadata, tensors } = decodeSafetensors(whole, '');
    const turned = { metadata: new Map([...metadata].reverse()), tensors: new Map([...tensors].reverse()) };
    expect(decode(encodeSafetensors(turned)).settings).to.deep.equal(sample.settings);
    turned.tensors.get('odd bytes')!.data[0] = 9;
    expectRefusal(() => decode(encodeSafetensors(turned)), ['Error', 'ERR_LEEWAY_MODEL_DAMAGED', /checksum/]);
    turned.metadata.delete('checksum');
    expect(decode(encodeSafetensors(turned)).tensors.get('odd bytes')!.data[0]).to.equal(9);
  });

  it('crc32 is the one everybody means, in pieces too', () => {
    expect(crc32(bytesOf('123456789'))).to.equal(0xcbf43926);
    expect(crc32(bytesOf('6789'), crc32(bytesOf('12345')))).to.equal(0xcbf43926);
  });
});
