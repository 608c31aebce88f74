// The integer vocabulary on AVX-512: 16 integers.
#pragma once
// What only AVX-512 has: tables of words in registers, and with VBMI tables of bytes.
#define LEEWAY_PERMUTES_WORDS
#define LEEWAY_PERMUTES_BYTES
#include "vocabulary.h"

LEEWAY_ISA_BEGIN

#define LEEWAY_LANES 16
#define LEEWAY_REGISTER __m512i
#define LEEWAY_MASK __mmask16
#define LEEWAY_ALL(operation) _mm512_##operation##_si512
#define LEEWAY_X86(operation) _mm512_##operation
#define LEEWAY_BROADCAST_16_BYTES _mm512_broadcast_i32x4
#include "x86.inl"

LEEWAY_INLINE i32 i32::load(const uint8_t* p) {
  return _mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}
LEEWAY_INLINE i32 i32::load(const uint16_t* p) {
  return _mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
}
LEEWAY_INLINE void i32::store(uint8_t* p) const {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm512_cvtepi32_epi8(v));
}
LEEWAY_INLINE void i32::store(uint16_t* p) const {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtepi32_epi16(v));
}

LEEWAY_INLINE __mmask16 less(i32 a, i32 b) { return _mm512_cmplt_epi32_mask(a.v, b.v); }
LEEWAY_INLINE __mmask16 equal(i32 a, i32 b) { return _mm512_cmpeq_epi32_mask(a.v, b.v); }
LEEWAY_INLINE i32 select(__mmask16 m, i32 a, i32 b) { return _mm512_mask_blend_epi32(m, b.v, a.v); }
LEEWAY_INLINE i32 min(i32 a, i32 b) { return _mm512_min_epi32(a.v, b.v); }
LEEWAY_INLINE i32 max(i32 a, i32 b) { return _mm512_max_epi32(a.v, b.v); }
LEEWAY_INLINE i32 abs(i32 a) { return _mm512_abs_epi32(a.v); }

LEEWAY_INLINE i32 bits_of(f32 a) { return _mm512_castps_si512(a.v); }
LEEWAY_INLINE f32 as_float(i32 a) { return _mm512_castsi512_ps(a.v); }
LEEWAY_INLINE Doubles widen(f32 a) {
  return {{_mm512_cvtps_pd(_mm512_castps512_ps256(a.v)),
           _mm512_cvtps_pd(_mm512_extractf32x8_ps(a.v, 1))}};
}
LEEWAY_INLINE void words_of(const Doubles& a, i32* high, i32* low) {
  const __m512i even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  const __m512i odd = _mm512_or_si512(even, _mm512_set1_epi32(1));
  const __m512i x = _mm512_castpd_si512(a.part[0].v), y = _mm512_castpd_si512(a.part[1].v);
  *high = _mm512_permutex2var_epi32(x, odd, y);
  *low = _mm512_permutex2var_epi32(x, even, y);
}
LEEWAY_INLINE i32 pair_products(const int16_t* p, const int16_t* q) {
  return _mm512_madd_epi16(_mm512_loadu_si512(p), _mm512_loadu_si512(q));
}

LEEWAY_ISA_END
