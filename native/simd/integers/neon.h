// The integer vocabulary on NEON: 4 integers.
#pragma once
#include "vocabulary.h"

LEEWAY_ISA_BEGIN

struct i32 {
  using mask = uint32x4_t;
  static constexpr int lanes = 4;
  int32x4_t v;

  i32() = default;
  LEEWAY_INLINE i32(int32x4_t r) : v(r) {}
  LEEWAY_INLINE explicit i32(int32_t c) : v(vdupq_n_s32(c)) {}
  static LEEWAY_INLINE i32 load(const uint8_t* p) {
    uint32_t four;
    memcpy(&four, p, sizeof four);
    const uint16x8_t words = vmovl_u8(vreinterpret_u8_u32(vdup_n_u32(four)));
    return vreinterpretq_s32_u32(vmovl_u16(vget_low_u16(words)));
  }
  static LEEWAY_INLINE i32 load(const uint16_t* p) {
    return vreinterpretq_s32_u32(vmovl_u16(vld1_u16(p)));
  }
  LEEWAY_INLINE void store(uint8_t* p) const {
    const uint16x4_t words = vmovn_u32(vreinterpretq_u32_s32(v));
    const uint8x8_t bytes = vmovn_u16(vcombine_u16(words, words));
    const uint32_t four = vget_lane_u32(vreinterpret_u32_u8(bytes), 0);
    memcpy(p, &four, sizeof four);
  }
  LEEWAY_INLINE void store(uint16_t* p) const { vst1_u16(p, vmovn_u32(vreinterpretq_u32_s32(v))); }
};

struct Shift {
  int32x4_t left, right;
  LEEWAY_INLINE explicit Shift(int k) : left(vdupq_n_s32(k)), right(vdupq_n_s32(-k)) {}
};

LEEWAY_INLINE i32 operator+(i32 a, i32 b) { return vaddq_s32(a.v, b.v); }
LEEWAY_INLINE i32 operator-(i32 a, i32 b) { return vsubq_s32(a.v, b.v); }
LEEWAY_INLINE i32 operator&(i32 a, i32 b) { return vandq_s32(a.v, b.v); }
LEEWAY_INLINE i32 operator|(i32 a, i32 b) { return vorrq_s32(a.v, b.v); }
LEEWAY_INLINE i32 operator^(i32 a, i32 b) { return veorq_s32(a.v, b.v); }
LEEWAY_INLINE i32 operator<<(i32 a, const Shift& k) { return vshlq_s32(a.v, k.left); }
LEEWAY_INLINE i32 operator>>(i32 a, const Shift& k) { return vshlq_s32(a.v, k.right); }
LEEWAY_INLINE uint32x4_t less(i32 a, i32 b) { return vcltq_s32(a.v, b.v); }
LEEWAY_INLINE uint32x4_t equal(i32 a, i32 b) { return vceqq_s32(a.v, b.v); }
LEEWAY_INLINE i32 select(uint32x4_t m, i32 a, i32 b) { return vbslq_s32(m, a.v, b.v); }
LEEWAY_INLINE i32 min(i32 a, i32 b) { return vminq_s32(a.v, b.v); }
LEEWAY_INLINE i32 max(i32 a, i32 b) { return vmaxq_s32(a.v, b.v); }
LEEWAY_INLINE i32 abs(i32 a) { return vabsq_s32(a.v); }

LEEWAY_INLINE i32 bits_of(f32 a) { return vreinterpretq_s32_f32(a.v); }
LEEWAY_INLINE f32 as_float(i32 a) { return vreinterpretq_f32_s32(a.v); }
LEEWAY_INLINE f32 to_float(i32 a) { return vcvtq_f32_s32(a.v); }
LEEWAY_INLINE i32 to_nearest(f32 a) { return vcvtnq_s32_f32(a.v); }
LEEWAY_INLINE Doubles widen(f32 a) {
  return {{vcvt_f64_f32(vget_low_f32(a.v)), vcvt_high_f64_f32(a.v)}};
}
LEEWAY_INLINE void words_of(const Doubles& a, i32* high, i32* low) {
  const int32x4_t x = vreinterpretq_s32_f64(a.part[0].v), y = vreinterpretq_s32_f64(a.part[1].v);
  *high = vuzp2q_s32(x, y);
  *low = vuzp1q_s32(x, y);
}
LEEWAY_INLINE i32 pair_products(const int16_t* p, const int16_t* q) {
  const int16x8_t a = vld1q_s16(p), b = vld1q_s16(q);
  return vpaddq_s32(vmull_s16(vget_low_s16(a), vget_low_s16(b)), vmull_high_s16(a, b));
}

// Four tables of 64 bytes; an index beyond one leaves what the others gave.
struct ByteTable {
  static constexpr int lanes = 16;
  uint8x16x4_t quarters[4];
  LEEWAY_INLINE explicit ByteTable(const uint8_t* entries) {
    for (int j = 0; j < 4; j++)
      for (int k = 0; k < 4; k++) quarters[j].val[k] = vld1q_u8(entries + 64 * j + 16 * k);
  }
  LEEWAY_INLINE void look_up(const uint8_t* a, uint8_t* out) const {
    const uint8x16_t index = vld1q_u8(a), step = vdupq_n_u8(64);
    uint8x16_t rest = vsubq_u8(index, step);
    uint8x16_t found = vqtbl4q_u8(quarters[0], index);
    for (int j = 1; j < 4; j++) {
      found = vqtbx4q_u8(found, quarters[j], rest);
      rest = vsubq_u8(rest, step);
    }
    vst1q_u8(out, found);
  }
};

LEEWAY_ISA_END
