// The vocabulary on AVX-512 (F, DQ, BW, VL): 16 floats, 8 doubles, masks in registers of their own.
#pragma once
#define LEEWAY_ISA avx512
#include "vocabulary.h"
#if defined(__GNUC__) && !defined(__clang__)
// GCC 12's own AVX-512 headers raise this falsely (GCC bug 105593).
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif
#include <immintrin.h>

LEEWAY_ISA_BEGIN

#define LEEWAY_VECTOR f32
#define LEEWAY_ELEMENT float
#define LEEWAY_LANES 16
#define LEEWAY_REGISTERS 32
#define LEEWAY_REGISTER __m512
#define LEEWAY_MASK __mmask16
#define LEEWAY_FUSED true
#define LEEWAY_RSQRT_BITS 14
#define LEEWAY_PS(operation) _mm512_##operation##_ps
#define LEEWAY_INTEGER(operation) _mm512_##operation##_epi32
#define LEEWAY_AS_INTEGER(x) _mm512_castps_si512(x)
#define LEEWAY_AS_FLOAT(x) _mm512_castsi512_ps(x)
#define LEEWAY_SPLAT_BITS(b) _mm512_set1_epi32(static_cast<int>(b))
#include "x86.inl"

#define LEEWAY_VECTOR f64
#define LEEWAY_ELEMENT double
#define LEEWAY_LANES 8
#define LEEWAY_REGISTERS 32
#define LEEWAY_REGISTER __m512d
#define LEEWAY_MASK __mmask8
#define LEEWAY_FUSED true
#define LEEWAY_RSQRT_BITS 14
#define LEEWAY_PS(operation) _mm512_##operation##_pd
#define LEEWAY_INTEGER(operation) _mm512_##operation##_epi64
#define LEEWAY_AS_INTEGER(x) _mm512_castpd_si512(x)
#define LEEWAY_AS_FLOAT(x) _mm512_castsi512_pd(x)
#define LEEWAY_SPLAT_BITS(b) _mm512_set1_epi64(static_cast<long long>(b))
#include "x86.inl"

LEEWAY_INLINE f32 mul_add(f32 a, f32 b, f32 c) { return _mm512_fmadd_ps(a.v, b.v, c.v); }
LEEWAY_INLINE f64 mul_add(f64 a, f64 b, f64 c) { return _mm512_fmadd_pd(a.v, b.v, c.v); }
LEEWAY_INLINE f32 neg_mul_add(f32 a, f32 b, f32 c) { return _mm512_fnmadd_ps(a.v, b.v, c.v); }
LEEWAY_INLINE f64 neg_mul_add(f64 a, f64 b, f64 c) { return _mm512_fnmadd_pd(a.v, b.v, c.v); }

constexpr int float_table_entries = 32;

struct FloatTable {
  __m512 low, high;
  FloatTable() = default;
  LEEWAY_INLINE explicit FloatTable(const float* entries)
      : low(_mm512_loadu_ps(entries)), high(_mm512_loadu_ps(entries + 16)) {}
};

LEEWAY_INLINE f32 lookup(const FloatTable& table, f32 index) {
  return _mm512_permutex2var_ps(table.low, _mm512_castps_si512(index.v), table.high);
}

LEEWAY_INLINE f32 gather(const float* p, f32 index) {
  __mmask16 all = 0xffff;
  LEEWAY_ALL_LANES("+Yk", all);
  return _mm512_mask_i32gather_ps(_mm512_setzero_ps(), all, _mm512_castps_si512(index.v), p, 4);
}

LEEWAY_INLINE f64 gather(const double* p, f64 index) {
  __mmask8 all = 0xff;
  LEEWAY_ALL_LANES("+Yk", all);
  return _mm512_mask_i64gather_pd(_mm512_setzero_pd(), all, _mm512_castpd_si512(index.v), p, 8);
}

template <int k>
LEEWAY_INLINE Nearest<f64> nearest(f64 a, double limit) {
  constexpr int to_nearest_without_exception = 8;
  return {mul_add(min(a, f64(limit)), f64(double(1 << k)), f64(Format<double>::round_magic)),
          _mm512_reduce_pd(a.v, k << 4 | to_nearest_without_exception)};
}

template <int k>
LEEWAY_INLINE Nearest<f32> below(f32 a, float limit, FractionBits<k>) {
  constexpr int lesser_magnitude_sign_of_first = 2;
  constexpr int down_without_exception = 9;
  const f32 limited = _mm512_range_ps(a.v, f32(limit).v, lesser_magnitude_sign_of_first);
  const f32 magic(Format<float>::round_magic / (1 << k));
  return {_mm512_add_round_ps(limited.v, magic.v, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC),
          _mm512_reduce_ps(a.v, k << 4 | down_without_exception)};
}

