/** A number as messages print it. */
export const short = (value: number): string => String(Number(value.toPrecision(4)));

/** The least number of two digits that is not below. */
export function roundedUp(value: number): number {
  if (value === 0) return 0;
  const unit = Math.floor(Math.log10(value)) - 1;
  const digits = Math.ceil(Number((value / 10 ** unit).toPrecision(12)));
  return Number(`${digits}e${unit}`);
}

/**
 * What an error may be that was found on samples: a percent more, as extrema lie between them, and an eighth of an ulp, as
 * the worst combination of roundings need not be among them.
 */
export const withMargin = (found: number, ulp: number): number => found * 1.01 + ulp / 8;
