// The integer vocabulary on SSE2: 4 integers.
#pragma once
#include "vocabulary.h"

LEEWAY_ISA_BEGIN

#define LEEWAY_LANES 4
#define LEEWAY_REGISTER __m128i
#define LEEWAY_MASK __m128i
#define LEEWAY_ALL(operation) _mm_##operation##_si128
#define LEEWAY_X86(operation) _mm_##operation
#include "x86.inl"

LEEWAY_INLINE i32 i32::load(const uint8_t* p) {
  int32_t four;
  memcpy(&four, p, sizeof four);
  const __m128i zero = _mm_setzero_si128();
  return _mm_unpacklo_epi16(_mm_unpacklo_epi8(_mm_cvtsi32_si128(four), zero), zero);
}
LEEWAY_INLINE i32 i32::load(const uint16_t* p) {
  const __m128i four = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
  return _mm_unpacklo_epi16(four, _mm_setzero_si128());
}
LEEWAY_INLINE void i32::store(uint8_t* p) const {
  const __m128i words = _mm_packs_epi32(v, v);
  const int32_t four = _mm_cvtsi128_si32(_mm_packus_epi16(words, words));
  memcpy(p, &four, sizeof four);
}
LEEWAY_INLINE void i32::store(uint16_t* p) const {
  // The saturation is signed: the sign of the low half it leaves as it is.
  const __m128i low = _mm_srai_epi32(_mm_slli_epi32(v, 16), 16);
  _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_packs_epi32(low, low));
}

LEEWAY_INLINE __m128i less(i32 a, i32 b) { return _mm_cmplt_epi32(a.v, b.v); }
LEEWAY_INLINE __m128i equal(i32 a, i32 b) { return _mm_cmpeq_epi32(a.v, b.v); }
LEEWAY_INLINE i32 select(__m128i m, i32 a, i32 b) {
  return _mm_or_si128(_mm_and_si128(m, a.v), _mm_andnot_si128(m, b.v));
}
LEEWAY_INLINE i32 min(i32 a, i32 b) { return select(less(a, b), a, b); }
LEEWAY_INLINE i32 max(i32 a, i32 b) { return select(less(a, b), b, a); }
LEEWAY_INLINE i32 abs(i32 a) {
  const i32 sign = _mm_srai_epi32(a.v, 31);
  return (a ^ sign) - sign;
}

LEEWAY_INLINE i32 bits_of(f32 a) { return _mm_castps_si128(a.v); }
LEEWAY_INLINE f32 as_float(i32 a) { return _mm_castsi128_ps(a.v); }
LEEWAY_INLINE Doubles widen(f32 a) {
  return {{_mm_cvtps_pd(a.v), _mm_cvtps_pd(_mm_movehl_ps(a.v, a.v))}};
}
LEEWAY_INLINE void words_of(const Doubles& a, i32* high, i32* low) {
  const __m128 x = _mm_castpd_ps(a.part[0].v), y = _mm_castpd_ps(a.part[1].v);
  *high = _mm_castps_si128(_mm_shuffle_ps(x, y, 0xdd));
  *low = _mm_castps_si128(_mm_shuffle_ps(x, y, 0x88));
}
LEEWAY_INLINE i32 pair_products(const int16_t* p, const int16_t* q) {
  return _mm_madd_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)),
                        _mm_loadu_si128(reinterpret_cast<const __m128i*>(q)));
}

// SSE2 shuffles no bytes.
struct ByteTable {
  static constexpr int lanes = 0;
  LEEWAY_INLINE explicit ByteTable(const uint8_t*) {}
  LEEWAY_INLINE void look_up(const uint8_t*, uint8_t*) const {}
};

LEEWAY_ISA_END
