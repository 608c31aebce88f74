import { expect } from 'chai';
import { LeewayError, LeewayRangeError, LeewayTypeError, type LeewayErrorCode } from 'leeway';

const classes = { TypeError: LeewayTypeError, RangeError: LeewayRangeError, Error: LeewayError };
// The frames that lead from a refusal to whoever called may be more than ten, of which mocha's workers keep the last.
Error.stackTraceLimit = Infinity;

const builtins = { TypeError, RangeError, Error };

/** An error's name, code and message; a message given as text has to be there word for word. */
export type Refusal = [name: keyof typeof classes, code: LeewayErrorCode, message: string | RegExp];

/** Expects the call to be refused, by leeway's class and the language's own. */
export function expectRefusal(attempt: () => unknown, [name, code, message]: Refusal): void {
  let error: unknown;
  try {
    attempt();
  } catch (thrown) {
    error = thrown;
  }
  expect(error, 'an error').to.be.instanceOf(classes[name]).and.instanceOf(builtins[name]);
  expect(error).to.include({ name, code });
  const { message: said, stack } = error as Error;
  if (typeof message === 'string') expect(said).to.equal(message);
  else expect(said).to.match(message);
  expect(said).to.match(/^expected .+ for .+, received .+/s);
  expect(stack).to.include('.test.js');
}

/** The same of a call that has arrays to write into: none of them may have changed. */
export function expectNothingWritten(arrays: readonly unknown[], attempt: () => unknown, refusal: Refusal): void {
  const views = arrays.filter((a): a is Uint8Array => ArrayBuffer.isView(a));
  const bytes = (): Buffer[] => views.map((a) => Buffer.from(new Uint8Array(a.buffer)));
  const before = bytes();
  expectRefusal(attempt, refusal);
  expect(bytes()).to.deep.equal(before);
}
