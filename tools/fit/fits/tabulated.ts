import { Decimal } from '../decimal';
import { normalTail, sigmoid, tanh } from '../functions';
import { octaves, signed, uniform, type TabulatedFunction } from './register-tables';

const one = new Decimal(1);

export const tanhTables: TabulatedFunction = {
  name: 'tanh',
  formula: 'tanh(x)',
  f: tanh,
  throughZero: true,
  atInfinity: 1,
  tables: [
    { entries: 32, degree: 1, spacing: uniform, limit: 3.9403 },
    { entries: 32, degree: 2, spacing: uniform, limit: 5.3421 },
    { entries: 32, degree: 3, spacing: uniform, limit: 6.7371 },
    { entries: 32, degree: 3, spacing: octaves(4), limit: 7.3961 },
    { entries: 32, degree: 4, spacing: octaves(4), limit: 9.03, centred: true, weight: 'relative' },
    { entries: 16, degree: 2, spacing: uniform, limit: 4.6252 },
    { entries: 16, degree: 3, spacing: uniform, limit: 5.6809 },
    { entries: 16, degree: 4, spacing: uniform, limit: 6.75 },
    { entries: 8, degree: 2, spacing: uniform, limit: 4.0972 },
    { entries: 8, degree: 3, spacing: octaves(2), limit: 5.1655 },
    { entries: 8, degree: 4, spacing: octaves(2), limit: 6.3294 },
  ],
};

/** Both signs in one table: no sign to take off and put back. */
export const sigmoidTables: TabulatedFunction = {
  name: 'sigmoid',
  formula: 'sigmoid(x)',
  f: sigmoid,
  atInfinity: 1,
  tables: [
    { entries: 32, degree: 1, spacing: signed, limit: 6.77 },
    { entries: 32, degree: 2, spacing: signed, limit: 9.01 },
    { entries: 32, degree: 3, spacing: signed, limit: 11.37 },
  ],
};

// What a unit that follows max(0, x) lacks from it, by |x|: it vanishes towards infinity.

/** elu(x) = -f(-x) left of 0. */
export const eluTables: TabulatedFunction = {
  name: 'elu',
  formula: '1 - exp(-x)',
  f: (x) => one.minus(x.neg().exp()),
  throughZero: true,
  atInfinity: 1,
  tables: [
    { entries: 32, degree: 2, spacing: uniform, limit: 9.25 },
    { entries: 32, degree: 3, spacing: uniform, limit: 12.22 },
    { entries: 16, degree: 3, spacing: uniform, limit: 10.31 },
    { entries: 16, degree: 4, spacing: uniform, limit: 12.82 },
    { entries: 8, degree: 3, spacing: octaves(2), limit: 9.31 },
    { entries: 8, degree: 5, spacing: uniform, limit: 12.66 },
  ],
};

/** softplus(x) = max(0, x) + f(|x|) */
export const softplusTables: TabulatedFunction = {
  name: 'softplus',
  formula: 'log(1 + exp(-x))',
  f: (x) => x.neg().exp().plus(1).ln(),
  atInfinity: 0,
  tables: [
    { entries: 32, degree: 2, spacing: uniform, limit: 10.8 },
    { entries: 32, degree: 3, spacing: uniform, limit: 13.6 },
    { entries: 16, degree: 3, spacing: uniform, limit: 11.8 },
    { entries: 16, degree: 4, spacing: uniform, limit: 13.7 },
    { entries: 8, degree: 3, spacing: uniform, limit: 10.1 },
    { entries: 8, degree: 4, spacing: octaves(2), limit: 12.6 },
  ],
};

/** silu(x) = max(0, x) - f(|x|) */
export const siluTables: TabulatedFunction = {
  name: 'silu',
  formula: 'x / (1 + exp(x))',
  f: (x) => x.div(x.exp().plus(1)),
  throughZero: true,
  atInfinity: 0,
  tables: [
    { entries: 32, degree: 2, spacing: uniform, limit: 12.5 },
    { entries: 32, degree: 3, spacing: uniform, limit: 15.5 },
    { entries: 16, degree: 3, spacing: uniform, limit: 13.6 },
    { entries: 16, degree: 4, spacing: uniform, limit: 15.2 },
    { entries: 8, degree: 4, spacing: uniform, limit: 14.2 },
    { entries: 8, degree: 5, spacing: octaves(2), limit: 17 },
  ],
};

/** gelu(x) = max(0, x) - f(|x|) */
export const geluTables: TabulatedFunction = {
  name: 'gelu',
  formula: 'x erfc(x / sqrt(2)) / 2',
  f: (x) => x.times(normalTail(x)),
  throughZero: true,
  atInfinity: 0,
  tables: [
    { entries: 32, degree: 2, spacing: uniform, limit: 4.5 },
    { entries: 32, degree: 3, spacing: uniform, limit: 5.2 },
    { entries: 16, degree: 3, spacing: uniform, limit: 4.9 },
    { entries: 16, degree: 4, spacing: uniform, limit: 5.2 },
    { entries: 8, degree: 4, spacing: uniform, limit: 4.8 },
    { entries: 8, degree: 5, spacing: octaves(2), limit: 5.1 },
  ],
};

/** The same for its tanh form. */
export const geluTanhTables: TabulatedFunction = {
  name: 'gelu_tanh',
  formula: 'x / (1 + exp(1.5957691216057308 (x + 0.044715 x^3)))',
  f: (x) => x.div(x.pow(3).times('0.044715').plus(x).times('1.5957691216057308').exp().plus(1)),
  throughZero: true,
  atInfinity: 0,
  tables: geluTables.tables,
};
