// The vocabulary on WebAssembly's SIMD128: 4 floats, 2 doubles, no fused multiply-add (relaxed SIMD has one, whose bits
// differ between machines).
#pragma once
#define LEEWAY_ISA wasm
#include "vocabulary.h"
#include <wasm_simd128.h>

LEEWAY_ISA_BEGIN

#define LEEWAY_VECTOR f32
#define LEEWAY_ELEMENT float
#define LEEWAY_LANES 4
#define LEEWAY_WASM(operation) wasm_f32x4_##operation
#define LEEWAY_SPLAT_BITS(b) wasm_u32x4_splat(b)
#define LEEWAY_SUBTRACT_BITS wasm_i32x4_sub
#define LEEWAY_SHIFT_LEFT wasm_i32x4_shl
#define LEEWAY_SHIFT_RIGHT wasm_u32x4_shr
#define LEEWAY_ADD_BITS wasm_i32x4_add
#include "wasm.inl"

#define LEEWAY_VECTOR f64
#define LEEWAY_ELEMENT double
#define LEEWAY_LANES 2
#define LEEWAY_WASM(operation) wasm_f64x2_##operation
#define LEEWAY_SPLAT_BITS(b) wasm_u64x2_splat(b)
#define LEEWAY_SUBTRACT_BITS wasm_i64x2_sub
#define LEEWAY_SHIFT_LEFT wasm_i64x2_shl
#define LEEWAY_SHIFT_RIGHT wasm_u64x2_shr
#define LEEWAY_ADD_BITS wasm_i64x2_add
#include "wasm.inl"

LEEWAY_INLINE void transpose(f32& a, f32& b, f32& c, f32& d) {
  const v128_t ab_low = wasm_i32x4_shuffle(a.v, b.v, 0, 4, 1, 5);
  const v128_t cd_low = wasm_i32x4_shuffle(c.v, d.v, 0, 4, 1, 5);
  const v128_t ab_high = wasm_i32x4_shuffle(a.v, b.v, 2, 6, 3, 7);
  const v128_t cd_high = wasm_i32x4_shuffle(c.v, d.v, 2, 6, 3, 7);
  a = wasm_i64x2_shuffle(ab_low, cd_low, 0, 2);
  b = wasm_i64x2_shuffle(ab_low, cd_low, 1, 3);
  c = wasm_i64x2_shuffle(ab_high, cd_high, 0, 2);
  d = wasm_i64x2_shuffle(ab_high, cd_high, 1, 3);
}

struct u16 {
  using element = uint16_t;
  static constexpr int lanes = 4;
  v128_t v;  // as loaded: widened
  LEEWAY_INLINE u16(v128_t r) : v(r) {}
  static LEEWAY_INLINE u16 load(const element* p) { return wasm_u32x4_load16x4(p); }
  LEEWAY_INLINE void store(element* p) const {
    wasm_v128_store64_lane(p, wasm_u16x8_narrow_i32x4(v, v), 0);
  }
  static LEEWAY_INLINE u16 load_partial(const element* p, size_t n);
  LEEWAY_INLINE void store_partial(element* p, size_t n) const;
};

LEEWAY_INLINE f32 widen(u16 x) { return x.v; }
LEEWAY_INLINE u16 narrow(f32 x) { return x.v; }

constexpr bool has_step_tables = false;

LEEWAY_ISA_END

#include "partial.h"
#include "no_float_table.h"
#include "no_double_table.h"
#include "derived.h"
#include "float16_arithmetic.h"
#include "half.h"
