// The vocabulary on AVX2, FMA and F16C: 8 floats, 4 doubles.
#pragma once
#define LEEWAY_ISA avx2
#include "vocabulary.h"
#include <immintrin.h>

LEEWAY_ISA_BEGIN

#define LEEWAY_VECTOR f32
#define LEEWAY_ELEMENT float
#define LEEWAY_LANES 8
#define LEEWAY_REGISTERS 16
#define LEEWAY_REGISTER __m256
#define LEEWAY_MASK __m256
#define LEEWAY_FUSED true
#define LEEWAY_RSQRT_BITS 11
#define LEEWAY_PS(operation) _mm256_##operation##_ps
#define LEEWAY_INTEGER(operation) _mm256_##operation##_epi32
#define LEEWAY_AS_INTEGER(x) _mm256_castps_si256(x)
#define LEEWAY_AS_FLOAT(x) _mm256_castsi256_ps(x)
#define LEEWAY_SPLAT_BITS(b) _mm256_set1_epi32(static_cast<int>(b))
#include "x86.inl"

#define LEEWAY_VECTOR f64
#define LEEWAY_ELEMENT double
#define LEEWAY_LANES 4
#define LEEWAY_REGISTERS 16
#define LEEWAY_REGISTER __m256d
#define LEEWAY_MASK __m256d
#define LEEWAY_FUSED true
#define LEEWAY_RSQRT_BITS 52
#define LEEWAY_PS(operation) _mm256_##operation##_pd
#define LEEWAY_INTEGER(operation) _mm256_##operation##_epi64
#define LEEWAY_AS_INTEGER(x) _mm256_castpd_si256(x)
#define LEEWAY_AS_FLOAT(x) _mm256_castsi256_pd(x)
#define LEEWAY_SPLAT_BITS(b) _mm256_set1_epi64x(static_cast<long long>(b))
#include "x86.inl"

LEEWAY_INLINE f32 mul_add(f32 a, f32 b, f32 c) { return _mm256_fmadd_ps(a.v, b.v, c.v); }
LEEWAY_INLINE f64 mul_add(f64 a, f64 b, f64 c) { return _mm256_fmadd_pd(a.v, b.v, c.v); }
LEEWAY_INLINE f32 neg_mul_add(f32 a, f32 b, f32 c) { return _mm256_fnmadd_ps(a.v, b.v, c.v); }
LEEWAY_INLINE f64 neg_mul_add(f64 a, f64 b, f64 c) { return _mm256_fnmadd_pd(a.v, b.v, c.v); }

constexpr int float_table_entries = 8;

struct FloatTable {
  __m256 v;
  FloatTable() = default;
  LEEWAY_INLINE explicit FloatTable(const float* entries) : v(_mm256_loadu_ps(entries)) {}
};

LEEWAY_INLINE f32 lookup(const FloatTable& table, f32 index) {
  return _mm256_permutevar8x32_ps(table.v, _mm256_castps_si256(index.v));
}

LEEWAY_INLINE f32 gather(const float* p, f32 index) {
  __m256 all = _mm256_castsi256_ps(_mm256_set1_epi32(-1));
  LEEWAY_ALL_LANES("+x", all);
  return _mm256_mask_i32gather_ps(_mm256_setzero_ps(), p, _mm256_castps_si256(index.v), all, 4);
}

LEEWAY_INLINE f64 gather(const double* p, f64 index) {
  __m256d all = _mm256_castsi256_pd(_mm256_set1_epi64x(-1));
  LEEWAY_ALL_LANES("+x", all);
  return _mm256_mask_i64gather_pd(_mm256_setzero_pd(), p, _mm256_castpd_si256(index.v), all, 8);
}

LEEWAY_INLINE f32 rsqrt_estimate(f32 a) { return _mm256_rsqrt_ps(a.v); }
LEEWAY_INLINE f64 rsqrt_estimate(f64 a) { return f64(1.0) / sqrt(a); }

LEEWAY_INLINE __m256 less(f32 a, f32 b) { return _mm256_cmp_ps(a.v, b.v, _CMP_LT_OQ); }
LEEWAY_INLINE __m256d less(f64 a, f64 b) { return _mm256_cmp_pd(a.v, b.v, _CMP_LT_OQ); }
LEEWAY_INLINE __m256 equal(f32 a, f32 b) { return _mm256_cmp_ps(a.v, b.v, _CMP_EQ_OQ); }
LEEWAY_INLINE __m256d equal(f64 a, f64 b) { return _mm256_cmp_pd(a.v, b.v, _CMP_EQ_OQ); }
LEEWAY_INLINE f32 select(__m256 m, f32 a, f32 b) { return _mm256_blendv_ps(b.v, a.v, m); }
LEEWAY_INLINE f64 select(__m256d m, f64 a, f64 b) { return _mm256_blendv_pd(b.v, a.v, m); }

struct u16 {
  using element = uint16_t;
  static constexpr int lanes = 8;
  __m128i v;
  LEEWAY_INLINE u16(__m128i r) : v(r) {}
  static LEEWAY_INLINE u16 load(const element* p) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  }
  LEEWAY_INLINE void store(element* p) const { _mm_storeu_si128(reinterpret_cast<__m128i*>(p), v); }
  static LEEWAY_INLINE u16 load_partial(const element* p, size_t n);
  LEEWAY_INLINE void store_partial(element* p, size_t n) const;
};

LEEWAY_INLINE f32 widen(u16 x) { return _mm256_castsi256_ps(_mm256_cvtepu16_epi32(x.v)); }
LEEWAY_INLINE u16 narrow(f32 x) {
  const __m256i patterns = _mm256_castps_si256(x.v);
  return _mm_packus_epi32(_mm256_castsi256_si128(patterns), _mm256_extracti128_si256(patterns, 1));
}
LEEWAY_INLINE f32 from_float16(u16 x) { return _mm256_cvtph_ps(x.v); }
LEEWAY_INLINE u16 to_float16(f32 x) { return _mm256_cvtps_ph(x.v, _MM_FROUND_TO_NEAREST_INT); }

LEEWAY_ISA_END

#include "gather_step.h"
#include "partial.h"
#include "no_double_table.h"
#include "derived.h"
#include "half.h"
