export type { PositArray } from '../backend/addon';
export type { PositFields } from './fields';
export type { BitsOf } from './format';
export type { PositTrick, PositTrickErrors } from './measure';
export type { FastEluOptions, FastTanhOptions, PositRounding, PositTrickOptions } from './options';
export type { PositCompaction, PositPairExactness, PositPairOperation, PositPairTable } from './pair-tables';
export { Posit } from './posit';
export type { PositTable } from './tables';