LEEWAY_INLINE f32 keep_zero(f32 x, f32 y) {
  // Of every kind of number it is told what to make: the second operand of zeros, the first of all others.
  constexpr int second_of_zeros = 1 << 8;
  return _mm512_fixupimm_ps(y.v, x.v, _mm512_set1_epi32(second_of_zeros), 0);
}

constexpr int double_table_entries = 16;

struct DoubleTable {
  __m512d low, high;
  DoubleTable() = default;
  LEEWAY_INLINE explicit DoubleTable(const double* entries)
      : low(_mm512_loadu_pd(entries)), high(_mm512_loadu_pd(entries + 8)) {}
};

LEEWAY_INLINE f64 lookup(const DoubleTable& table, f64 index) {
  return _mm512_permutex2var_pd(table.low, _mm512_castpd_si512(index.v), table.high);
}

LEEWAY_INLINE f32 rsqrt_estimate(f32 a) { return _mm512_rsqrt14_ps(a.v); }
LEEWAY_INLINE f64 rsqrt_estimate(f64 a) { return _mm512_rsqrt14_pd(a.v); }

LEEWAY_INLINE __mmask16 less(f32 a, f32 b) { return _mm512_cmp_ps_mask(a.v, b.v, _CMP_LT_OQ); }
LEEWAY_INLINE __mmask8 less(f64 a, f64 b) { return _mm512_cmp_pd_mask(a.v, b.v, _CMP_LT_OQ); }
LEEWAY_INLINE __mmask16 equal(f32 a, f32 b) { return _mm512_cmp_ps_mask(a.v, b.v, _CMP_EQ_OQ); }
LEEWAY_INLINE __mmask8 equal(f64 a, f64 b) { return _mm512_cmp_pd_mask(a.v, b.v, _CMP_EQ_OQ); }
LEEWAY_INLINE f32 select(__mmask16 m, f32 a, f32 b) { return _mm512_mask_blend_ps(m, b.v, a.v); }
LEEWAY_INLINE f64 select(__mmask8 m, f64 a, f64 b) { return _mm512_mask_blend_pd(m, b.v, a.v); }

LEEWAY_INLINE f32 f32::load_partial(const float* p, size_t n) {
  return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1u << n) - 1), p);
}
LEEWAY_INLINE void f32::store_partial(float* p, size_t n) const {
  _mm512_mask_storeu_ps(p, static_cast<__mmask16>((1u << n) - 1), v);
}
LEEWAY_INLINE f64 f64::load_partial(const double* p, size_t n) {
  return _mm512_maskz_loadu_pd(static_cast<__mmask8>((1u << n) - 1), p);
}
LEEWAY_INLINE void f64::store_partial(double* p, size_t n) const {
  _mm512_mask_storeu_pd(p, static_cast<__mmask8>((1u << n) - 1), v);
}

struct u16 {
  using element = uint16_t;
  static constexpr int lanes = 16;
  __m256i v;
  LEEWAY_INLINE u16(__m256i r) : v(r) {}
  static LEEWAY_INLINE u16 load(const element* p) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  }
  LEEWAY_INLINE void store(element* p) const {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), v);
  }
  static LEEWAY_INLINE u16 load_partial(const element* p, size_t n) {
    return _mm256_maskz_loadu_epi16(static_cast<__mmask16>((1u << n) - 1), p);
  }
  LEEWAY_INLINE void store_partial(element* p, size_t n) const {
    _mm256_mask_storeu_epi16(p, static_cast<__mmask16>((1u << n) - 1), v);
  }
};

LEEWAY_INLINE f32 widen(u16 x) { return _mm512_castsi512_ps(_mm512_cvtepu16_epi32(x.v)); }
LEEWAY_INLINE u16 narrow(f32 x) { return _mm512_cvtepi32_epi16(_mm512_castps_si512(x.v)); }
LEEWAY_INLINE f32 from_float16(u16 x) { return _mm512_cvtph_ps(x.v); }
LEEWAY_INLINE u16 to_float16(f32 x) { return _mm512_cvtps_ph(x.v, _MM_FROUND_TO_NEAREST_INT); }

LEEWAY_ISA_END

#include "gather_step.h"
#include "derived.h"
#include "half.h"
