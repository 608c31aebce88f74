import { renderHeader } from '../header';
import { exponential } from './exp';
import { logarithm } from './log';
import { tanhPoly16 } from './tanh-poly16';
import { tanhRational } from './tanh-rational';
import { tanhTable } from './tanh-table';
import { tanhSmall } from './tanh-small';

/** Every header of native/math/generated, by file name, with what makes its text. */
export const HEADERS: Readonly<Record<string, () => string>> = {
  'exp.h': () => renderHeader(exponential()),
  'log.h': () => renderHeader(logarithm()),
  'tanh_poly16.h': () => renderHeader(tanhPoly16()),
  'tanh_rational.h': () => renderHeader(tanhRational()),
  'tanh_small.h': () => renderHeader(tanhSmall()),
  'tanh_table.h': () => renderHeader(tanhTable()),
};
