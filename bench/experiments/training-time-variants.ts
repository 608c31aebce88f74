// What the third source compares: the C library's functions, leeway's, and approximations that hold everywhere ("safe") or in
// a range only ("ranged").
import { approximate, type ActivationSpec, type LayerActivation } from 'leeway';

/** Saved by the source's approximations of a kind, % of the time of training; all that its abstract says. */
export const published = { safe: '10–37', ranged: '20–53' };

export interface Variant {
  name: string;
  activation: LayerActivation | undefined;
  kind?: keyof typeof published;
}

export const scalar = 'C library, number by number';
export const vector = 'leeway, exact';

type Spec = ActivationSpec;
const safe = (op: 'tanh' | 'sigmoid', maxAbsError: number): Spec => ({ op, maxAbsError });

/** Within 1e-3 in a range; beyond it they stay what they are at its ends. */
const rangedTanh = (): Spec => approximate(Math.tanh, { domain: [-4, 4], maxAbsError: 1e-3 });
const rangedSigmoid = (): Spec => approximate((x) => 1 / (1 + Math.exp(-x)), { domain: [-8, 8], maxAbsError: 1e-3 });

const theano: Spec = { op: 'sigmoid', method: 'ultra_fast' };
const word2vec: Spec = { op: 'sigmoid', method: 'word2vec_table' };
const polynomial: Spec = { op: 'tanh', method: 'poly16_full' };

export function tanhs(): Variant[] {
  return [
    { name: scalar, activation: { reference: 'tanh' } },
    { name: vector, activation: 'tanh' },
    { name: 'safe, 1e-4', activation: safe('tanh', 1e-4), kind: 'safe' },
    { name: 'safe, 1e-3', activation: safe('tanh', 1e-3), kind: 'safe' },
    { name: 'polynomial of order 16', activation: polynomial, kind: 'safe' },
    { name: 'ranged, 1e-3', activation: rangedTanh(), kind: 'ranged' },
    { name: 'none (the bound)', activation: undefined },
  ];
}

export function sigmoids(): Variant[] {
  return [
    { name: scalar, activation: { reference: 'sigmoid' } },
    { name: vector, activation: 'sigmoid' },
    { name: 'safe, 1e-4', activation: safe('sigmoid', 1e-4), kind: 'safe' },
    { name: 'ranged, 1e-3', activation: rangedSigmoid(), kind: 'ranged' },
    { name: "Theano's sigmoid", activation: theano },
    { name: 'hard_sigmoid', activation: 'hard_sigmoid' },
    { name: "word2vec's table", activation: word2vec },
    { name: 'none (the bound)', activation: undefined },
  ];
}

export interface LstmVariant {
  name: string;
  /** Of the cell, and of the gates; the C library's where there are none. */
  tanh?: Spec;
  sigmoid?: Spec;
  kind?: keyof typeof published;
}

export function lstmVariants(): LstmVariant[] {
  return [
    { name: scalar },
    { name: vector, tanh: 'tanh', sigmoid: 'sigmoid' },
    { name: 'safe, 1e-4', tanh: safe('tanh', 1e-4), sigmoid: safe('sigmoid', 1e-4), kind: 'safe' },
    { name: 'safe, 1e-3', tanh: safe('tanh', 1e-3), sigmoid: safe('sigmoid', 1e-3), kind: 'safe' },
    { name: 'ranged, 1e-3', tanh: rangedTanh(), sigmoid: rangedSigmoid(), kind: 'ranged' },
    { name: "Theano's, exact tanh", tanh: 'tanh', sigmoid: theano },
    { name: "word2vec's, exact tanh", tanh: 'tanh', sigmoid: word2vec },
    { name: 'hard_tanh, hard_sigmoid', tanh: 'hard_tanh', sigmoid: 'hard_sigmoid' },
  ];
}
