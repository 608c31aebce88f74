import type { Row } from '../results/row';

/** Three significant figures. */
export function significant(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** A bound: a dash where nothing is promised (null), nothing where there is none to speak of. */
export function bound(value: number | null | undefined): string {
  if (value === undefined) return '';
  if (value === null) return '–';
  if (value >= 0.01 && value < 1000) return String(Number(value.toPrecision(2)));
  return value === 0 ? '0' : value.toExponential(1).replace('.0e', 'e').replace('e+', 'e');
}

/** A row's median time, with a question mark where rounds disagree; a dash where it has none. */
export function time(row: Row | undefined): string {
  return row?.time ? significant(row.time.median) + (row.noisy ? '?' : '') : '–';
}

type RatioFigure = { median: number } | undefined;

/** How many times longer. */
export const times = (ratio: RatioFigure): string => (ratio ? significant(ratio.median) : '');

/** How many times faster. */
export const inverse = (ratio: RatioFigure): string => (ratio ? significant(1 / ratio.median) : '');
