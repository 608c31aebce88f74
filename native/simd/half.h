// 16-bit floats as arrays hold them: f16 (IEEE binary16) and bf16 (bfloat16) are loaded into an f32 vector, computed on
// there, and stored from one. Included by each instruction set header, after what the conversions are made of.
//
//   S::vector, S::element                  what is computed on, what stands in memory
//   S::load(p)  S::store(x, p)             and load_partial, store_partial, as of a vector
//
// Storage<T> is that interface for the vector types too, which are stored as they are.
//
// Loading is exact. Storing rounds to nearest, ties to even, overflows to infinity and keeps subnormals; a NaN stays one, with
// its sign and as much of its payload as fits, and becomes quiet.
#pragma once

LEEWAY_ISA_BEGIN

LEEWAY_INLINE f32 from_bfloat16(u16 x) { return shift_left<16>(widen(x)); }

LEEWAY_INLINE u16 to_bfloat16(f32 x) {
  const f32 upper = shift_right<16>(x);
  // Half of the last place that stays, and one less where that leaves a tie's even neighbour. Carries run into the exponent
  // as they should: the largest numbers become infinity, infinity stays what it is.
  const f32 to_even = add_bits(f32::from_bits(0x7fff), upper & f32::from_bits(1));
  const f32 rounded = shift_right<16>(add_bits(x, to_even));
  return narrow(select(equal(x, x), rounded, upper | f32::from_bits(0x40)));
}

// A 16-bit format by its two conversions.
template <f32 (*from)(u16), u16 (*to)(f32)>
struct Stored16 {
  using vector = f32;
  using element = uint16_t;
  static constexpr bool streams = false;
  static LEEWAY_INLINE f32 load(const element* p) { return from(u16::load(p)); }
  static LEEWAY_INLINE f32 load_partial(const element* p, size_t n) {
    return from(u16::load_partial(p, n));
  }
  static LEEWAY_INLINE void store(f32 x, element* p) { to(x).store(p); }
  static LEEWAY_INLINE void store_partial(f32 x, element* p, size_t n) {
    to(x).store_partial(p, n);
  }
};

struct f16 : Stored16<&from_float16, &to_float16> {};
struct bf16 : Stored16<&from_bfloat16, &to_bfloat16> {};

template <class V>
struct Storage {
  using vector = V;
  using element = typename V::element;
  static constexpr bool streams = V::streams;
  static LEEWAY_INLINE V load(const element* p) { return V::load(p); }
  static LEEWAY_INLINE V load_partial(const element* p, size_t n) { return V::load_partial(p, n); }
  static LEEWAY_INLINE void store(V x, element* p) { x.store(p); }
  static LEEWAY_INLINE void store_partial(V x, element* p, size_t n) { x.store_partial(p, n); }
};
template <>
struct Storage<f16> : f16 {};
template <>
struct Storage<bf16> : bf16 {};

LEEWAY_ISA_END
