// The vocabulary on SSE2: 4 floats, 2 doubles; every x86-64 CPU.
#pragma once
#define LEEWAY_ISA sse2
#include "vocabulary.h"
#include <emmintrin.h>

LEEWAY_ISA_BEGIN

#define LEEWAY_VECTOR f32
#define LEEWAY_ELEMENT float
#define LEEWAY_LANES 4
#define LEEWAY_REGISTERS 16
#define LEEWAY_REGISTER __m128
#define LEEWAY_MASK __m128
#define LEEWAY_FUSED false
#define LEEWAY_RSQRT_BITS 11
#define LEEWAY_PS(operation) _mm_##operation##_ps
#define LEEWAY_INTEGER(operation) _mm_##operation##_epi32
#define LEEWAY_AS_INTEGER(x) _mm_castps_si128(x)
#define LEEWAY_AS_FLOAT(x) _mm_castsi128_ps(x)
#define LEEWAY_SPLAT_BITS(b) _mm_set1_epi32(static_cast<int>(b))
#include "x86.inl"

#define LEEWAY_VECTOR f64
#define LEEWAY_ELEMENT double
#define LEEWAY_LANES 2
#define LEEWAY_REGISTERS 16
#define LEEWAY_REGISTER __m128d
#define LEEWAY_MASK __m128d
#define LEEWAY_FUSED false
#define LEEWAY_RSQRT_BITS 52
#define LEEWAY_PS(operation) _mm_##operation##_pd
#define LEEWAY_INTEGER(operation) _mm_##operation##_epi64
#define LEEWAY_AS_INTEGER(x) _mm_castpd_si128(x)
#define LEEWAY_AS_FLOAT(x) _mm_castsi128_pd(x)
#define LEEWAY_SPLAT_BITS(b) _mm_set1_epi64x(static_cast<long long>(b))
#include "x86.inl"

template <class V>
LEEWAY_INLINE V mul_add(V a, V b, V c) {
  return a * b + c;
}
template <class V>
LEEWAY_INLINE V neg_mul_add(V a, V b, V c) {
  return c - a * b;
}

LEEWAY_INLINE f32 rsqrt_estimate(f32 a) { return _mm_rsqrt_ps(a.v); }
LEEWAY_INLINE f64 rsqrt_estimate(f64 a) { return f64(1.0) / sqrt(a); }

LEEWAY_INLINE __m128 less(f32 a, f32 b) { return _mm_cmplt_ps(a.v, b.v); }
LEEWAY_INLINE __m128d less(f64 a, f64 b) { return _mm_cmplt_pd(a.v, b.v); }
LEEWAY_INLINE __m128 equal(f32 a, f32 b) { return _mm_cmpeq_ps(a.v, b.v); }
LEEWAY_INLINE __m128d equal(f64 a, f64 b) { return _mm_cmpeq_pd(a.v, b.v); }
LEEWAY_INLINE f32 select(__m128 m, f32 a, f32 b) {
  return _mm_or_ps(_mm_and_ps(m, a.v), _mm_andnot_ps(m, b.v));
}
LEEWAY_INLINE f64 select(__m128d m, f64 a, f64 b) {
  return _mm_or_pd(_mm_and_pd(m, a.v), _mm_andnot_pd(m, b.v));
}

LEEWAY_INLINE void transpose(f32& a, f32& b, f32& c, f32& d) {
  _MM_TRANSPOSE4_PS(a.v, b.v, c.v, d.v);
}

struct u16 {
  using element = uint16_t;
  static constexpr int lanes = 4;
  __m128i v;  // the low half of it
  LEEWAY_INLINE u16(__m128i r) : v(r) {}
  static LEEWAY_INLINE u16 load(const element* p) {
    return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
  }
  LEEWAY_INLINE void store(element* p) const { _mm_storel_epi64(reinterpret_cast<__m128i*>(p), v); }
  static LEEWAY_INLINE u16 load_partial(const element* p, size_t n);
  LEEWAY_INLINE void store_partial(element* p, size_t n) const;
};

LEEWAY_INLINE f32 widen(u16 x) {
  return _mm_castsi128_ps(_mm_unpacklo_epi16(x.v, _mm_setzero_si128()));
}
LEEWAY_INLINE u16 narrow(f32 x) {
  // SSE2 packs signed numbers only: let the patterns be some.
  const __m128i patterns = _mm_srai_epi32(_mm_slli_epi32(_mm_castps_si128(x.v), 16), 16);
  return _mm_packs_epi32(patterns, patterns);
}

constexpr bool has_step_tables = true;

LEEWAY_ISA_END

#include "partial.h"
#include "no_float_table.h"
#include "no_double_table.h"
#include "derived.h"
#include "float16_arithmetic.h"
#include "half.h"
