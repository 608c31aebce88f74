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

LEEWAY_ISA_END

#include "partial.h"
#include "derived.h"
