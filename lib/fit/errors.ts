/** A fit that cannot be had as asked: the message says what is wrong and where. */
export class FitError extends Error {
  override readonly name = 'FitError';
}
