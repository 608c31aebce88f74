// The integer vocabulary: what every instruction set header of this folder adds to simd/ for posits. i32 is a vector of as
// many 32-bit integers as f32 has floats.
//
//   i32(c)                        c in every lane
//   i32::load(p)  x.store(p)      from and to uint8_t or uint16_t: zeros come in, the low bits go out (which must be all)
//   a + b  a - b  a & b  a | b  a ^ b   modulo 2^32
//   a << k  a >> k                by the Shift k of all lanes; >> keeps the sign
//   less(a, b)  equal(a, b)       i32::mask, of signed numbers;    select(m, a, b)
//   min(a, b)  max(a, b)  abs(a)  signed
//   bits_of(f32)  as_float(i32)   the same bits
//   to_float(i32)                 the number, for |a| < 2^24
//   to_nearest(f32)               the nearest integer, ties to even, for |a| < 2^22
//   widen(f32)                    the same numbers as doubles
//   words_of(Doubles, &high, &low)   the high and the low 32 bits of each
//   pair_products(p, q)           of 2 * lanes int16_t each: the sums p[0] q[0] + p[1] q[1], …
//   ByteTable(p)  t.look_up(a, out)   256 bytes; ByteTable::lanes of them looked up at a time, 0 where a loop does as well
#pragma once

#include "simd/vocabulary.h"

LEEWAY_ISA_BEGIN

// As many doubles as f32 has floats.
struct Doubles {
  static constexpr int parts = f32::lanes / f64::lanes;
  f64 part[parts];
};

LEEWAY_ISA_END
