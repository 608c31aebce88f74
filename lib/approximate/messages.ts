/** A number as messages print it. */
export const short = (value: number): string => String(Number(value.toPrecision(4)));

/** The least number of two digits that is not below. */
export function roundedUp(value: number): number {
  if (value === 0) return 0;
  const unit = Math.floor(Math.log10(value)) - 1;
  const digits = Math.ceil(Number((value / 10 ** unit).toPrecision(12)));
  return Number(`${digits}e${unit}`);
}
