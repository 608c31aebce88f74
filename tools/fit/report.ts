import { Decimal } from './decimal';

/** Three significant digits, rounded up: an error is never stated smaller than it is. */
export function formatError(error: Decimal): string {
  return error.toSignificantDigits(3, Decimal.ROUND_UP).toExponential(2);
}

/** As `formatError`, with the power of two: what a relative error is compared to. */
export function formatRelativeError(error: Decimal): string {
  const exponent = Decimal.log2(error).toDecimalPlaces(1, Decimal.ROUND_CEIL).toFixed(1);
  return `${formatError(error)} (2^${exponent})`;
}

/** Rows of a name and a text, aligned, as they stand above the constants of a fit. */
export function table(rows: Readonly<Record<string, string>>): string[] {
  const width = Math.max(...Object.keys(rows).map((name) => name.length));
  return Object.entries(rows).map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}
