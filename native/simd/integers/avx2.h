// The integer vocabulary on AVX2: 8 integers.
#pragma once
#include "vocabulary.h"

LEEWAY_ISA_BEGIN

#define LEEWAY_LANES 8
#define LEEWAY_REGISTER __m256i
#define LEEWAY_MASK __m256i
#define LEEWAY_ALL(operation) _mm256_##operation##_si256
#define LEEWAY_X86(operation) _mm256_##operation
#define LEEWAY_BROADCAST_16_BYTES _mm256_broadcastsi128_si256
#include "x86.inl"

LEEWAY_INLINE i32 i32::load(const uint8_t* p) {
  return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
}
LEEWAY_INLINE i32 i32::load(const uint16_t* p) {
  return _mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}
LEEWAY_INLINE __m128i eight_words(__m256i v) {
  return _mm_packus_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
}
LEEWAY_INLINE void i32::store(uint8_t* p) const {
  const __m128i words = eight_words(v);
  _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_packus_epi16(words, words));
}
LEEWAY_INLINE void i32::store(uint16_t* p) const {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(p), eight_words(v));
}

LEEWAY_INLINE __m256i less(i32 a, i32 b) { return _mm256_cmpgt_epi32(b.v, a.v); }
LEEWAY_INLINE __m256i equal(i32 a, i32 b) { return _mm256_cmpeq_epi32(a.v, b.v); }
LEEWAY_INLINE i32 select(__m256i m, i32 a, i32 b) { return _mm256_blendv_epi8(b.v, a.v, m); }
LEEWAY_INLINE i32 min(i32 a, i32 b) { return _mm256_min_epi32(a.v, b.v); }
LEEWAY_INLINE i32 max(i32 a, i32 b) { return _mm256_max_epi32(a.v, b.v); }
LEEWAY_INLINE i32 abs(i32 a) { return _mm256_abs_epi32(a.v); }

LEEWAY_INLINE i32 bits_of(f32 a) { return _mm256_castps_si256(a.v); }
LEEWAY_INLINE f32 as_float(i32 a) { return _mm256_castsi256_ps(a.v); }
LEEWAY_INLINE Doubles widen(f32 a) {
  return {{_mm256_cvtps_pd(_mm256_castps256_ps128(a.v)),
           _mm256_cvtps_pd(_mm256_extractf128_ps(a.v, 1))}};
}
LEEWAY_INLINE i32 in_order(__m256 pairs) {
  return _mm256_permute4x64_epi64(_mm256_castps_si256(pairs), 0xd8);
}
LEEWAY_INLINE void words_of(const Doubles& a, i32* high, i32* low) {
  const __m256 x = _mm256_castpd_ps(a.part[0].v), y = _mm256_castpd_ps(a.part[1].v);
  *high = in_order(_mm256_shuffle_ps(x, y, 0xdd));
  *low = in_order(_mm256_shuffle_ps(x, y, 0x88));
}
LEEWAY_INLINE i32 pair_products(const int16_t* p, const int16_t* q) {
  return _mm256_madd_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)),
                           _mm256_loadu_si256(reinterpret_cast<const __m256i*>(q)));
}

LEEWAY_ISA_END
