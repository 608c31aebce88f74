// The integer vocabulary on WebAssembly's SIMD128: 4 integers.
#pragma once
#include "vocabulary.h"

LEEWAY_ISA_BEGIN

struct i32 {
  using mask = v128_t;
  static constexpr int lanes = 4;
  v128_t v;

  i32() = default;
  LEEWAY_INLINE i32(v128_t r) : v(r) {}
  LEEWAY_INLINE explicit i32(int32_t c) : v(wasm_i32x4_splat(c)) {}
  static LEEWAY_INLINE i32 load(const uint8_t* p) {
    return wasm_u32x4_extend_low_u16x8(wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(p)));
  }
  static LEEWAY_INLINE i32 load(const uint16_t* p) { return wasm_u32x4_load16x4(p); }
  LEEWAY_INLINE void store(uint8_t* p) const {
    const v128_t words = wasm_u16x8_narrow_i32x4(v, v);
    wasm_v128_store32_lane(p, wasm_u8x16_narrow_i16x8(words, words), 0);
  }
  LEEWAY_INLINE void store(uint16_t* p) const {
    wasm_v128_store64_lane(p, wasm_u16x8_narrow_i32x4(v, v), 0);
  }
};

struct Shift {
  uint32_t by;
  LEEWAY_INLINE explicit Shift(int k) : by(static_cast<uint32_t>(k)) {}
};

LEEWAY_INLINE i32 operator+(i32 a, i32 b) { return wasm_i32x4_add(a.v, b.v); }
LEEWAY_INLINE i32 operator-(i32 a, i32 b) { return wasm_i32x4_sub(a.v, b.v); }
LEEWAY_INLINE i32 operator&(i32 a, i32 b) { return wasm_v128_and(a.v, b.v); }
LEEWAY_INLINE i32 operator|(i32 a, i32 b) { return wasm_v128_or(a.v, b.v); }
LEEWAY_INLINE i32 operator^(i32 a, i32 b) { return wasm_v128_xor(a.v, b.v); }
LEEWAY_INLINE i32 operator<<(i32 a, Shift k) { return wasm_i32x4_shl(a.v, k.by); }
LEEWAY_INLINE i32 operator>>(i32 a, Shift k) { return wasm_i32x4_shr(a.v, k.by); }
LEEWAY_INLINE v128_t less(i32 a, i32 b) { return wasm_i32x4_lt(a.v, b.v); }
LEEWAY_INLINE v128_t equal(i32 a, i32 b) { return wasm_i32x4_eq(a.v, b.v); }
LEEWAY_INLINE i32 select(v128_t m, i32 a, i32 b) { return wasm_v128_bitselect(a.v, b.v, m); }
LEEWAY_INLINE i32 min(i32 a, i32 b) { return wasm_i32x4_min(a.v, b.v); }
LEEWAY_INLINE i32 max(i32 a, i32 b) { return wasm_i32x4_max(a.v, b.v); }
LEEWAY_INLINE i32 abs(i32 a) { return wasm_i32x4_abs(a.v); }

LEEWAY_INLINE i32 bits_of(f32 a) { return a.v; }
LEEWAY_INLINE f32 as_float(i32 a) { return a.v; }
LEEWAY_INLINE f32 to_float(i32 a) { return wasm_f32x4_convert_i32x4(a.v); }
LEEWAY_INLINE i32 to_nearest(f32 a) { return wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(a.v)); }
LEEWAY_INLINE Doubles widen(f32 a) {
  return {{wasm_f64x2_promote_low_f32x4(a.v),
           wasm_f64x2_promote_low_f32x4(wasm_i32x4_shuffle(a.v, a.v, 2, 3, 2, 3))}};
}
LEEWAY_INLINE void words_of(const Doubles& a, i32* high, i32* low) {
  const v128_t x = a.part[0].v, y = a.part[1].v;
  *high = wasm_i32x4_shuffle(x, y, 1, 3, 5, 7);
  *low = wasm_i32x4_shuffle(x, y, 0, 2, 4, 6);
}
LEEWAY_INLINE i32 pair_products(const int16_t* p, const int16_t* q) {
  return wasm_i32x4_dot_i16x8(wasm_v128_load(p), wasm_v128_load(q));
}

// Sixteen slices; an index beyond one gives 0.
struct ByteTable {
  static constexpr int lanes = 16;
  v128_t slices[16];
  LEEWAY_INLINE explicit ByteTable(const uint8_t* entries) {
    for (int j = 0; j < 16; j++) slices[j] = wasm_v128_load(entries + 16 * j);
  }
  LEEWAY_INLINE void look_up(const uint8_t* a, uint8_t* out) const {
    const v128_t step = wasm_i8x16_splat(16);
    v128_t index = wasm_v128_load(a);
    v128_t found = wasm_i8x16_swizzle(slices[0], index);
    for (int j = 1; j < 16; j++) {
      index = wasm_i8x16_sub(index, step);
      found = wasm_v128_or(found, wasm_i8x16_swizzle(slices[j], index));
    }
    wasm_v128_store(out, found);
  }
};

LEEWAY_ISA_END
