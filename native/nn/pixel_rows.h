// Rows of pixels, which are short: copied, parted into every second pixel and the ones between, and merged again.
//
// With AVX-512 a row of 28 is two loads, two permutes and two stores, all masked. Elsewhere these are plain loops, which the
// compiler makes vectors of, and much of a row is what such a loop leaves over.
#pragma once

#include <stddef.h>

LEEWAY_ISA_BEGIN

#if defined(_MSC_VER)
#define LEEWAY_APART __restrict
#else
#define LEEWAY_APART __restrict__
#endif

#if defined(__AVX512F__)

LEEWAY_INLINE void copy_row(const float* from, float* to, size_t n) {
  for (size_t k = 0; k < n; k += f32::lanes)
    store_up_to(load_up_to<f32>(from + k, n - k), to + k, n - k);
}

LEEWAY_INLINE f32 every_second(f32 low, f32 high, int first) {
  const __m512i index =
      _mm512_add_epi32(_mm512_set1_epi32(first),
                       _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0));
  return _mm512_permutex2var_ps(low.v, index, high.v);
}
LEEWAY_INLINE f32 evens_of(f32 low, f32 high) { return every_second(low, high, 0); }
LEEWAY_INLINE f32 odds_of(f32 low, f32 high) { return every_second(low, high, 1); }

LEEWAY_INLINE f32 by_turns(f32 evens, f32 odds, int first) {
  const __m512i index =
      _mm512_add_epi32(_mm512_set1_epi32(first),
                       _mm512_set_epi32(23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0));
  return _mm512_permutex2var_ps(evens.v, index, odds.v);
}

// Calls each(k, low, high): pixels k … k + 15 and k + 16 … k + 31 of n.
template <class Each>
LEEWAY_INLINE void each_pair_of_vectors(const float* row, size_t n, Each each) {
  for (size_t k = 0; k < n; k += 2 * f32::lanes) {
    const size_t left = n - k, after = left > f32::lanes ? left - f32::lanes : 0;
    each(k, load_up_to<f32>(row + k, left), f32::load_partial_or_none(row + k, after));
  }
}

#endif

LEEWAY_ISA_END
