// Tables of 8-bit posits held in registers and read by VPERMB and VPERMI2B: AVX-512 with VBMI, asked for at run time.
#pragma once

#if defined(__GNUC__)
#define LEEWAY_VBMI __attribute__((target("avx512vbmi")))
#else
#define LEEWAY_VBMI
#endif

LEEWAY_ISA_BEGIN

LEEWAY_VBMI inline void look_up_by_permutes(const uint8_t* table, const uint8_t* a, uint8_t* out,
                                            size_t n) {
  __m512i quarters[4];
  for (int j = 0; j < 4; j++) quarters[j] = _mm512_loadu_si512(table + 64 * j);
  for (size_t i = 0; i < n; i += 64) {
    const __mmask64 present = n - i >= 64 ? ~__mmask64(0) : (__mmask64(1) << (n - i)) - 1;
    const __m512i index = _mm512_maskz_loadu_epi8(present, a + i);
    const __m512i low = _mm512_permutex2var_epi8(quarters[0], index, quarters[1]);
    const __m512i high = _mm512_permutex2var_epi8(quarters[2], index, quarters[3]);
    const __m512i found = _mm512_mask_blend_epi8(_mm512_movepi8_mask(index), low, high);
    _mm512_mask_storeu_epi8(out + i, present, found);
  }
}

// The fixed-point numbers of 64 magnitudes as their low and high bytes: those below 1 are what they are, the others stand
// in a table of 64.
struct FixedBytes {
  __m512i low, high;
};
LEEWAY_VBMI inline FixedBytes fixed_bytes(const __m512i (&table)[2], __m512i magnitude) {
  const __mmask64 from_one = _mm512_test_epi8_mask(magnitude, _mm512_set1_epi8(64));
  return {_mm512_mask_permutexvar_epi8(magnitude, from_one, magnitude, table[0]),
          _mm512_maskz_permutexvar_epi8(from_one, magnitude, table[1])};
}

// Sums of fixed-point products, 64 at a time.
struct PermutedSums {
  __m512i table[2], sums, wide, nar;
};

LEEWAY_VBMI inline void add_products(PermutedSums& s, __m512i x, __m512i y) {
  const __m512i p = _mm512_abs_epi8(x), q = _mm512_abs_epi8(y);
  s.nar = _mm512_or_si512(s.nar, _mm512_or_si512(p, q));  // whose magnitude alone stays negative
  const FixedBytes u = fixed_bytes(s.table, p), v = fixed_bytes(s.table, q);
  // The products' signs, put on the first factors.
  const __m512i sign = _mm512_movm_epi8(_mm512_movepi8_mask(_mm512_xor_si512(x, y)));
  const __m512i sign_a = _mm512_unpacklo_epi8(sign, sign);
  const __m512i sign_b = _mm512_unpackhi_epi8(sign, sign);
  const __m512i first_a =
      _mm512_sub_epi16(_mm512_xor_si512(_mm512_unpacklo_epi8(u.low, u.high), sign_a), sign_a);
  const __m512i first_b =
      _mm512_sub_epi16(_mm512_xor_si512(_mm512_unpackhi_epi8(u.low, u.high), sign_b), sign_b);
  const __m512i products_a = _mm512_madd_epi16(first_a, _mm512_unpacklo_epi8(v.low, v.high));
  const __m512i products_b = _mm512_madd_epi16(first_b, _mm512_unpackhi_epi8(v.low, v.high));
  s.sums = _mm512_add_epi32(s.sums, _mm512_add_epi32(products_a, products_b));
}

LEEWAY_VBMI inline void widen_sums(PermutedSums& s) {
  s.wide = _mm512_add_epi64(s.wide, _mm512_cvtepi32_epi64(_mm512_castsi512_si256(s.sums)));
  s.wide = _mm512_add_epi64(s.wide, _mm512_cvtepi32_epi64(_mm512_extracti64x4_epi64(s.sums, 1)));
  s.sums = _mm512_setzero_si512();
}

// Shorter posits are shifted to 8 bits: `shorter` is whether there is anything to shift.
template <bool shorter>
LEEWAY_VBMI inline bool dot_by_permutes_of(const posit::Shape& s, const uint8_t* a,
                                           const uint8_t* b, size_t n, int64_t* total) {
  const __m512i zero = _mm512_setzero_si512();
  PermutedSums sums = {
      {_mm512_loadu_si512(fixed_table.low + 64), _mm512_loadu_si512(fixed_table.high + 64)},
      zero,
      zero,
      zero};
  const __m128i up = _mm_cvtsi32_si128(8 - s.n);
  const __m512i kept = _mm512_set1_epi8(static_cast<char>(0xff << (8 - s.n)));
  size_t i = 0;
  while (i + 64 <= n) {
    // Four products of 2^24 at most a time: 30 of those stay within 32 bits.
    const size_t end = n - i < 30 * 64 ? n : i + 30 * 64;
    for (; i + 64 <= end; i += 64) {
      __m512i x = _mm512_loadu_si512(a + i), y = _mm512_loadu_si512(b + i);
      if (shorter) {
        x = _mm512_and_si512(_mm512_sll_epi16(x, up), kept);
        y = _mm512_and_si512(_mm512_sll_epi16(y, up), kept);
      }
      add_products(sums, x, y);
    }
    widen_sums(sums);
  }
  if (i < n) {
    const __mmask64 present = (__mmask64(1) << (n - i)) - 1;
    const __m512i x = _mm512_maskz_loadu_epi8(present, a + i);
    const __m512i y = _mm512_maskz_loadu_epi8(present, b + i);
    add_products(sums, _mm512_and_si512(_mm512_sll_epi16(x, up), kept),
                 _mm512_and_si512(_mm512_sll_epi16(y, up), kept));
    widen_sums(sums);
  }
  *total = _mm512_reduce_add_epi64(sums.wide);
  return _mm512_movepi8_mask(sums.nar) != 0;
}

inline bool dot_by_permutes(const posit::Shape& s, const uint8_t* a, const uint8_t* b, size_t n,
                            int64_t* total) {
  return s.n == 8 ? dot_by_permutes_of<false>(s, a, b, n, total)
                  : dot_by_permutes_of<true>(s, a, b, n, total);
}

LEEWAY_ISA_END
