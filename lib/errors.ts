/** The stable `code` of every error leeway raises on purpose. */
export type LeewayErrorCode =
  | 'ERR_LEEWAY_ARGUMENT_TYPE'
  | 'ERR_LEEWAY_ARGUMENT_RANGE'
  | 'ERR_LEEWAY_LENGTH'
  | 'ERR_LEEWAY_OVERLAP'
  | 'ERR_LEEWAY_MEMORY'
  | 'ERR_LEEWAY_NO_SUCH_KERNEL'
  | 'ERR_LEEWAY_NO_BACKEND'
  | 'ERR_LEEWAY_ISA'
  | 'ERR_LEEWAY_CSV'
  | 'ERR_LEEWAY_FILE'
  | 'ERR_LEEWAY_MODEL_FOREIGN'
  | 'ERR_LEEWAY_MODEL_TRUNCATED'
  | 'ERR_LEEWAY_MODEL_DAMAGED'
  | 'ERR_LEEWAY_MODEL_NEWER'
  | 'ERR_LEEWAY_BUSY'
  | 'ERR_LEEWAY_NOT_FITTED'
  | 'ERR_LEEWAY_THREAD'
  | 'ERR_LEEWAY_TFJS';

/** A value of the wrong kind: `expected X for Y, received Z`. */
export class LeewayTypeError extends TypeError {
  override readonly name = 'TypeError';
  constructor(
    message: string,
    readonly code: LeewayErrorCode = 'ERR_LEEWAY_ARGUMENT_TYPE',
  ) {
    super(message);
  }
}

/** A value of the right kind that is out of range, of the wrong length, or that nothing can satisfy. */
export class LeewayRangeError extends RangeError {
  override readonly name = 'RangeError';
  constructor(
    message: string,
    readonly code: LeewayErrorCode = 'ERR_LEEWAY_ARGUMENT_RANGE',
  ) {
    super(message);
  }
}

/** A file or an environment that leeway cannot work with. */
export class LeewayError extends Error {
  override readonly name = 'Error';
  constructor(
    message: string,
    readonly code: LeewayErrorCode,
  ) {
    super(message);
  }
}

/** Names a received value the way error messages print it: short, and with the kind visible. */
export function received(value: unknown): string {
  try {
    return describe(value);
  } catch {
    return 'an object'; // a revoked proxy, a getter that throws
  }
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'function') return value.name ? `function ${value.name}` : 'a function';
  if (typeof value === 'object') {
    const kind = (value as object).constructor?.name ?? 'an object';
    const { length } = value as { length?: unknown };
    return typeof length === 'number' ? `${kind} of length ${length}` : kind;
  }
  return `${typeof value} ${String(value)}`;
}

/** Makes the error of a refused argument: `expected <expected> for <argument>, received <value>`. */
export function refusal(code: LeewayErrorCode, expected: string, argument: string, value: unknown): Error {
  const message = `expected ${expected} for ${argument}, received ${received(value)}`;
  return code === 'ERR_LEEWAY_ARGUMENT_TYPE' ? new LeewayTypeError(message, code) : new LeewayRangeError(message, code);
}
