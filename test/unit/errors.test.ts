import { expect } from 'chai';
import { received } from '#lib/errors';
import { notArrays } from '../support/odd-values';

const names: [value: unknown, named: string][] = [
  ...notArrays.map(([, value, named]): [unknown, string] => [value, named]),
  [undefined, 'undefined'],
  ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
  [() => 0, 'a function'],
  [class Mine {}, 'function Mine'],
  [new (class Mine extends Float32Array {})(2), 'Mine of length 2'],
  [-0, 'number 0'],
];

describe('received()', () => {
  for (const [value, named] of names) it(named, () => expect(received(value)).to.equal(named));
});
