import { renderHeader } from '../header';
import { exponential } from './exp';
import { geluTail } from './gelu';
import { logarithm } from './log';
import { registerTables } from './register-tables';
import * as tabulated from './tabulated';
import { tanhPoly16 } from './tanh-poly16';
import { tanhRational } from './tanh-rational';
import { tanhSmall } from './tanh-small';
import { tanhSteps } from './tanh-steps';
import { word2vecTable } from './word2vec';

/** Every header of native/math/generated, by file name, with what makes its text. */
export const HEADERS: Readonly<Record<string, () => string>> = {
  'exp.h': () => renderHeader(exponential()),
  'gelu.h': () => renderHeader(geluTail()),
  'log.h': () => renderHeader(logarithm()),
  'tanh_poly16.h': () => renderHeader(tanhPoly16()),
  'tanh_rational.h': () => renderHeader(tanhRational()),
  'tanh_small.h': () => renderHeader(tanhSmall()),
  'tanh_steps.h': () => renderHeader(tanhSteps()),
  'word2vec.h': () => renderHeader(word2vecTable()),
  ...Object.fromEntries(
    Object.values(tabulated).map((one) => [`${one.name}_table.h`, () => renderHeader(registerTables(one))]),
  ),
};
