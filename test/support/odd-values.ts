// Values that are no arrays of floats, and how messages name them.

const revoked = Proxy.revocable({}, {});
revoked.revoke();
const hostile = {
  get constructor(): never {
    throw new Error('boo');
  },
};

/** What is no Float32Array and no Float64Array, and how messages name it. */
export const notArrays: [what: string, value: unknown, named: string][] = [
  ...[
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    BigInt64Array,
    BigUint64Array,
  ].map((Kind): [string, unknown, string] => [Kind.name, new Kind(3), `${Kind.name} of length 3`]),
  ['DataView', new DataView(new ArrayBuffer(12)), 'DataView'],
  ['ArrayBuffer', new ArrayBuffer(12), 'ArrayBuffer'],
  ['SharedArrayBuffer', new SharedArrayBuffer(12), 'SharedArrayBuffer'],
  ['Buffer', Buffer.alloc(3), 'Buffer of length 3'],
  ['Array', [1, 2, 3], 'Array of length 3'],
  ['object with a length', { length: 3, 0: 1, 1: 2, 2: 3 }, 'Object of length 3'],
  ['object that takes itself for one', Object.create(Float32Array.prototype), 'an object'],
  ['object without a prototype', Object.create(null), 'an object'],
  ['object with a getter that throws', hostile, 'an object'],
  ['object whose kind is a symbol', { constructor: { name: Symbol('x') }, length: 3 }, 'an object'],
  ['revoked proxy', revoked.proxy, 'an object'],
  ['proxy of an array', new Proxy(new Float32Array(3), {}), 'an object'],
  ['null', null, 'null'],
  ['number', 3, 'number 3'],
  ['NaN', NaN, 'number NaN'],
  ['bigint', 3n, 'bigint 3'],
  ['string', 'abc', '"abc"'],
  ['boolean', true, 'boolean true'],
  ['symbol', Symbol('x'), 'symbol Symbol(x)'],
  ['function', Math.tanh, 'function tanh'],
];
