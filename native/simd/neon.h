// The vocabulary on NEON (arm64): 4 floats, 2 doubles, fused multiply-add.
#pragma once
#define LEEWAY_ISA neon
#include "vocabulary.h"
#include <arm_neon.h>

LEEWAY_ISA_BEGIN

#define LEEWAY_VECTOR f32
#define LEEWAY_ELEMENT float
#define LEEWAY_LANES 4
#define LEEWAY_REGISTER float32x4_t
#define LEEWAY_MASK uint32x4_t
#define LEEWAY_NEON(operation) operation##_f32
#define LEEWAY_NEON_INTEGER(operation) operation##_u32
#define LEEWAY_AS_INTEGER(x) vreinterpretq_u32_f32(x)
#define LEEWAY_AS_FLOAT(x) vreinterpretq_f32_u32(x)
#include "neon.inl"

#define LEEWAY_VECTOR f64
#define LEEWAY_ELEMENT double
#define LEEWAY_LANES 2
#define LEEWAY_REGISTER float64x2_t
#define LEEWAY_MASK uint64x2_t
#define LEEWAY_NEON(operation) operation##_f64
#define LEEWAY_NEON_INTEGER(operation) operation##_u64
#define LEEWAY_AS_INTEGER(x) vreinterpretq_u64_f64(x)
#define LEEWAY_AS_FLOAT(x) vreinterpretq_f64_u64(x)
#include "neon.inl"

// A shift to the left by less than nothing is one to the right.
LEEWAY_INLINE f32 shift_right(f32 a, int k) {
  return vreinterpretq_f32_u32(vshlq_u32(vreinterpretq_u32_f32(a.v), vdupq_n_s32(-k)));
}
LEEWAY_INLINE f64 shift_right(f64 a, int k) {
  return vreinterpretq_f64_u64(vshlq_u64(vreinterpretq_u64_f64(a.v), vdupq_n_s64(-k)));
}

LEEWAY_INLINE void transpose(f32& a, f32& b, f32& c, f32& d) {
  const float32x4x2_t ab = vtrnq_f32(a.v, b.v), cd = vtrnq_f32(c.v, d.v);
  a = vcombine_f32(vget_low_f32(ab.val[0]), vget_low_f32(cd.val[0]));
  b = vcombine_f32(vget_low_f32(ab.val[1]), vget_low_f32(cd.val[1]));
  c = vcombine_f32(vget_high_f32(ab.val[0]), vget_high_f32(cd.val[0]));
  d = vcombine_f32(vget_high_f32(ab.val[1]), vget_high_f32(cd.val[1]));
}

constexpr int float_table_entries = 16;

struct FloatTable {
  uint8x16x4_t v;
  FloatTable() = default;
  LEEWAY_INLINE explicit FloatTable(const float* entries) {
    for (int i = 0; i < 4; i++) v.val[i] = vreinterpretq_u8_f32(vld1q_f32(entries + 4 * i));
  }
};

// TBL picks bytes: entry k of four bytes starts at byte 4 k, and all but the index's low four bits must go.
LEEWAY_INLINE f32 lookup(const FloatTable& table, f32 index) {
  const uint32x4_t entry = vandq_u32(vreinterpretq_u32_f32(index.v), vdupq_n_u32(15));
  const uint32x4_t bytes = vmlaq_n_u32(vdupq_n_u32(0x03020100u), entry, 0x04040404u);
  return vreinterpretq_f32_u8(vqtbl4q_u8(table.v, vreinterpretq_u8_u32(bytes)));
}

struct u16 {
  using element = uint16_t;
  static constexpr int lanes = 4;
  uint16x4_t v;
  LEEWAY_INLINE u16(uint16x4_t r) : v(r) {}
  static LEEWAY_INLINE u16 load(const element* p) { return vld1_u16(p); }
  LEEWAY_INLINE void store(element* p) const { vst1_u16(p, v); }
  static LEEWAY_INLINE u16 load_partial(const element* p, size_t n);
  LEEWAY_INLINE void store_partial(element* p, size_t n) const;
};

LEEWAY_INLINE f32 widen(u16 x) { return vreinterpretq_f32_u32(vmovl_u16(x.v)); }
LEEWAY_INLINE u16 narrow(f32 x) { return vmovn_u32(vreinterpretq_u32_f32(x.v)); }
LEEWAY_INLINE f32 from_float16(u16 x) { return vcvt_f32_f16(vreinterpret_f16_u16(x.v)); }
LEEWAY_INLINE u16 to_float16(f32 x) { return vreinterpret_u16_f16(vcvt_f16_f32(x.v)); }

constexpr bool has_step_tables = true;

LEEWAY_ISA_END

#include "partial.h"
#include "no_double_table.h"
#include "derived.h"
#include "half.h"
