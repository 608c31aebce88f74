// The SIMD vocabulary: what every instruction set header (scalar.h, sse2.h, avx2.h, avx512.h, neon.h, wasm.h)
// defines for the vector types f32 and f64, and what follows from it on all of them.
//
//   V::element, V::bits, V::lanes          element type, unsigned integer of its size, elements per vector
//   V::registers                           vector registers there are, for those who block loops by them
//   V(c)                                   c in every lane          V::from_bits(b)  the same, from a bit pattern
//   V::load(p) x.store(p)                  unaligned, whole vector
//   V::load_partial(p, n) x.store_partial(p, n)   the first n < lanes elements; absent lanes read as 0, are not written
//   V::streams  x.stream(p)  V::end_of_streaming()   where there are stores past the caches: p aligned to the vector, and what to
//                                          call before anyone else may read
//   a + b  a - b  a * b  a / b             IEEE, round to nearest even
//   mul_add(a, b, c)                       a*b + c: one rounding where V::fused, two elsewhere
//   neg_mul_add(a, b, c)                   c - a*b: likewise
//   min(a, b)  max(a, b)                   a < b ? a : b,  a > b ? a : b: *b where either is NaN or both are zeros*,
//                                          so the variable goes second to keep its NaN and its signed zero
//   sqrt(a)                                correctly rounded
//   rsqrt_estimate(a)                      1/sqrt(a) to V::rsqrt_bits bits for a normal a; the bits differ between CPU makers
//   a & b  a | b  a ^ b  and_not(a, b)     on bit patterns; and_not is ~a & b
//   shift_left<k>(a)  shift_right<k>(a)    on bit patterns, zeros come in; shift_right(a, k) by a k known at run time only
//   transpose(a, b, c, d)                  a 4 x 4 matrix by its rows: of f32 where it has 4 lanes
//   add_bits(a, b)  subtract_bits(a, b)    of bit patterns as unsigned integers (add_bits: f32)
//   less(a, b)  equal(a, b)                V::mask, false where either is NaN
//   select(m, a, b)                        m ? a : b
//   float_table_entries                    floats a FloatTable holds in registers: 32, 16, 8, or 0 where there is no such thing
//   FloatTable(p)  lookup(table, index)    entry by the low bits of the index's bit pattern; the other bits do not count
//   double_table_entries, DoubleTable      the same of doubles: 16 or 0
//   gather(p, index)                       p[i] for the integer i >= 0 that is the bit pattern of the index's lane
//   nearest<k>(a, limit)                   of a >= 0, at most `limit`: `step`, the integer i nearest to 2^k of it, as i + round_magic;
//                                          `rest`, what a is more than i 2^-k; of NaN they are that of `limit`, and NaN
//   below(a, limit, FractionBits<k>())     of AVX-512's f32: `step`, the integer i whose multiple of 2^-k is the last not above a, an a
//                                          beyond ±limit being brought there, in the low bits of its bit pattern; `rest`, what a, as it
//                                          came, is above that multiple: in [0, 2^-k], NaN where a is, -0 where it is nothing
//   keep_zero(x, y)                        of the same: y, but x where x is a zero
//   gather_step(p, step)                   p[i] for a step i + round_magic, i >= 0
//   has_step_tables                        whether tables for gather_step are there: not where every byte is downloaded
//   u16                                    as many 16-bit patterns as f32 has lanes: load, store and both partial ones
//   widen(u)  narrow(a)                    to the low halves of f32's bit patterns under zeros; back from patterns < 2^16
//   from_float16(u)  to_float16(a)         float16 patterns to floats and back, rounded as half.h says
//   f16  bf16                              how arrays hold 16-bit floats: half.h
//
// Everything lives in an anonymous namespace inside a namespace of the instruction set, and nothing here includes the
// C++ library: an inline function with external linkage could be merged by the linker with the copy of another
// instruction set and run on a CPU that lacks it.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(_MSC_VER)
#define LEEWAY_INLINE __forceinline
#else
#define LEEWAY_INLINE inline __attribute__((always_inline))
#endif

// GCC does not let a lambda be forced inline by the word `inline`.
#if defined(_MSC_VER)
#define LEEWAY_LAMBDA_INLINE
#else
#define LEEWAY_LAMBDA_INLINE __attribute__((always_inline))
#endif

// Clang makes a minimum or maximum instruction of comparing with a constant and choosing, and where that orders the zeros
// (arm64, WebAssembly) the vocabulary's min and max would lose the sign of one (LLVM 16). It cannot see through this.
#if defined(__clang__) && (defined(__aarch64__) || defined(__wasm__))
#define LEEWAY_KEEP_SELECT(register_class, m) __asm__("" : register_class(m))
#else
#define LEEWAY_KEEP_SELECT(register_class, m)
#endif

// GCC, told that a gather merges with nothing, lets it write to any register, and it waits for whoever wrote that last: the
// next vector for this one. With a mask it cannot see through it clears the register.
#if defined(__GNUC__) && !defined(__clang__)
#define LEEWAY_ALL_LANES(register_class, m) __asm__("" : register_class(m))
#else
#define LEEWAY_ALL_LANES(register_class, m)
#endif

#define LEEWAY_ISA_BEGIN \
  namespace leeway {     \
  namespace LEEWAY_ISA { \
  namespace {
#define LEEWAY_ISA_END \
  }                    \
  }                    \
  }

namespace leeway {

template <class V>
struct Nearest {
  V step, rest;
};

template <int k>
struct FractionBits {};

template <class Element>
struct Format;

template <>
struct Format<float> {
  using bits = uint32_t;
  static constexpr int mantissa_bits = 23;
  static constexpr int exponent_bias = 127;
  static constexpr bits sign_bit = 0x80000000u;
  static constexpr float min_normal = 0x1p-126f;
  static constexpr float max = 0x1.fffffep127f;
  // Adding it to |x| < 2^22 rounds x to an integer (ties to even) and leaves that integer in the low mantissa bits.
  static constexpr float round_magic = 0x1.8p23f;
};

template <>
struct Format<double> {
  using bits = uint64_t;
  static constexpr int mantissa_bits = 52;
  static constexpr int exponent_bias = 1023;
  static constexpr bits sign_bit = 0x8000000000000000u;
  static constexpr double min_normal = 0x1p-1022;
  static constexpr double max = 0x1.fffffffffffffp1023;
  static constexpr double round_magic = 0x1.8p52;
  static constexpr bits round_magic_bits = 0x4338000000000000u;
};

}  // namespace leeway
