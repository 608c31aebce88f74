// Pixels of a row, which is short, side by side and in pairs.
//
// With AVX-512 they are a vector, and masks leave out what lies beyond the row: 28 pixels are two loads, two permutes and two stores.
// Elsewhere they are one number, and the compiler makes vectors of the loops as far as such rows are long enough.
#pragma once

#include <stddef.h>

#if defined(_MSC_VER)
#define LEEWAY_APART __restrict
#else
#define LEEWAY_APART __restrict__
#endif

LEEWAY_ISA_BEGIN

#if defined(__AVX512F__)

using Pixels = f32;
constexpr size_t pixels_at_once = f32::lanes;

// Of n that are left; always by a mask, which a loop over rows of one length then computes once.
LEEWAY_INLINE __mmask16 first_pixels(size_t n) {
  return static_cast<__mmask16>((1u << (n < 16 ? n : 16)) - 1);
}
LEEWAY_INLINE Pixels load_pixels(const float* p, size_t n) {
  return _mm512_maskz_loadu_ps(first_pixels(n), p);
}
LEEWAY_INLINE void store_pixels(Pixels x, float* p, size_t n) {
  _mm512_mask_storeu_ps(p, first_pixels(n), x.v);
}
LEEWAY_INLINE Pixels larger(Pixels a, Pixels b) { return max(b, a); }

struct Pairs {
  Pixels first, second;
};

// Of n pairs that are left.
LEEWAY_INLINE Pairs load_pairs(const float* p, size_t n) {
  const __m512i evens = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
  const __m512i odds = _mm512_add_epi32(evens, _mm512_set1_epi32(1));
  const Pixels low = load_pixels(p, 2 * n);
  const Pixels high = n > 8 ? load_pixels(p + 16, 2 * n - 16) : low;
  return {_mm512_permutex2var_ps(low.v, evens, high.v),
          _mm512_permutex2var_ps(low.v, odds, high.v)};
}
LEEWAY_INLINE void store_pairs(Pairs x, float* p, size_t n) {
  const __m512i low = _mm512_set_epi32(23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
  const __m512i high = _mm512_add_epi32(low, _mm512_set1_epi32(8));
  store_pixels(_mm512_permutex2var_ps(x.first.v, low, x.second.v), p, 2 * n);
  if (n > 8) store_pixels(_mm512_permutex2var_ps(x.first.v, high, x.second.v), p + 16, 2 * n - 16);
}

#else

using Pixels = float;
constexpr size_t pixels_at_once = 1;

LEEWAY_INLINE Pixels load_pixels(const float* p, size_t) { return *p; }
LEEWAY_INLINE void store_pixels(Pixels x, float* p, size_t) { *p = x; }
LEEWAY_INLINE Pixels larger(Pixels a, Pixels b) { return b > a ? b : a; }
LEEWAY_INLINE bool equal(Pixels a, Pixels b) { return a == b; }
LEEWAY_INLINE Pixels select(bool m, Pixels a, Pixels b) { return m ? a : b; }

struct Pairs {
  Pixels first, second;
};

LEEWAY_INLINE Pairs load_pairs(const float* p, size_t) { return {p[0], p[1]}; }
LEEWAY_INLINE void store_pairs(Pairs x, float* p, size_t) {
  p[0] = x.first;
  p[1] = x.second;
}

#endif

// Calls step(k, how many are left from k on) until n are done; of vectors, a single step without a loop.
template <class Step>
LEEWAY_INLINE void each_pixels(size_t n, Step step) {
  if (pixels_at_once > 1 && n <= pixels_at_once) return step(size_t(0), n);
  for (size_t k = 0; k < n; k += pixels_at_once) step(k, n - k);
}

LEEWAY_INLINE void copy_row(const float* LEEWAY_APART from, float* LEEWAY_APART to, size_t n) {
  each_pixels(n, [&](size_t k, size_t left) LEEWAY_LAMBDA_INLINE {
    store_pixels(load_pixels(from + k, left), to + k, left);
  });
}

// n pixels: the first, third, … apart from the second, fourth, …; and back.
LEEWAY_INLINE void part_row(const float* LEEWAY_APART from, size_t n, float* LEEWAY_APART evens,
                            float* LEEWAY_APART odds) {
  each_pixels(n / 2, [&](size_t k, size_t left) LEEWAY_LAMBDA_INLINE {
    const Pairs pairs = load_pairs(from + 2 * k, left);
    store_pixels(pairs.first, evens + k, left);
    store_pixels(pairs.second, odds + k, left);
  });
  if (n % 2 == 1) evens[n / 2] = from[n - 1];
}
LEEWAY_INLINE void merge_row(const float* LEEWAY_APART evens, const float* LEEWAY_APART odds,
                             float* LEEWAY_APART to, size_t n) {
  each_pixels(n / 2, [&](size_t k, size_t left) LEEWAY_LAMBDA_INLINE {
    store_pairs({load_pixels(evens + k, left), load_pixels(odds + k, left)}, to + 2 * k, left);
  });
  if (n % 2 == 1) to[n - 1] = evens[n / 2];
}

LEEWAY_ISA_END
